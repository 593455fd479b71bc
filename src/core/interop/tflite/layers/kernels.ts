import type { Shape } from '../../../math/shape.ts';
import type { Weight } from '../../lowering/config.ts';
import { turned } from '../../lowering/turned.ts';
import type { Weights } from '../graph.ts';

/** The weight in the layout of an operator: its shape read as `shape`, then with the axes in `order`. */
export const laidOut = (weight: Weight, shape: Shape, order: readonly number[], axis: number): Weights => ({
  dims: order.map((from) => shape[from] ?? 1),
  values: () => (order.every((from, i) => from === i) ? weight.values : turned(weight.values, shape, order)),
  axis,
  key: `${weight.key} as ${shape.join()} in ${order.join()}`,
});

/** `[in, out]` as rows of what comes out: weights of a product. */
export const asRows = (weight: Weight, width: number, units: number): Weights =>
  laidOut(weight, [width, units], [1, 0], 0);

/** `[…, out, in]` read as `[out, in]`. */
export const rows = (weight: Weight, units: number, width: number): Weights =>
  laidOut(weight, [units, width], [0, 1], 0);

/** Zeros between the taps of `[h, w, …]`, which is what a dilation means. */
export function spread(
  weight: Weight,
  [height, width]: readonly [number, number],
  dilation: readonly number[],
): Weight {
  const [down = 1, across = 1] = dilation;
  if (down === 1 && across === 1) return weight;
  const [tall, wide] = [(height - 1) * down + 1, (width - 1) * across + 1];
  const tap = weight.values.length / (height * width);
  const values = new Float32Array(tall * wide * tap);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * tap;
      values.set(weight.values.subarray(from, from + tap), (y * down * wide + x * across) * tap);
    }
  }
  const shape = [tall, wide, ...weight.shape.slice(-2)];
  return { key: `${weight.key} spread ${down} ${across}`, shape, values };
}

/** Each run of values along `axis` times its own factor. */
export function scaled(weights: Weights, factors: Float32Array, key: string): Weights {
  return {
    ...weights,
    key,
    values: () => {
      const inner = weights.dims.slice(weights.axis + 1).reduce((product, n) => product * n, 1);
      return weights.values().map((value, i) => value * (factors[Math.floor(i / inner) % factors.length] ?? 1));
    },
  };
}
