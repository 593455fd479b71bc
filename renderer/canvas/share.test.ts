import { expect, test } from 'vitest';
import { analyze } from '../../src/core/analysis/analyze.ts';
import { activationFormula, batchBytesOf, weightBytesOf } from '../../src/core/analysis/node-figures.ts';
import { largest, measureOf, measures, shareOf, subtotal } from '../../src/core/analysis/share.ts';
import { leNet5 } from '../../templates/lenet-5.ts';
import { vgg16 } from '../../templates/vgg-16.ts';

test.each(measures)('the shares of %s add up to the whole', (measure) => {
  const analysis = analyze(vgg16.build().graph);
  const shares = analysis.order.map((id) => shareOf(analysis, id, measure));
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
});

test('VGG-16: fc1 has most of the parameters, and the subtotal of all layers is the total', () => {
  const analysis = analyze(vgg16.build().graph);
  const [first = ''] = largest(analysis, 'parameters', 3);
  expect(measureOf(analysis.nodes[first], 'parameters')).toBe(102_764_544);
  expect(subtotal(analysis, analysis.order, 'parameters')).toBe(138_357_544);
  expect(subtotal(analysis, analysis.order, 'macs')).toBe(15_470_264_320);
});

test('an empty network has no shares', () => {
  const analysis = analyze({ nodes: {}, edges: {} });
  expect(shareOf(analysis, 'none', 'macs')).toBe(0);
  expect(largest(analysis, 'macs', 5)).toEqual([]);
});

test('bytes of a layer agree with the analysis', () => {
  const analysis = analyze(leNet5.build().graph);
  let weights = 0;
  for (const node of Object.values(analysis.nodes)) {
    expect(activationFormula(node)?.value).toBe(node.activationBytes);
    expect(batchBytesOf(node, 1)).toBe(node.activationBytes);
    weights += weightBytesOf(node);
  }
  expect(weights).toBe(analysis.totals.weightBytes);
});
