import { expect, test } from 'vitest';
import { defaultParams } from '../layers/registry.ts';
import { glyphOf, placeGlyph } from './glyph.ts';

const conv = (kernelSize: unknown) => glyphOf({ kind: 'conv2d', params: { kernelSize } });

test('a window that is wide makes a wide block, a tall one a tall block, and the same one turned the same turned', () => {
  const wide = conv([1, 7]);
  const tall = conv([7, 1]);
  expect(wide.width).toBeGreaterThan(wide.height);
  expect([tall.width, tall.height]).toEqual([wide.height, wide.width]);
});

test('larger windows make larger blocks, none larger than its card', () => {
  const sizes = [1, 3, 5, 7, 11].map((steps) => conv([steps, steps]).width);
  expect(sizes.slice(0, 4)).toEqual([...new Set(sizes.slice(0, 4))].sort((a, b) => a - b));
  expect(Math.max(...sizes)).toBe(1);
});

test('windows along one axis and along three have a shape too', () => {
  expect(conv(5)).toEqual(conv([5, 5]));
  expect(conv([3, 1, 7])).toEqual(conv([1, 7]));
});

test('poolings are alike, merges are bars at the top, and a layer without a window fills its card', () => {
  const pool = (poolSize: number[]) => glyphOf({ kind: 'maxPooling2d', params: { poolSize } });
  expect(pool([2, 2])).toEqual(pool([8, 8]));
  const merge = glyphOf({ kind: 'add', params: defaultParams('add') });
  expect(merge).toMatchObject({ width: 1, end: 'top' });
  expect(merge.height).toBeLessThan(0.5);
  expect(glyphOf({ kind: 'dense', params: defaultParams('dense') })).toMatchObject({ width: 1, height: 1 });
});

test('a block stands in the middle of its card, at its end', () => {
  const card = { x: 100, y: 40, width: 150, height: 60 };
  expect(placeGlyph({ width: 0.4, height: 0.5, end: 'bottom' }, card)).toEqual({
    x: 145,
    y: 70,
    width: 60,
    height: 30,
  });
  expect(placeGlyph({ width: 0.4, height: 0.5, end: 'top' }, card)).toMatchObject({ y: 40 });
});
