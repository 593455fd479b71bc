import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Series, smooth } from './series.ts';

const fill = (series: Series, count: number, y: (i: number) => number) => {
  for (let i = 1; i <= count; i++) series.push(i, y(i));
  return series;
};

describe('Series', () => {
  it('keeps every sample while they fit', () => {
    const series = fill(new Series(8), 8, (i) => i * 10);
    expect([...series.xs]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect([...series.ys]).toEqual([10, 20, 30, 40, 50, 60, 70, 80]);
    expect(series.samplesPerPoint).toBe(1);
  });

  it('averages neighbours when it is full, and stamps a point with its last sample', () => {
    const series = fill(new Series(4), 6, (i) => i * 10);
    expect([...series.xs]).toEqual([2, 4, 6]);
    expect([...series.ys]).toEqual([15, 35, 55]);
    expect(series.samplesPerPoint).toBe(2);
  });

  it('never exceeds its capacity over a million samples', () => {
    const series = fill(new Series(512), 1_000_000, () => 1);
    expect(series.length).toBeLessThanOrEqual(512);
    expect(series.length).toBeGreaterThanOrEqual(256);
    expect(series.xs.at(-1)).toBeGreaterThan(1_000_000 - 2 * series.samplesPerPoint);
    expect([...series.ys].every((y) => y === 1)).toBe(true);
  });

  it('leaves out what is not a number', () => {
    const series = new Series(4);
    series.push(1, Number.NaN);
    series.push(2, Number.POSITIVE_INFINITY);
    series.push(3, 7);
    expect([...series.xs]).toEqual([3]);
  });

  it('keeps the mean of all samples that are stored', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 200 }), (values) => {
        const series = new Series(8);
        for (const [i, value] of values.entries()) series.push(i, value);
        const stored = values.slice(0, series.length * series.samplesPerPoint);
        const mean = stored.reduce((sum, value) => sum + value, 0) / stored.length;
        const kept = [...series.ys].reduce((sum, value) => sum + value, 0) / series.length;
        expect(kept).toBeCloseTo(mean, 9);
      }),
    );
  });
});

describe('smooth', () => {
  it('leaves a constant as it is, from the first point on', () => {
    for (const value of smooth([3, 3, 3, 3], 0.9)) expect(value).toBeCloseTo(3, 12);
  });

  it('follows with a lag', () => {
    const [first, second] = smooth([0, 1], 0.5);
    expect(first).toBe(0);
    expect(second).toBeCloseTo(2 / 3, 12);
  });
});
