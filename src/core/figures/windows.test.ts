import { expect, test } from 'vitest';
import { inceptionV3 } from '../../../templates/inception-v3.ts';
import { mlp } from '../../../templates/mlp.ts';
import { windowShapes } from './windows.ts';

test('the windows of InceptionV3, as its paper has them, from small to large', () => {
  const { graph } = inceptionV3.build();
  const names = windowShapes(graph, 10).map(({ name }) => name);
  expect(names.slice().sort()).toEqual(['1×1', '1×3', '1×7', '3×1', '3×3', '5×5', '7×1']);
  expect(names[0]).toBe('1×1');
  expect(names.at(-1)).toBe('5×5');
});

test('no more than asked for: those of most layers', () => {
  const { graph } = inceptionV3.build();
  expect(windowShapes(graph, 2).map(({ name }) => name)).toEqual(['1×1', '3×3']);
});

test('a network without convolutions has none', () => {
  expect(windowShapes(mlp.build().graph, 5)).toEqual([]);
});
