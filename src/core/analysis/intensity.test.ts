import { expect, it } from 'vitest';
import { analyze } from './analyze.ts';
import { intensityOf, totalIntensity } from './intensity.ts';
import { graphOf } from './testing/graph.ts';

const linear = analyze(
  graphOf([
    ['in', 'input', { shape: [1024] }],
    ['fc', 'dense', { units: 4096, useBias: false }, ['in']],
  ]),
);
const fc = linear.nodes.fc;
if (!fc) throw new Error('no layer');

// NVIDIA, "GPU Performance Background User's Guide", table 1: FLOPS/B of the same layer with 2 bytes a value.
it.each([
  [512, 315],
  [1, 1],
])('a linear layer of 1024 → 4096 at batch %d has half of the %d FLOPs a byte of half precision', (batch, half) => {
  expect(intensityOf(fc, batch)?.value).toBeCloseTo(half / 2, batch === 1 ? 2 : 0);
});

it('of the whole network counts every layer’s own traffic, and an Input’s not', () => {
  expect(totalIntensity(linear, 512)?.value).toBe(intensityOf(fc, 512)?.value);
});

it('is not known where a shape is not', () => {
  const broken = analyze(graphOf([['a', 'relu', {}, []]]));
  expect(broken.nodes.a && intensityOf(broken.nodes.a)).toBeNull();
  expect(totalIntensity(broken)).toBeNull();
});
