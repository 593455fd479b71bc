import type { Shape } from '../../math/shape.ts';

/** Values with their axes in another order, as `dims`. */
export function turned(values: Float32Array, shape: Shape, order: readonly number[]): Float32Array {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, n) => product * n, 1));
  const dims = order.map((axis) => shape[axis] ?? 1);
  const steps = order.map((axis) => strides[axis] ?? 1);
  const result = new Float32Array(values.length);
  const inner = dims.at(-1) ?? 1;
  const step = steps.at(-1) ?? 1;
  const place = dims.map(() => 0);
  let from = 0;
  for (let at = 0; at < result.length; at += inner) {
    for (let i = 0; i < inner; i++) result[at + i] = values[from + i * step] ?? 0;
    for (let axis = dims.length - 2; axis >= 0; axis--) {
      from += steps[axis] ?? 0;
      place[axis] = (place[axis] ?? 0) + 1;
      if ((place[axis] ?? 0) < (dims[axis] ?? 1)) break;
      from -= (steps[axis] ?? 0) * (dims[axis] ?? 1);
      place[axis] = 0;
    }
  }
  return result;
}
