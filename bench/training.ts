import * as tf from '@tensorflow/tfjs-core';
import type { CompiledNetwork } from '../src/core/compile/topology.ts';
import { Model } from '../src/engine/network/model.ts';
import { buildProgram } from '../src/engine/network/program.ts';
import { stripes } from '../src/engine/testing/datasets.ts';
import { objectiveOf } from '../src/engine/testing/objective.ts';
import { takeBatch } from '../src/engine/train/batches.ts';
import { chooseSamples } from '../src/engine/train/choose-samples.ts';
import { optimizerRule } from '../src/engine/train/optimizers.ts';
import { freshSlots, trainStep } from '../src/engine/train/step.ts';

/** One network being trained on one batch again and again, by Adam. */
export function trainingOf(network: CompiledNetwork, batchSize: number) {
  const program = buildProgram(network);
  const [height = 1, width = 1, channels = 1] = program.inputShape;
  const dataset = stripes({ classes: 10, imageShape: [height, width, channels], train: batchSize });
  const { train } = chooseSamples(dataset, 0, 1);
  const model = Model.fresh(program, 1);
  const rule = optimizerRule('adam', 0.001);
  const slots = freshSlots(model, rule);
  const objective = objectiveOf('categoricalCrossentropy', ['accuracy'], 10);
  const batch = takeBatch(train, train.indices, 0, batchSize, program.inputShape);
  let count = 0;
  return {
    step(): void {
      const sums = trainStep(model, slots, rule, objective, batch, count, ++count);
      sums.dataSync();
      sums.dispose();
    },
    /** Every bit of the weights counts. */
    async weights(): Promise<string> {
      const read = await model.read();
      let hash = 0n;
      for (const { values } of read)
        for (const bits of new Uint32Array(values.slice().buffer))
          hash = BigInt.asUintN(64, hash * 6364136223846793005n + BigInt(bits));
      return hash.toString(16);
    },
    dispose(): void {
      batch.dispose();
      model.dispose();
      for (const tensors of slots.values()) tf.dispose(tensors);
    },
  };
}
