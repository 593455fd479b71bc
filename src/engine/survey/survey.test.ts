import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dataset, Split, SplitName } from '../data/dataset.ts';
import { loadDatasetNode } from '../data/node.ts';
import { hashOf } from './hash.ts';
import { surveyData } from './survey.ts';

const split = (pictures: readonly (readonly number[])[], labels: readonly number[]): Split => ({
  count: pictures.length,
  samples: { kind: 'bytes', values: Uint8Array.from(pictures.flat()) },
  targets: { kind: 'classes', labels: Uint8Array.from(labels) },
});

const dataset = (splits: Partial<Record<SplitName, Split>>, more: Partial<Dataset> = {}): Dataset => ({
  id: 'test',
  title: 'test',
  classes: ['cat', 'dog'],
  task: 'oneLabel',
  sampleShape: [1, 2, 1],
  licence: '',
  attribution: '',
  normalization: { kind: 'unit' },
  splits: { train: split([], []), validation: split([], []), test: split([], []), ...splits },
  skipped: [],
  ...more,
});

async function survey(of: Dataset) {
  const found = await surveyData(of);
  if (!found) throw new Error('called off');
  return found;
}

describe('a survey', () => {
  it('counts classes, and finds what lies twice, leaks, contradicts itself or is blank', async () => {
    const found = await survey(
      dataset({
        train: split(
          [
            [1, 2],
            [3, 4],
            [1, 2],
            [7, 7],
          ],
          [0, 1, 1, 0],
        ),
        validation: split([[9, 8]], [1]),
        test: split(
          [
            [3, 4],
            [9, 8],
          ],
          [1, 1],
        ),
      }),
    );
    expect(found.splits.train).toEqual({ count: 4, perClass: [2, 2] });
    expect(found.splits.test).toEqual({ count: 2, perClass: [0, 2] });
    expect(found.counts).toEqual({ repeated: 3, leaked: 1, contradictions: 1, blank: 1 });
    expect(found.blank).toEqual([{ split: 'train', index: 3 }]);
    expect(found.twins).toEqual([
      {
        places: [
          { split: 'train', index: 1 },
          { split: 'test', index: 0 },
        ],
        leak: true,
        contradiction: false,
      },
      {
        places: [
          { split: 'validation', index: 0 },
          { split: 'test', index: 1 },
        ],
        leak: true,
        contradiction: false,
      },
      {
        places: [
          { split: 'train', index: 0 },
          { split: 'train', index: 2 },
        ],
        leak: false,
        contradiction: true,
      },
    ]);
    expect(found.meanPictures.map((picture) => [...picture])).toEqual([
      [4, 5],
      [2, 3],
    ]);
  });

  it('gives mean and deviation of each column', async () => {
    // The textbook's numbers: mean 5, standard deviation of the population 2.
    const numbers = [2, 4, 4, 4, 5, 5, 7, 9];
    const values = Float32Array.from(numbers.flatMap((value) => [value, 1e6 + value]));
    const train: Split = {
      count: 8,
      samples: { kind: 'floats', values },
      targets: { kind: 'values', values: Float32Array.from(numbers), names: ['price'] },
    };
    const found = await survey(dataset({ train }, { sampleShape: [2], task: 'regression', classes: [] }));
    expect(found.columns).toEqual([
      { min: 2, max: 9, mean: 5, deviation: 2 },
      { min: 1000002, max: 1000009, mean: 1000005, deviation: expect.closeTo(2, 9) },
    ]);
    expect(found.answers).toEqual([{ name: 'price', min: 2, max: 9, mean: 5, deviation: 2 }]);
    expect(found.meanPictures).toEqual([]);
  });

  it('calls only equal samples the same, and all of them', async () => {
    const pictures = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 })), {
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(pictures, async (all) => {
        const { counts, twins } = await survey(
          dataset({
            train: split(
              all,
              all.map(() => 0),
            ),
          }),
        );
        expect(counts.repeated).toBe(all.length - new Set(all.map(String)).size);
        for (const { places } of twins) expect(new Set(places.map(({ index }) => String(all[index]))).size).toBe(1);
      }),
    );
  });

  it('finds no leak in the digits that come with the app', async () => {
    const digits = await loadDatasetNode('digits');
    if (!digits.ok) throw new Error(digits.error.message);
    const found = await survey(digits.value);
    expect(found.counts).toMatchObject({ leaked: 0, contradictions: 0, blank: 0 });
    expect(found.splits.train).toEqual({ count: 4000, perClass: Array.from({ length: 10 }, () => 400) });
  });

  it('ends where it is called off', async () => {
    const abort = new AbortController();
    abort.abort();
    expect(await surveyData(dataset({ train: split([[1, 2]], [0]) }), { signal: abort.signal })).toBeNull();
  });
});

it('hashes of samples that differ in one value differ', () => {
  const sample = new Uint8Array(784);
  const hashes = new Set(
    Array.from({ length: 784 * 3 }, (_, i) => {
      const other = Uint8Array.from(sample);
      other[i % 784] = 1 + Math.floor(i / 784);
      return hashOf(other);
    }),
  );
  expect(hashes.size).toBe(784 * 3);
});
