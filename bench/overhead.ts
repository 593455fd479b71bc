import type * as tf from '@tensorflow/tfjs-core';
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

export const name = `What the training loop takes over its bare step: batch 64, Adam, WASM in Node, processor time and the clock's
Slices of steps of one running Trainer, as the app runs it, and of bare steps (a batch taken, trained on, let go), in turn
within one process; the median of the pairs. Watched: with what each layer does measured on the way, 3 % at most`;

const batchSize = 64;
const stepsOfSlice = { 'LeNet-5': 40, 'small VGG': 2 } as const;
const slicesOf = { 'LeNet-5': 30, 'small VGG': 12 } as const;

export async function run(): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const network of ['LeNet-5', 'small VGG'] as const)
    for (const watched of [false, true]) rows.push(await measure(network, stepsOfSlice[network], watched));
  return rows;
}

async function measure(network: 'LeNet-5' | 'small VGG', steps: number, watched: boolean): Promise<BenchRow> {
  const started = await startForTest('wasm');
  const compiled = networks[network]();
  const program = buildProgram(compiled);
  const [height = 1, width = 1, channels = 1] = program.inputShape;
  const dataset = stripes({
    classes: 10,
    imageShape: [height, width, channels],
    train: batchSize * steps * (slicesOf[network] + 2),
  });
  const bare = bareStep(program, dataset);
  const pairs: { readonly loop: Spent; readonly bare: Spent }[] = [];
  let count = 0;
  let since = now();
  const breathe = async (): Promise<void> => {
    await nodePlatform.breathe();
    if (++count % steps > 0) return;
    const loop = spent(since);
    const start = now();
    for (let i = 0; i < steps; i++) bare();
    pairs.push({ loop, bare: spent(start) });
    since = now();
  };
  const settings = { epochs: 1, batchSize, validationShare: 0, learningRate: 0.001 };
  const schedule: WatchSchedule = watched ? defaultSchedule : { kind: 'off' };
  const asked = requestOf({ network: compiled, dataset, backend: 'wasm' }, settings);
  const request = { ...asked, watch: schedule, paused: false, since: 0 };
  await new Trainer(request, started, () => {}, breathe).run();
  // The first are for the compilers.
  const kept = pairs.slice(2);
  return {
    network,
    watched: watched ? 'yes' : 'no',
    'bare step, ms': round(middle(kept.map(({ bare }) => bare.processor)) / steps),
    'loop, ms a step': round(middle(kept.map(({ loop }) => loop.processor)) / steps),
    'over, %': round((middle(kept.map(({ loop, bare }) => loop.processor / bare.processor)) - 1) * 100),
    'over by the clock, %': round((middle(kept.map(({ loop, bare }) => loop.clock / bare.clock)) - 1) * 100),
  };
}

/** Milliseconds: of all threads, those that compile and collect included, and of the clock. */
interface Spent {
  readonly processor: number;
  readonly clock: number;
}

const now = () => ({ processor: process.cpuUsage(), clock: performance.now() });

function spent(since: ReturnType<typeof now>): Spent {
  const { user, system } = process.cpuUsage(since.processor);
  return { processor: (user + system) / 1000, clock: performance.now() - since.clock };
}

function bareStep(program: ReturnType<typeof buildProgram>, dataset: ReturnType<typeof stripes>): () => void {
  const { train } = chooseSamples(dataset, 0, 1);
  const model = Model.fresh(program, 1);
  const rule = optimizerRule('adam', 0.001);
  const slots = freshSlots(model, rule);
  const objective = objectiveOf('categoricalCrossentropy', ['accuracy'], 10);
  let count = 0;
  return () => {
    const start = (count * batchSize) % (train.indices.length - batchSize);
    const batch = takeBatch(train, train.indices, start, batchSize, program.inputShape);
    const sums: tf.Tensor = trainStep(model, slots, rule, objective, batch, count, ++count);
    sums.dispose();
    batch.dispose();
  };
}

const middle = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
const round = (n: number): number => Math.round(n * 100) / 100;
