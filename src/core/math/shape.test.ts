import { expect, test } from 'vitest';
import { formatShape, sameShape, shapeSize } from './shape.ts';

test('shapes print, compare and count', () => {
  expect(formatShape([28, 28, 64])).toBe('28×28×64');
  expect(formatShape([])).toBe('scalar');
  expect(shapeSize([7, 7, 512])).toBe(25_088);
  expect(shapeSize([])).toBe(1);
  expect(sameShape([2, 3], [2, 3])).toBe(true);
  expect(sameShape([2, 3], [2, 3, 1])).toBe(false);
  expect(sameShape([2, 3], [3, 2])).toBe(false);
});
