import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extentOf, scaleOf } from './scale.ts';

describe('a scale', () => {
  it('labels round values', () => {
    expect(scaleOf(0, 1, { log: false, ticks: 5 }).ticks).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(scaleOf(0.83, 0.97, { log: false, ticks: 4 }).ticks).toEqual([0.85, 0.9, 0.95]);
    expect(scaleOf(1, 1000, { log: true, ticks: 4 }).ticks).toEqual([1, 10, 100, 1000]);
  });

  it('puts its ends at 0 and 1, and every tick between', () => {
    const value = fc.integer({ min: -1e9, max: 1e9 }).map((whole) => whole / 97);
    fc.assert(
      fc.property(value, value, fc.boolean(), (a, b, log) => {
        const scale = scaleOf(Math.min(a, b), Math.max(a, b), { log, ticks: 5 });
        expect(scale.place(scale.low)).toBeCloseTo(0, 9);
        expect(scale.place(scale.high)).toBeCloseTo(1, 9);
        for (const tick of scale.ticks) {
          expect(scale.place(tick)).toBeGreaterThan(-1e-6);
          expect(scale.place(tick)).toBeLessThan(1 + 1e-6);
        }
      }),
    );
  });

  it('has room around a single value', () => {
    const { low, high } = scaleOf(5, 5, { log: false, ticks: 3 });
    expect(low).toBeLessThan(5);
    expect(high).toBeGreaterThan(5);
  });

  it('leaves out what it cannot show', () => {
    expect(extentOf([Number.NaN, 3, -1, Number.POSITIVE_INFINITY], false)).toEqual([-1, 3]);
    expect(extentOf([0, 3, -1, 2], true)).toEqual([2, 3]);
    expect(extentOf([Number.NaN], false)).toBeNull();
  });
});
