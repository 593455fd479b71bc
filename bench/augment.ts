import { suggestAugmentation } from '../src/core/augment/suggest.ts';
import { defaultTraining } from '../src/core/document/schema.ts';
import { createNodeEngine } from '../src/engine/node/engine.ts';
import { stripes } from '../src/engine/testing/datasets.ts';
import { networkOf } from '../src/engine/testing/networks.ts';
import { complete } from '../src/engine/testing/runs.ts';
import type { BenchRow } from './bench.ts';

export const name = `Augmentation beside training: epoch time with it by epoch time without, in one run
WASM on one thread; pictures as in a folder of photographs, the course's network of one block`;

const epochs = 4;
const side = 150;

export async function run(): Promise<readonly BenchRow[]> {
  const dataset = {
    ...stripes({ classes: 2, imageShape: [side, side, 3], train: 200, test: 2 }),
    classes: ['cat', 'dog'],
  };
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
  const seconds = async (augmentation: typeof defaultTraining.augmentation): Promise<number> => {
    const settings = { ...defaultTraining, epochs, batchSize: 20, validationShare: 0, metrics: [], augmentation };
    const engine = createNodeEngine();
    try {
      const request = { runId: 'bench', network, settings, dataset, backend: 'wasm' as const, probe: null };
      const { events } = await complete(engine, request);
      const times = events.flatMap((event) => (event.type === 'epoch' ? [event.report.seconds] : []));
      // The first epoch compiles and fills caches.
      return times.slice(1).toSorted((a, b) => a - b)[Math.floor((times.length - 1) / 2)] ?? Number.NaN;
    } finally {
      engine.destroy();
    }
  };
  const without = await seconds(defaultTraining.augmentation);
  const augmentation = suggestAugmentation(dataset);
  const withIt = await seconds(augmentation);
  const rounded = (value: number): number => Math.round(value * 1000) / 1000;
  return [
    {
      pictures: `200 of ${side}×${side}×3, batch 20`,
      steps: augmentation.steps.map(({ kind }) => kind).join(', '),
      'without s/epoch': rounded(without),
      'with s/epoch': rounded(withIt),
      ratio: rounded(withIt / without),
    },
  ];
}
