import { describe, expect, it } from 'vitest';
import { built } from '../../../templates/testing/built.ts';
import type { StrideDocument } from '../document/schema.ts';
import { analyze } from './analyze.ts';
import { amountOf, partOf, totalTime } from './share.ts';
import { graphOf } from './testing/graph.ts';
import { throughput } from './throughput.ts';

const idOf = ({ graph }: StrideDocument, name: string): string => {
  const node = Object.values(graph.nodes).find((candidate) => candidate.name === name);
  if (!node) throw new Error(`there is no ${name}`);
  return node.id;
};

describe('the part of the input that a layer sees', () => {
  // Sizes as Araujo et al. 2019 and Keras's own models have them; both take images of 224×224.
  it.each([
    ['vgg-16', 'block5_pool', 212],
    ['resnet-50', 'conv5_block3_out', 483],
  ])('%s, %s: %d of 224 pixels', (template, name, size) => {
    const document = built(template);
    const analysis = analyze(document.graph);
    const shares = { analysis, times: null };
    const id = idOf(document, name);
    expect(amountOf(shares, id, 'receptiveField')).toBe(size);
    expect(partOf(shares, id, 'receptiveField')).toBeCloseTo(size / 224, 9);
  });

  it('is that along the axis on which least is seen, and of the input with as many axes', () => {
    const analysis = analyze(
      graphOf([
        ['image', 'input', { shape: [10, 40, 3] }],
        ['other', 'input', { shape: [7] }],
        ['conv', 'conv2d', { filters: 2, kernelSize: [5, 5] }, ['image']],
        ['flat', 'flatten', {}, ['conv']],
        ['both', 'concatenate', {}, ['flat', 'other']],
      ]),
    );
    const shares = { analysis, times: null };
    expect(partOf(shares, 'conv', 'receptiveField')).toBe(1 / 8);
    for (const id of ['other', 'flat', 'both', 'none']) expect(partOf(shares, id, 'receptiveField')).toBe(0);
  });
});

describe('the part of the time that a layer took', () => {
  const analysis = analyze(graphOf([['in', 'input', { shape: [4] }]]));
  const times = { a: 3, b: 1 };

  it('is of all that was measured, none where nothing was', () => {
    expect(partOf({ analysis, times }, 'a', 'time')).toBe(0.75);
    expect(amountOf({ analysis, times }, 'b', 'time')).toBe(1);
    expect(partOf({ analysis, times }, 'in', 'time')).toBe(0);
    expect(partOf({ analysis, times: null }, 'a', 'time')).toBe(0);
    expect(partOf({ analysis, times: {} }, 'a', 'time')).toBe(0);
    expect(totalTime(times)).toBe(4);
  });

  it('with the work gives the operations a second', () => {
    // A machine of 19.5 TFLOP/s (NVIDIA A100, fp32, data sheet) is busy for 1 s with 9.75e12 multiply-accumulates.
    expect(throughput(9.75e12, 1, 1000)?.value).toBeCloseTo(19_500, 6);
    expect(throughput(9.75e10, 100, 1000)?.value).toBeCloseTo(19_500, 6);
    expect(throughput(0, 32, 1)).toBeNull();
    expect(throughput(10, 32, 0)).toBeNull();
  });
});
