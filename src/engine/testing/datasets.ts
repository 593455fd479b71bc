import type { Dataset, Split } from '../data/dataset.ts';
import { combine, uniformStream } from '../random.ts';

interface Options {
  readonly classes?: number;
  readonly imageShape?: readonly [number, number, number];
  readonly train?: number;
  readonly validation?: number;
  readonly test?: number;
}

/** Images that a network can tell apart: each class has a bright stripe of its own, under noise. */
export function stripes(options: Options = {}): Dataset {
  const { classes = 4, imageShape = [8, 8, 1], train = 64, validation = 0, test = 16 } = options;
  const split = (count: number, seed: number): Split => {
    const [height, width, channels] = imageShape;
    const next = uniformStream(combine(seed, 99));
    const labels = Uint8Array.from({ length: count }, (_, i) => i % classes);
    const pixels = Uint8Array.from({ length: count * height * width * channels }, (_, i) => {
      const image = Math.floor(i / (height * width * channels));
      const row = Math.floor(i / (width * channels)) % height;
      const own = Math.floor((row * classes) / height) === (labels[image] ?? 0);
      return Math.floor(next() * 80) + (own ? 150 : 0);
    });
    return { count, samples: { kind: 'bytes', values: pixels }, targets: { kind: 'classes', labels } };
  };
  return {
    id: 'stripes',
    title: 'Stripes',
    classes: Array.from({ length: classes }, (_, i) => `stripe ${i}`),
    task: 'oneLabel',
    sampleShape: imageShape,
    normalization: { kind: 'unit' },
    licence: 'MIT',
    attribution: 'drawn by the tests',
    splits: { train: split(train, 1), validation: split(validation, 2), test: split(test, 3) },
    skipped: [],
  };
}
