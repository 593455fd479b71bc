import type * as tf from '@tensorflow/tfjs-core';
import { startBackend } from '../../src/engine/backends/start.ts';
import { messageBreather } from '../../src/engine/breathe.ts';
import { Model } from '../../src/engine/network/model.ts';
import { buildProgram } from '../../src/engine/network/program.ts';
import { stripes } from '../../src/engine/testing/datasets.ts';
import { objectiveOf } from '../../src/engine/testing/objective.ts';
import { requestOf } from '../../src/engine/testing/runs.ts';
import { takeBatch } from '../../src/engine/train/batches.ts';
import { chooseSamples } from '../../src/engine/train/choose-samples.ts';
import { optimizerRule } from '../../src/engine/train/optimizers.ts';
import { freshSlots, trainStep } from '../../src/engine/train/step.ts';
import { Trainer } from '../../src/engine/train/trainer.ts';
import { networks } from '../networks.ts';
import { counted, type Laps, type Racer, serveLaps } from './race.ts';

/** Stride's step alone, and its whole loop with all that it does for the screen. */
serveLaps(prepare);

const objective = objectiveOf('categoricalCrossentropy', ['accuracy'], 10);

async function prepare({ backend, network, batchSize, steps }: Racer): Promise<Laps> {
  const platform = { wasmPaths: '', candidates: [backend], breathe: messageBreather() };
  const started = await startBackend(backend, platform);
  const compiled = networks[network]();
  const program = buildProgram(compiled);
  const [height = 1, width = 1, channels = 1] = program.inputShape;
  const dataset = stripes({ classes: 10, imageShape: [height, width, channels], train: batchSize * steps });
  const { train } = chooseSamples(dataset, 0, 1);
  let step = (): tf.Tensor => {
    throw new Error('not started');
  };
  const read = async (sums: tf.Tensor): Promise<void> => {
    await started.read(sums);
    sums.dispose();
  };
  return {
    start: () => {
      const model = Model.fresh(program, 1);
      const rule = optimizerRule('adam', 0.001);
      const slots = freshSlots(model, rule);
      let count = 0;
      step = () => {
        const batch = takeBatch(train, train.indices, (count % steps) * batchSize, batchSize, program.inputShape);
        const sums = trainStep(model, slots, rule, objective, batch, count, ++count);
        batch.dispose();
        return sums;
      };
      return read(step());
    },
    epoch: () => {
      const settings = { epochs: 1, batchSize, validationShare: 0, learningRate: 0.001 };
      const request = { ...requestOf({ network: compiled, dataset, backend }, settings), paused: false, since: 0 };
      return new Trainer(request, started, () => {}, platform.breathe).run();
    },
    bare: async () => {
      for (let i = 1; i < steps; i++) step().dispose();
      await read(step());
    },
    count: () => counted(() => read(step())),
  };
}
