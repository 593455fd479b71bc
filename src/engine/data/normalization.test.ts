import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Dataset, Split } from './dataset.ts';
import { fitImage } from './images.ts';
import { withNormalization } from './normalization-of.ts';
import { normalized } from './normalize.ts';
import { fitOf } from './picture-options.ts';
import { fixtureSchema } from './testing/fixtures.ts';

const recorded = fixtureSchema.parse(JSON.parse(readFileSync(new URL('fixtures/data.json', import.meta.url), 'utf8')));

const splitOf = (samples: Split['samples'], count: number): Split => ({
  count,
  samples,
  targets: { kind: 'classes', labels: new Uint8Array(count) },
});

function datasetOf(shape: readonly number[], values: readonly number[]): Dataset {
  const [count = 0, ...sampleShape] = shape;
  const bytes = shape.length === 4;
  const train = splitOf(
    bytes ? { kind: 'bytes', values: Uint8Array.from(values) } : { kind: 'floats', values: Float32Array.from(values) },
    count,
  );
  // What validates and tests must not be learned from.
  const other = splitOf({ kind: 'floats', values: new Float32Array(values.length).fill(1e6) }, count);
  return {
    id: 'made',
    title: 'Made',
    classes: ['a', 'b'],
    task: 'oneLabel',
    sampleShape,
    licence: '',
    attribution: '',
    normalization: { kind: 'unit' },
    splits: { train, validation: other, test: other },
    skipped: [],
  };
}

test.each(recorded.standardised)(
  'mean and deviation of shape $shape are those of Keras',
  async ({ shape, values, ...keras }) => {
    const dataset = await withNormalization(datasetOf(shape, values), 'standard');
    const { normalization } = dataset;
    if (normalization.kind !== 'standard') throw new Error('it is to be standardised');
    for (const [i, mean] of keras.mean.entries()) expect((normalization.mean[i] ?? 0) / mean).toBeCloseTo(1, 5);
    for (const [i, deviation] of keras.deviation.entries())
      expect((normalization.deviation[i] ?? 0) / deviation).toBeCloseTo(1, 3);
    const size = values.length / (shape[0] ?? 1);
    const first = normalized(values.slice(0, size), dataset);
    for (const [i, value] of keras.first.entries()) expect(first[i]).toBeCloseTo(value, 2);
  },
);

test('values that are all the same are moved, not stretched', async () => {
  const dataset = await withNormalization(datasetOf([4, 2], [3, 1, 3, 2, 3, 3, 3, 4]), 'standard');
  expect(dataset.normalization).toMatchObject({ mean: [3, 2.5] });
  expect([...normalized([3, 2.5], dataset)]).toEqual([0, 0]);
});

test.each([
  ['unit', [0, 1]],
  ['signed', [-1, 1]],
  ['none', [0, 255]],
] as const)('%s', async (kind, expected) => {
  const dataset = await withNormalization(datasetOf([1, 1, 2, 1], [0, 255]), kind);
  expect([...normalized([0, 255], dataset)]).toEqual(expected);
});

test.each(recorded.resized)('$mode of $from into $to, as Keras does it', ({ mode, from, to, picture, fitted }) => {
  const image = { height: from[0], width: from[1], channels: 3, data: Uint8Array.from(picture) };
  const { data } = fitImage(image, [to[0], to[1], 3], { resize: mode });
  const worst = fitted.reduce((most, value, i) => Math.max(most, Math.abs(value - (data[i] ?? 0))), 0);
  // Keras computes in floats: a value half way between two bytes may fall to either.
  expect(worst).toBeLessThanOrEqual(1);
  expect(fitted.filter((value, i) => value !== data[i]).length).toBeLessThanOrEqual(fitted.length / 20);
});

test('channels follow the network unless the data says otherwise', () => {
  expect(fitOf({}, [8, 6, 1], null)?.shape).toEqual([8, 6, 1]);
  expect(fitOf({ colour: 'rgb' }, [8, 6, 1], null)?.shape).toEqual([8, 6, 3]);
  expect(fitOf({ colour: 'grey' }, [8, 6, 3], null)).toEqual({ shape: [8, 6, 3], resize: 'stretch', grey: true });
  expect(fitOf({ colour: 'grey' }, undefined, { height: 512, width: 128 })?.shape).toEqual([256, 64, 1]);
  expect(fitOf({}, [10], null)).toBeNull();
  const red = { width: 1, height: 1, channels: 3, data: Uint8Array.of(255, 0, 0) };
  expect([...fitImage(red, [1, 1, 3], { grey: true }).data]).toEqual([76, 76, 76]);
});
