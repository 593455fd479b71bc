import { describe, expect, it } from 'vitest';
import { labelOf } from '../../src/engine/data/dataset.ts';
import { stripes } from '../../src/engine/testing/datasets.ts';
import { chooseProbes } from './probes.ts';

describe('chooseProbes', () => {
  const dataset = stripes({ classes: 4, test: 40 });

  it('takes images of different classes that the network does not learn from', () => {
    const probes = chooseProbes(dataset, 0);
    expect(probes.map(({ split }) => split)).toEqual(['test', 'test', 'test', 'test']);
    expect(new Set(probes.map(({ index }) => labelOf(dataset.splits.test, index))).size).toBe(4);
  });

  it('moves on with each round, the same way every time', () => {
    expect(chooseProbes(dataset, 1)).toEqual(chooseProbes(dataset, 1));
    expect(chooseProbes(dataset, 1)).not.toEqual(chooseProbes(dataset, 0));
  });

  it('repeats a class where there are fewer, never an image', () => {
    const indices = chooseProbes(stripes({ classes: 2, test: 10 }), 0).map(({ index }) => index);
    expect(new Set(indices).size).toBe(4);
  });

  it('falls back to the training images, and to fewer where there are fewer', () => {
    expect(chooseProbes(stripes({ test: 0, train: 3 }), 0)).toHaveLength(3);
    expect(chooseProbes(stripes({ test: 0, train: 3 }), 0)[0]?.split).toBe('train');
    expect(chooseProbes(stripes({ test: 0, train: 0 }), 0)).toEqual([]);
  });
});
