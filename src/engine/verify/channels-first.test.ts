import { expect, it } from 'vitest';
import { channelsFirst } from './channels-first.ts';

it('puts the channels of an image before its places, and leaves a series as it is', () => {
  const image = Float32Array.from([1, 10, 2, 20, 3, 30, 4, 40]);
  expect([...channelsFirst(image, [2, 2, 2])]).toEqual([1, 2, 3, 4, 10, 20, 30, 40]);
  expect(channelsFirst(image, [4, 2])).toBe(image);
});
