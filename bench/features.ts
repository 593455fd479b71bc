import { nodePlatform, startForTest } from '../src/engine/testing/backends.ts';
import { stripes } from '../src/engine/testing/datasets.ts';
import { type LayerSpec, networkOf } from '../src/engine/testing/networks.ts';
import { requestOf } from '../src/engine/testing/runs.ts';
import { Trainer } from '../src/engine/train/trainer.ts';
import type { BenchRow } from './bench.ts';

export const name = `Epochs on a frozen base: batch 64, Adam, WASM in Node, seconds, 640 pictures
What the base gives of each picture is kept in the first epoch, and read in the later ones; five times as fast is asked`;

const epochs = 4;
const frozen = { trainable: false };

const conv = (filters: number): LayerSpec => ({
  class: 'Conv2D',
  config: { filters, kernel_size: [3, 3], padding: 'same', activation: 'relu', ...frozen },
});
const pool: LayerSpec = { class: 'MaxPooling2D', config: { pool_size: [2, 2], strides: [2, 2] } };
const head: readonly LayerSpec[] = [
  { class: 'Flatten' },
  { class: 'Dense', config: { units: 128, activation: 'relu' } },
  { class: 'Dense', config: { units: 10, activation: 'softmax' } },
];

const bases: Readonly<Record<string, { readonly shape: number[]; readonly layers: readonly LayerSpec[] }>> = {
  'convolutions of LeNet-5': {
    shape: [28, 28, 1],
    layers: [
      { class: 'Conv2D', config: { filters: 6, kernel_size: [5, 5], padding: 'same', activation: 'relu', ...frozen } },
      pool,
      { class: 'Conv2D', config: { filters: 16, kernel_size: [5, 5], activation: 'relu', ...frozen } },
      pool,
    ],
  },
  'convolutions of the small VGG': { shape: [32, 32, 3], layers: [conv(32), conv(32), pool, conv(64), conv(64), pool] },
};

/** Draws numbers, so that nothing of the base is kept. */
const drawing: LayerSpec = { class: 'Dropout', config: { rate: 1e-7 } };

export async function run(): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const [base, { shape, layers }] of Object.entries(bases)) {
    const kept = await secondsOf(shape, [...layers, ...head]);
    const run = await secondsOf(shape, [...layers, drawing, ...head]);
    rows.push({
      base,
      'base run each time': round(run.later),
      'first epoch': round(kept.first),
      'later epochs': round(kept.later),
      'times as fast': round(run.later / kept.later),
    });
  }
  return rows;
}

async function secondsOf(shape: readonly number[], layers: readonly LayerSpec[]) {
  const backend = await startForTest('wasm');
  const [height = 1, width = 1, channels = 1] = shape;
  const dataset = stripes({ classes: 10, imageShape: [height, width, channels], train: 640 });
  const asked = requestOf(
    { network: networkOf([...shape], [...layers]), dataset, backend: 'wasm' },
    { epochs, batchSize: 64, validationShare: 0, learningRate: 0.001 },
  );
  const seconds: number[] = [];
  const request = { ...asked, watch: { kind: 'off' } as const, paused: false, since: 0 };
  const note = (event: Parameters<ConstructorParameters<typeof Trainer>[2]>[0]): void => {
    if (event.type === 'epoch') seconds.push(event.report.seconds);
  };
  await new Trainer(request, backend, note, nodePlatform.breathe).run();
  const [first = Number.NaN, ...later] = seconds;
  return { first, later: Math.min(...later) };
}

const round = (n: number): number => Math.round(n * 1000) / 1000;
