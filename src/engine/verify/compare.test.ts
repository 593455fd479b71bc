import { describe, expect, it } from 'vitest';
import { comparePredictions } from './compare.ts';

const rows = (...values: number[][]): Float32Array[] => values.map((row) => new Float32Array(row));

describe('comparePredictions', () => {
  it('is 0 for the same rows, of as many images as the other side answered', () => {
    const ours = rows([0.25, 0.75], [1, 0], [0, 1]);
    expect(comparePredictions(ours, ours.slice(0, 2))).toEqual({ count: 2, difference: 0, agreeing: 2 });
  });

  it('finds the largest difference of all, and the images with another first class', () => {
    const compared = comparePredictions(rows([0.25, 0.75], [1, 0]), rows([0.25, 0.5], [0.25, 0.75]));
    expect(compared).toEqual({ count: 2, difference: 0.75, agreeing: 1 });
  });

  it('takes a single value for the probability of the second of two classes, as the engine does', () => {
    const compared = comparePredictions(rows([0.25, 0.75]), rows([0.75]));
    expect(compared).toEqual({ count: 1, difference: 0, agreeing: 1 });
  });

  it('is no number where a value is none or is missing', () => {
    expect(comparePredictions(rows([0.5, 0.5]), rows([Number.NaN, 0.5])).difference).toBeNaN();
    expect(comparePredictions(rows([0.5, 0.5]), rows([0.5, 0.5, 0])).difference).toBeNaN();
    expect(comparePredictions([], rows([0.5, 0.5])).difference).toBeNaN();
  });
});
