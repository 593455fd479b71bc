import * as tf from '@tensorflow/tfjs-core';
import { allocatedBytes } from '../src/engine/backends/allocated.ts';
import type { Dataset } from '../src/engine/data/dataset.ts';
import { Model } from '../src/engine/network/model.ts';
import { buildProgram } from '../src/engine/network/program.ts';
import { nodePlatform, startForTest } from '../src/engine/testing/backends.ts';
import { stripes } from '../src/engine/testing/datasets.ts';
import { objectiveOf } from '../src/engine/testing/objective.ts';
import { requestOf } from '../src/engine/testing/runs.ts';
import { takeBatch } from '../src/engine/train/batches.ts';
import { chooseSamples } from '../src/engine/train/choose-samples.ts';
import { optimizerRule } from '../src/engine/train/optimizers.ts';
import { freshSlots, trainStep } from '../src/engine/train/step.ts';
import { Trainer } from '../src/engine/train/trainer.ts';
import { defaultSchedule, type WatchSchedule } from '../src/engine/watch/schedule.ts';
import type { BenchRow } from './bench.ts';
import { networks } from './networks.ts';

export const name = `Stride's loop on WASM in Node, LeNet-5, batch 64, Adam: what stays behind, and what it costs over the bare step
The costs in processor time, in turn, the median of pairs`;

const batchSize = 64;

type Train = (images: number, epochs: number, watch: WatchSchedule) => Promise<void>;

const compiled = networks['LeNet-5']();

export async function run(): Promise<readonly BenchRow[]> {
  const backend = await startForTest('wasm');
  // Drawing the images takes longer than many a step: once for each number of them.
  const drawn = new Map<number, Dataset>();
  const train: Train = (images, epochs, watch) => {
    const dataset = drawn.get(images) ?? stripes({ classes: 10, imageShape: [28, 28, 1], train: images });
    drawn.set(images, dataset);
    const settings = { epochs, batchSize, validationShare: 0, learningRate: 0.001 };
    const asked = requestOf({ network: compiled, dataset, backend: 'wasm', watch }, settings);
    return new Trainer({ ...asked, paused: false, since: 0 }, backend, () => {}, nodePlatform.breathe).run();
  };
  await train(batchSize * 10, 1, defaultSchedule);
  return [
    await left('1,000 steps of one run', () => train(batchSize * 50, 20, defaultSchedule)),
    await left('50 runs of 4 steps', async () => {
      for (let i = 0; i < 50; i++) await train(batchSize * 4, 1, defaultSchedule);
    }),
    await overhead(train, 'nothing watched', { kind: 'off' }),
    await overhead(train, 'layers watched as on the screen', defaultSchedule),
  ];
}

/** What is there after, beside what was there before. */
async function left(what: string, act: () => Promise<void>): Promise<BenchRow> {
  const before = state();
  await act();
  const after = state();
  return {
    what,
    'tensors left': after.tensors - before.tensors,
    'JS heap before, MB': before.heap,
    'JS heap after, MB': after.heap,
    'WASM heap before, MB': before.wasm,
    'WASM heap after, MB': after.wasm,
  };
}

const mega = (bytes: number): number => Math.round(bytes / 1e5) / 10;

function state() {
  // Node gives it where it was started with --expose-gc, as `npm run bench` does.
  globalThis.gc?.();
  return {
    tensors: tf.memory().numTensors,
    heap: mega(process.memoryUsage().heapUsed),
    wasm: mega(allocatedBytes() ?? Number.NaN),
  };
}

const pairs = 7;
const steps = 150;

/** The loop with its building, its reads and its snapshots left out: a long run less a short one. */
async function overhead(train: Train, title: string, watch: WatchSchedule): Promise<BenchRow> {
  const bare = bareSteps();
  const shares: number[] = [];
  for (let pair = 0; pair <= pairs; pair++) {
    const short = await processorSeconds(() => train(batchSize, 1, watch));
    const long = await processorSeconds(() => train(batchSize * (steps + 1), 1, watch));
    const alone = await processorSeconds(async () => bare(steps));
    if (pair > 0) shares.push((long - short) / alone - 1);
  }
  const middle = shares.toSorted((a, b) => a - b)[Math.floor(shares.length / 2)] ?? Number.NaN;
  return { what: `the loop over ${steps} bare steps, ${title}`, 'more, %': Math.round(middle * 1000) / 10 };
}

async function processorSeconds(act: () => Promise<void>): Promise<number> {
  const used = process.cpuUsage();
  await act();
  const { user, system } = process.cpuUsage(used);
  return (user + system) / 1e6;
}

function bareSteps(): (count: number) => void {
  const program = buildProgram(compiled);
  const dataset = stripes({ classes: 10, imageShape: [28, 28, 1], train: batchSize * 10 });
  const { train } = chooseSamples(dataset, 0, 1);
  const model = Model.fresh(program, 1);
  const rule = optimizerRule('adam', 0.001);
  const slots = freshSlots(model, rule);
  const objective = objectiveOf('categoricalCrossentropy', ['accuracy'], 10);
  let step = 0;
  return (count) => {
    for (let i = 0; i < count; i++) {
      const batch = takeBatch(train, train.indices, (step % 10) * batchSize, batchSize, program.inputShape);
      const sums = trainStep(model, slots, rule, objective, batch, step, ++step);
      sums.dataSync();
      sums.dispose();
      batch.dispose();
    }
  };
}
