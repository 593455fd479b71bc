import { expect, test } from 'vitest';
import { resized } from './note-resize.ts';

const rect = { x: 100, y: 50, width: 200, height: 80 };
const limits = { minWidth: 80, minHeight: 40, max: 400 };

test('a corner moves both of its edges, an edge only itself', () => {
  expect(resized(rect, [1, 1], { x: 20, y: 12 }, limits)).toEqual({ x: 100, y: 50, width: 220, height: 92 });
  expect(resized(rect, [-1, -1], { x: 20, y: 12 }, limits)).toEqual({ x: 120, y: 62, width: 180, height: 68 });
  expect(resized(rect, [0, 1], { x: 20, y: 12 }, limits)).toEqual({ x: 100, y: 50, width: 200, height: 92 });
  expect(resized(rect, [-1, 0], { x: -20, y: 12 }, limits)).toEqual({ x: 80, y: 50, width: 220, height: 80 });
});

test('the other side stays where it is at the limits', () => {
  expect(resized(rect, [-1, -1], { x: 900, y: 900 }, limits)).toEqual({ x: 220, y: 90, width: 80, height: 40 });
  expect(resized(rect, [1, 1], { x: -900, y: -900 }, limits)).toEqual({ x: 100, y: 50, width: 80, height: 40 });
  expect(resized(rect, [-1, 0], { x: -900, y: 0 }, limits)).toEqual({ x: -100, y: 50, width: 400, height: 80 });
});
