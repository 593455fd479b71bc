import type { Options } from './options.ts';
import type { Sizes } from './spec.ts';
import type { Tensor, Tf } from './tf.ts';

export interface Window {
  readonly kernel: Sizes;
  readonly strides: Sizes;
  readonly dilation: Sizes;
  readonly padding: string;
  /** A stride steps over values that no window sees. */
  readonly skips: boolean;
}

export function readWindow(options: Options, axes: number): Window {
  const pooled = options.has('poolSize');
  const kernel = options.sizes(pooled ? 'poolSize' : 'kernelSize', axes, pooled ? 2 : 1);
  const strides = pooled && !options.has('strides') ? kernel : options.sizes('strides', axes, 1);
  return {
    kernel,
    strides,
    dilation: options.sizes('dilationRate', axes, 1),
    padding: options.text('padding', 'valid'),
    skips: strides.some((stride, axis) => stride > (kernel[axis] ?? 1)),
  };
}

/** What a dilated window spans along an axis. */
export const span = ({ kernel, dilation }: Window, axis: number): number =>
  ((kernel[axis] ?? 1) - 1) * (dilation[axis] ?? 1) + 1;

export function lengthAfter(n: number, window: Window, axis: number): number {
  const stride = window.strides[axis] ?? 1;
  if (window.padding !== 'valid') return Math.ceil(n / stride);
  return Math.floor((n - span(window, axis)) / stride) + 1;
}

/** As `[before, n, after]` of one axis: no backend has to pad or cut along more than three. */
function alongAxis(tf: Tf, x: Tensor, axis: number, change: (x: Tensor) => Tensor): Tensor {
  const before = x.shape.slice(0, axis).reduce((product, n) => product * n, 1);
  const after = x.shape.slice(axis + 1).reduce((product, n) => product * n, 1);
  const y = change(tf.reshape(x, [before, x.shape[axis] ?? 1, after]));
  return tf.reshape(y, [...x.shape.slice(0, axis), y.shape[1] ?? 1, ...x.shape.slice(axis + 1)]);
}

/** Zeros before and after along an axis; where a number is below 0, as much is cut off. */
export const bordered = (tf: Tf, x: Tensor, axis: number, before: number, after: number): Tensor =>
  before === 0 && after === 0
    ? x
    : alongAxis(tf, x, axis, (flat) => {
        const [outer = 1, n = 1, inner = 1] = flat.shape;
        if (before < 0 || after < 0) {
          return tf.slice(flat, [0, -before, 0], [outer, n + before + after, inner]);
        }
        return tf.pad(flat, [
          [0, 0],
          [before, after],
          [0, 0],
        ]);
      });

/** Each value several times along an axis. */
export const repeated = (tf: Tf, x: Tensor, axis: number, times: number): Tensor =>
  times === 1
    ? x
    : alongAxis(tf, x, axis, (flat) => {
        const [outer = 1, n = 1, inner = 1] = flat.shape;
        const copies = tf.tile(tf.reshape(flat, [outer * n, 1, inner]), [1, times, 1]);
        return tf.reshape(copies, [outer, n * times, inner]);
      });

/** Zeros between the taps of a filter, whose first axes are the window's: an undilated filter that does the same. */
export function spread(tf: Tf, filter: Tensor, dilation: Sizes): Tensor {
  return dilation.reduce(
    (taps: Tensor, step, axis) =>
      step === 1
        ? taps
        : alongAxis(tf, taps, axis, (flat) => {
            const [outer = 1, n = 1, inner = 1] = flat.shape;
            const wide = tf.pad(tf.reshape(flat, [outer * n, 1, inner]), [
              [0, 0],
              [0, step - 1],
              [0, 0],
            ]);
            return tf.slice(tf.reshape(wide, [outer, n * step, inner]), [0, 0, 0], [outer, (n - 1) * step + 1, inner]);
          }),
    filter,
  );
}

/**
 * Without the values behind the last window: where a stride goes beyond it, tfjs counts a padding below 0 along three axes.
 */
export function cropped(tf: Tf, x: Tensor, window: Window): Tensor {
  if (window.padding !== 'same' || !window.skips) return x;
  return window.kernel.reduce((part: Tensor, _, axis) => {
    const n = x.shape[axis + 1] ?? 1;
    const seen = (lengthAfter(n, window, axis) - 1) * (window.strides[axis] ?? 1) + span(window, axis);
    return seen < n ? bordered(tf, part, axis + 1, 0, seen - n) : part;
  }, x);
}
