import { expect, test } from 'vitest';
import { Scores } from './scores.ts';

test('figures of four answers worked out by hand', () => {
  const scores = new Scores(3);
  scores.add(0, 0, Float32Array.of(0.75, 0.25, 0));
  scores.add(1, 0, Float32Array.of(0.25, 0.625, 0.125));
  scores.add(2, 1, Float32Array.of(0.125, 0.875, 0));
  scores.add(3, 2, Float32Array.of(0.75, 0.1875, 0.0625));
  const figures = scores.figures();
  expect(figures.accuracy).toBe(0.5);
  // Of the two mistakes, the first has its class in second place, the other in third.
  expect(figures.top2Accuracy).toBe(0.75);
  expect(figures.topAccuracies).toEqual([0.5, 0.75, 1]);
  expect(figures.calibration.map(({ count, accuracy }) => [count, accuracy]).slice(5)).toEqual([
    [0, 0],
    [1, 0],
    [2, 0.5],
    [1, 1],
    [0, 0],
  ]);
  expect(figures.confusion).toEqual([
    [1, 1, 0],
    [0, 1, 0],
    [1, 0, 0],
  ]);
  expect(figures.perClass).toEqual([
    { precision: 0.5, recall: 0.5, f1: 0.5, support: 2 },
    { precision: 0.5, recall: 1, f1: 2 / 3, support: 1 },
    { precision: 0, recall: 0, f1: 0, support: 1 },
  ]);
  expect(figures.macroF1).toBeCloseTo((0.5 + 2 / 3) / 3, 12);
  // Bins: 0.75 twice (one hit), 0.625 (none), 0.875 (a hit): |1 − 1.5| + 0.625 + 0.125, over four.
  expect(figures.calibrationError).toBeCloseTo(1.25 / 4, 6);
  expect(figures.mistakes.map(({ index }) => index)).toEqual([3, 1]);
});
