import * as tf from '@tensorflow/tfjs-core';
import { startBackend } from '../../src/engine/backends/start.ts';
import { messageBreather } from '../../src/engine/breathe.ts';
import { Model } from '../../src/engine/network/model.ts';
import { buildProgram } from '../../src/engine/network/program.ts';
import { stripes } from '../../src/engine/testing/datasets.ts';
import { requestOf } from '../../src/engine/testing/runs.ts';
import { chooseSamples, takeBatch } from '../../src/engine/train/batches.ts';
import { optimizerRule } from '../../src/engine/train/optimizers.ts';
import { freshSlots, trainStep } from '../../src/engine/train/step.ts';
import { Trainer } from '../../src/engine/train/trainer.ts';
import { networks } from '../networks.ts';
import { countPrograms, type GpuAnswer, type GpuQuestion } from './race.ts';

/** Stride's step alone, then its whole loop with all that it does for the screen. */
self.addEventListener('message', ({ data }: MessageEvent<GpuQuestion>) => void answer(data).then(self.postMessage));

const objective = { loss: 'categoricalCrossentropy', metrics: ['accuracy'] } as const;

async function answer({ backend, network, batchSize, steps }: GpuQuestion): Promise<GpuAnswer> {
  const platform = { wasmPaths: '', candidates: [backend], breathe: messageBreather() };
  const started = await startBackend(backend, platform);
  const asked = performance.now();
  const compiled = networks[network]();
  const program = buildProgram(compiled);
  const [height = 1, width = 1, channels = 1] = program.inputShape;
  const dataset = stripes({ classes: 10, imageShape: [height, width, channels], train: batchSize * steps });
  const { train } = chooseSamples(dataset, 0, 1);
  const model = Model.fresh(program, 1);
  const rule = optimizerRule('adam', 0.001);
  const slots = freshSlots(model, rule);
  let count = 0;
  const step = (): tf.Tensor => {
    const batch = takeBatch(train, train.indices, (count % steps) * batchSize, batchSize, program.inputShape);
    const sums = trainStep(model, slots, rule, objective, batch, count, ++count);
    batch.dispose();
    return sums;
  };
  const read = async (sums: tf.Tensor): Promise<void> => {
    await started.read(sums);
    sums.dispose();
  };
  await read(step());
  const firstStepMilliseconds = performance.now() - asked;
  const bare = async (): Promise<number> => {
    const start = performance.now();
    for (let i = 1; i < steps; i++) step().dispose();
    await read(step());
    return (batchSize * steps) / ((performance.now() - start) / 1000);
  };
  await bare();
  const before = await bare();
  const imagesPerSecond = await wholeLoop();
  const bareImagesPerSecond = (before + (await bare())) / 2;
  const counted = countPrograms();
  const { kernels } = await tf.profile(() => step().dispose());
  const { programs } = counted;
  return { firstStepMilliseconds, imagesPerSecond, bareImagesPerSecond, kernels: kernels.length, programs };

  async function wholeLoop(): Promise<number> {
    const settings = { epochs: 3, batchSize, validationShare: 0, learningRate: 0.001 };
    const request = { ...requestOf({ network: compiled, dataset, backend }, settings), paused: false, since: 0 };
    const speeds: number[] = [];
    const trainer = new Trainer(
      request,
      started,
      (event) => {
        if (event.type === 'epoch') speeds.push(event.report.samplesPerSecond);
      },
      platform.breathe,
    );
    await trainer.run();
    return Math.max(...speeds);
  }
}
