import { engine, mul, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import { withGradient } from '../network/gradient.ts';
import { mix } from '../random.ts';
import { input, number } from './attributes.ts';
import { hostMemory } from './memory.ts';
import { seededDropout } from './names.ts';
import { replaceKernel, stockKernel } from './registry.ts';

/**
 * Inverted dropout: each value is kept with probability 1 − rate and divided by it. Which ones is a hash of seed and
 * position, so the backward pass draws the same mask again instead of keeping it, and a resumed run draws the same.
 * `tf.dropout` can do neither, and draws on the CPU.
 */
export const dropout = (x: Tensor, rate: number, seed: number): Tensor =>
  withGradient([x], ([value]) => ({
    value: masked(value, rate, seed),
    gradient: (dy) => [masked(dy, rate, seed)],
  }));

function masked(x: Tensor, rate: number, seed: number): Tensor {
  if (stockKernel(engine().backendName, seededDropout) === null)
    return tidy(() => mul(x, drawnMask(x.shape, rate, seed)));
  return engine().runKernel<Tensor>(seededDropout, { x }, { rate, seed });
}

/** For a backend without the kernel: the mask is drawn here and sent. */
const drawnMask = (shape: number[], rate: number, seed: number): Tensor => {
  const mask = new Float32Array(shape.reduce((product, n) => product * n, 1)).fill(1);
  return tensor(dropValues(mask, mask, rate, seed), shape);
};

function dropValues(from: Float32Array, to: Float32Array, rate: number, seed: number): Float32Array {
  const scale = 1 / (1 - rate);
  const threshold = Math.floor(rate * 2 ** 32);
  for (let i = 0; i < from.length; i++)
    to[i] = mix(seed ^ Math.imul(i, 0x9e3779b1)) >= threshold ? (from[i] ?? 0) * scale : 0;
  return to;
}

export function registerHostDropout(backendName: 'wasm' | 'cpu'): void {
  replaceKernel(backendName, seededDropout, ({ inputs, backend, attrs }) => {
    const memory = hostMemory(backend);
    const x = input(inputs, 'x');
    const out = memory.allocate(x.shape);
    dropValues(memory.floats(x), memory.floats(out), number(attrs, 'rate'), number(attrs, 'seed'));
    return out;
  });
}
