import { describe, expect, it } from 'vitest';
import type { LayerNode } from '../document/schema.ts';
import { headline } from './facts.ts';

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
