import { expect, test } from 'vitest';
import { largest, smallest } from './extremes.ts';

test('more values than a call takes arguments', () => {
  const values = Array.from({ length: 300_000 }, (_, i) => i - 7);
  expect(() => Math.max(...values)).toThrow(RangeError);
  expect(largest(values)).toBe(299_992);
  expect(smallest(values)).toBe(-7);
});

test('as Math does with nothing, and with what is no number', () => {
  expect([largest([]), smallest([])]).toEqual([Math.max(), Math.min()]);
  expect([largest([1, Number.NaN]), smallest([1, Number.NaN])]).toEqual([Number.NaN, Number.NaN]);
});
