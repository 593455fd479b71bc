import { describe, expect, it } from 'vitest';
import type { LayerNode } from '../document/schema.ts';
import { headline, heatOf } from './facts.ts';

const node = (kind: string, params: LayerNode['params']): LayerNode => ({ id: kind, kind, name: kind, params });

describe('headline', () => {
  it('writes decimals as the reader does', () => {
    const dropout = node('dropout', { rate: 0.5 });
    expect(headline(dropout)).toBe('0.5');
    expect(headline(dropout, ',')).toBe('0,5');
  });

  it('leaves whole numbers and their separators alone', () => {
    const conv = node('conv2d', { filters: 128, kernelSize: [3, 3], strides: [2, 2] });
    expect(headline(conv, ',')).toBe(headline(conv));
  });
});

describe('heat', () => {
  it('steps at 2, 6, 15 and 35 % of the network, a tenth, a quarter, half and all of the input', () => {
    const levels = (shown: 'macs' | 'time' | 'receptiveField') =>
      [0.01, 0.02, 0.06, 0.1, 0.15, 0.25, 0.35, 0.5, 0.99, 1, 2.2].map((share) => heatOf(share, shown));
    expect(levels('macs')).toEqual([1, 2, 3, 3, 4, 4, 5, 5, 5, 5, 5]);
    expect(levels('time')).toEqual(levels('macs'));
    expect(levels('receptiveField')).toEqual([1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
  });
});
