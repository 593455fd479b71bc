import { describe, expect, it } from 'vitest';
import { RangeTest, rateRamp, suggestRate } from './rate-range.ts';

const tested = (rates: readonly number[], lossAt: (rate: number) => number) => {
  const test = new RangeTest();
  const all = rates.every((rate) => test.add(rate, lossAt(rate)));
  return { points: test.points, all };
};

describe('a learning-rate range test', () => {
  it('rises by the same factor at each step', () => {
    const ramp = rateRamp(1e-4, 1, 5);
    [1e-4, 1e-3, 1e-2, 0.1, 1].forEach((rate, i) => {
      expect(ramp[i]).toBeCloseTo(rate, 12);
    });
  });

  it('averages without the bias of its start', () => {
    const { points } = tested([1, 2, 3], () => 5);
    for (const { smoothed } of points) expect(smoothed).toBeCloseTo(5, 12);
  });

  it('finds where a loss falls fastest and where it is lowest, within the average’s lag', () => {
    // Falls around 1e-3, is flat from 1e-2, rises from 1e-1.
    const lossAt = (rate: number) => 2 / (1 + (rate / 1e-3) ** 2) + (rate > 0.1 ? 20 * (rate - 0.1) : 0);
    const { points, all } = tested(rateRamp(1e-6, 1, 120), lossAt);
    expect(all).toBe(false);
    const found = suggestRate(points);
    expect(found?.steepest).toBeGreaterThan(5e-4);
    expect(found?.steepest).toBeLessThan(4e-3);
    expect(found?.tenth).toBeGreaterThan(5e-3);
    expect(found?.tenth).toBeLessThan(4e-2);
  });

  it('stops at a loss that blew up or is no number', () => {
    const rates = rateRamp(1e-4, 1, 50);
    expect(tested(rates, (rate) => (rate > 1e-2 ? Number.NaN : 1)).points.every(({ rate }) => rate <= 1e-2)).toBe(true);
    const blown = tested(rates, (rate) => (rate > 1e-2 ? 1e6 : 1));
    expect(blown.all).toBe(false);
    expect(blown.points.every(({ loss }) => loss === 1)).toBe(true);
  });

  it('suggests nothing where the loss never fell', () => {
    expect(suggestRate(tested(rateRamp(1e-6, 1, 50), (rate) => 1 + rate).points)).toBeNull();
    expect(suggestRate([])).toBeNull();
  });
});
