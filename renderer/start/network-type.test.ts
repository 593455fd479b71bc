import { expect, it } from 'vitest';
import { network } from '../../src/core/build/network.ts';
import { networkTypeOf } from './network-type.ts';

it('tells a network by its layers', () => {
  const dense = network('dense');
  dense.dense(dense.input([4]), { units: 2 });
  expect(networkTypeOf(dense.document().graph)).toBe('feedForward');
  const conv = network('conv');
  conv.dense(conv.flatten(conv.conv2d(conv.input([8, 8, 1]), { filters: 2 })), { units: 2 });
  expect(networkTypeOf(conv.document().graph)).toBe('convolutional');
});
