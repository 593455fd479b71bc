import * as tf from '@tensorflow/tfjs-core';
import { Model } from '../src/engine/network/model.ts';
import { buildProgram } from '../src/engine/network/program.ts';
import type { BackendName } from '../src/engine/protocol.ts';
import { startForTest } from '../src/engine/testing/backends.ts';
import { stripes } from '../src/engine/testing/datasets.ts';
import { lenet } from '../src/engine/testing/networks.ts';
import { objectiveOf } from '../src/engine/testing/objective.ts';
import { takeBatch } from '../src/engine/train/batches.ts';
import { chooseSamples } from '../src/engine/train/choose-samples.ts';
import { optimizerRule } from '../src/engine/train/optimizers.ts';
import { freshSlots, trainStep } from '../src/engine/train/step.ts';
import type { BenchRow } from './bench.ts';

export const name = 'Training LeNet-5, batch 32, Adam, in Node';

const batchSize = 32;

export async function run(): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const backend of ['wasm', 'cpu'] as const) rows.push(await measure(backend));
  return rows;
}

async function measure(backend: Extract<BackendName, 'wasm' | 'cpu'>): Promise<BenchRow> {
  const { device } = await startForTest(backend);
  const before = tf.memory().numTensors;
  const dataset = stripes({ classes: 10, imageShape: [28, 28, 1], train: batchSize });
  const { train } = chooseSamples(dataset, 0, 1);
  const model = Model.fresh(buildProgram(lenet()), 1);
  const rule = optimizerRule('adam', 0.001);
  const slots = freshSlots(model, rule);
  const objective = objectiveOf('categoricalCrossentropy', ['accuracy'], 10);
  const order = train.indices;
  let step = 0;
  const once = (): void => {
    const batch = takeBatch(train, order, 0, batchSize, [28, 28, 1]);
    const sums = trainStep(model, slots, rule, objective, batch, step, ++step);
    sums.dataSync();
    sums.dispose();
    batch.dispose();
  };
  const warmUp = backend === 'wasm' ? 20 : 2;
  const rounds = backend === 'wasm' ? 200 : 10;
  for (let i = 0; i < warmUp; i++) once();
  const start = performance.now();
  for (let i = 0; i < rounds; i++) once();
  const seconds = (performance.now() - start) / 1000;
  const { kernels } = await tf.profile(once);
  const held = tf.memory().numTensors;
  model.dispose();
  for (const tensors of slots.values()) tf.dispose(tensors);
  return {
    backend,
    device: device.device,
    'images/s': Math.round((rounds * batchSize) / seconds),
    'ms a step': Math.round((seconds / rounds) * 1e5) / 100,
    'kernels a step': kernels.length,
    'tensors held': held - before,
    'tensors left': tf.memory().numTensors - before,
  };
}
