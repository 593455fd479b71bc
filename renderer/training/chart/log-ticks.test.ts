import fc from 'fast-check';
import { expect, test } from 'vitest';
import { logTicks } from './log-ticks.ts';

test('1, 2 and 5 while they are few', () => {
  expect(logTicks(0.15, 3.7)).toEqual([0.2, 0.5, 1, 2]);
  expect(logTicks(0.0071 / 1.6, 2.3 * 1.6)).toEqual([0.01, 0.1, 1]);
});

test('more digits within one decade', () => {
  expect(logTicks(0.37, 0.8)).toEqual([0.4, 0.5, 0.6, 0.7, 0.8]);
});

test('no fewer than three where a little more than one decade has too many digits', () => {
  expect(logTicks(0.557, 3.7)).toEqual([0.7, 1, 1.5, 2, 3]);
});

test('nothing for a range that a logarithm cannot hold', () => {
  expect(logTicks(0, 1)).toEqual([]);
  expect(logTicks(Number.NaN, 1)).toEqual([]);
  expect(logTicks(2, 1)).toEqual([]);
});

test('few, rising and inside, whatever the range', () => {
  const positive = fc.double({ min: 1e-30, max: 1e30, noNaN: true });
  fc.assert(
    fc.property(positive, positive, (a, b) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      const ticks = logTicks(low, high);
      expect(ticks.length).toBeLessThanOrEqual(8);
      expect(ticks.every((tick, i) => tick >= low && tick <= high && (i === 0 || tick > (ticks[i - 1] ?? 0)))).toBe(
        true,
      );
    }),
  );
});
