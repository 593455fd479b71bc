import type { Augmentation } from '../src/core/augment/schema.ts';
import { suggestAugmentation } from '../src/core/augment/suggest.ts';
import { defaultTraining } from '../src/core/document/schema.ts';
import type { Dataset } from '../src/engine/data/dataset.ts';
import { createMaker } from '../src/engine/feed/make-ready.ts';
import { createNodeEngine } from '../src/engine/node/engine.ts';
import { combine } from '../src/engine/random.ts';
import { stripes } from '../src/engine/testing/datasets.ts';
import { networkOf } from '../src/engine/testing/networks.ts';
import { complete } from '../src/engine/testing/runs.ts';
import type { BenchRow } from './bench.ts';

export const name = `Augmentation beside training: epoch time with it by epoch time without, in turns in one run
WASM on one thread; pictures as in a folder of photographs, the course's network of one block
ms/picture: on one core, a picture taken from memory and divided by 255, without and with augmentation`;

const rounds = 3;
const epochs = 3;
const side = 150;
const count = 200;
const batchSize = 20;

const network = networkOf(
  [side, side, 3],
  [
    { class: 'Conv2D', name: 'conv', config: { filters: 32, kernel_size: [3, 3], activation: 'relu' } },
    { class: 'MaxPooling2D', name: 'pool' },
    { class: 'Flatten', name: 'flat' },
    { class: 'Dense', name: 'hidden', config: { units: 128, activation: 'relu' } },
    { class: 'Dense', name: 'out', config: { units: 2, activation: 'softmax' } },
  ],
);

/**
 * Classes drawn by chance. What can be learned at once leaves gradients too small for a float's normal range, with which a
 * processor reckons several times slower: an epoch would then say how far the network had come.
 */
function pictures(): Dataset {
  const drawn = stripes({ classes: 2, imageShape: [side, side, 3], train: count, test: 2 });
  const labels = Uint8Array.from({ length: count }, (_, i) => combine(i, 77) & 1);
  const train = { ...drawn.splits.train, targets: { kind: 'classes', labels } } as const;
  return { ...drawn, classes: ['cat', 'dog'], splits: { ...drawn.splits, train } };
}

export async function run(): Promise<readonly BenchRow[]> {
  const dataset = pictures();
  const augmentation = suggestAugmentation(dataset);
  const plain: number[] = [];
  const changed: number[] = [];
  for (let round = 0; round < rounds; round++) {
    plain.push(...(await epochSeconds(dataset, defaultTraining.augmentation)));
    changed.push(...(await epochSeconds(dataset, augmentation)));
  }
  return [
    {
      pictures: `${count} of ${side}×${side}×3, batch ${batchSize}`,
      steps: augmentation.steps.map(({ kind }) => kind).join(', '),
      'without s/epoch': rounded(median(plain)),
      'with s/epoch': rounded(median(changed)),
      ratio: rounded(median(changed) / median(plain)),
      'without ms/picture': rounded(pictureMilliseconds(dataset, null)),
      'with ms/picture': rounded(pictureMilliseconds(dataset, augmentation)),
    },
  ];
}

async function epochSeconds(dataset: Dataset, augmentation: Augmentation): Promise<readonly number[]> {
  const settings = { ...defaultTraining, epochs, batchSize, validationShare: 0, metrics: [], augmentation };
  const engine = createNodeEngine();
  try {
    const request = { runId: 'bench', network, settings, dataset, backend: 'wasm' as const, probe: null };
    const { events } = await complete(engine, request);
    // The first epoch compiles and fills caches.
    return events.flatMap((event) => (event.type === 'epoch' ? [event.report.seconds] : [])).slice(1);
  } finally {
    engine.destroy();
  }
}

function pictureMilliseconds({ splits, sampleShape, normalization }: Dataset, augmentation: Augmentation | null) {
  const source = { samples: splits.train.samples, masks: null, sampleShape, normalization, augmentation, seed: 1 };
  const { makeNow } = createMaker(source);
  if (!makeNow) throw new Error('The pictures do not lie in memory.');
  const measured = Array.from({ length: 5 }, (_, epoch) => {
    const started = performance.now();
    for (let from = 0; from < count; from += batchSize) {
      makeNow({ indices: Uint32Array.from({ length: batchSize }, (_, i) => from + i), epoch });
    }
    return (performance.now() - started) / count;
  });
  return median(measured);
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const rounded = (value: number): number => Math.round(value * 1000) / 1000;
