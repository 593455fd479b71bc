import { expect, test } from 'vitest';
import { type EpochFigures, epochFiguresSchema, withEpoch } from './figures.ts';

const layer = {
  gradientNorm: 1,
  weightNorm: 2,
  updateRatio: 0.001,
  weights: { min: -1, max: 1, counts: [1, 2, 3] },
  activation: { mean: 0, deviation: 1 },
  flow: [null, 0.5],
  dead: { dead: 1, units: 4, batches: 4, samples: 32 },
};

const figuresOf = (epoch: number): EpochFigures => ({ epoch, step: 10 * epoch, layers: { a: layer, b: layer } });

const history = (epochs: number, limit?: number): number[] => {
  let kept: EpochFigures[] = [];
  for (let epoch = 1; epoch <= epochs; epoch++) kept = withEpoch(kept, figuresOf(epoch), limit);
  return kept.map(({ epoch }) => epoch);
};

test('epochs are kept in order, an epoch done again once', () => {
  expect(history(3)).toEqual([1, 2, 3]);
  const again = withEpoch([1, 2, 3].map(figuresOf), figuresOf(2));
  expect(again.map(({ epoch }) => epoch)).toEqual([1, 2]);
});

test('a long history thins out between its first and its last epoch', () => {
  for (const epochs of [10, 50, 333]) {
    const kept = history(epochs, 20);
    expect(kept.length).toBeLessThanOrEqual(10);
    expect(kept[0]).toBe(1);
    expect(kept.at(-1)).toBe(epochs);
  }
});

test('figures survive a file', () => {
  const figures = figuresOf(3);
  expect(epochFiguresSchema.parse(JSON.parse(JSON.stringify(figures)))).toEqual(figures);
});
