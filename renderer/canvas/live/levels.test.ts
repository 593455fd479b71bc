import { expect, test } from 'vitest';
import type { LayerFigures } from '../../../src/core/diagnosis/figures.ts';
import { figuresOfGroup, flowOf, gradientDecades, gradientOf, levelOf, shareOfDecades } from './levels.ts';

const layer = (change: Partial<LayerFigures>): LayerFigures => ({
  gradientNorm: null,
  weightNorm: null,
  updateRatio: null,
  weights: null,
  activation: null,
  flow: [],
  dead: null,
  ...change,
});

test('a gauge is empty at 1e−5, half full at 1e−2 and full from 10 on', () => {
  const shares = [0, 1e-9, 1e-5, 1e-2, 10, 700].map((value) => shareOfDecades(value, gradientDecades));
  [0, 0, 0, 0.5, 1, 1].forEach((expected, i) => {
    expect(shares[i]).toBeCloseTo(expected, 9);
  });
});

test('levels change at powers of ten', () => {
  expect([null, 0, 9e-4, 1e-3, 5e-2, 0.5, 1, 40].map(levelOf)).toEqual([0, 1, 1, 2, 3, 4, 5, 5]);
});

test('a wire shows what flows back through it where it is drawn as the layer reads it', () => {
  const add = layer({ flow: [0.1, null] });
  expect(flowOf(add, 0, 2)).toBe(0.1);
  expect(flowOf(add, 1, 2)).toBeNull();
  expect(flowOf(add, 0, 1)).toBeNull();
  expect(flowOf(undefined, 0, 1)).toBeNull();
});

test('a layer without weights is judged by what flows through it', () => {
  expect(gradientOf(layer({ gradientNorm: 0.2, flow: [0.1] }))).toBe(0.2);
  expect(gradientOf(layer({ flow: [null, 0.1] }))).toBe(0.1);
  expect(gradientOf(layer({}))).toBeNull();
});

test('a group is one vector of weights and one set of units', () => {
  const dead = (count: number, units: number) => ({ dead: count, units, batches: 4, samples: 32 });
  const figures = {
    a: layer({ gradientNorm: 3, dead: dead(1, 10) }),
    b: layer({ gradientNorm: 4, dead: dead(2, 20) }),
    c: layer({}),
  };
  expect(figuresOfGroup(figures, ['a', 'b', 'c'])).toEqual({ gradient: 5, dead: 0.1 });
  expect(figuresOfGroup(figures, ['c', 'gone'])).toEqual({ gradient: null, dead: null });
});
