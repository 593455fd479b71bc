import * as tf from '@tensorflow/tfjs-core';

/** A few numbers, still on the device or in memory. */
export type Reduced = tf.Tensor | Float32Array;

/** Brings tensors down to a few numbers. */
export interface Reducer {
  /** `[Σ gradient², Σ before², Σ (after − before)²]` */
  readonly step: (gradient: tf.Tensor, before: tf.Tensor, after: tf.Tensor) => Reduced;
  /** `[Σ x²]` */
  readonly squares: (x: tf.Tensor) => Reduced;
  /** `[mean, variance]` */
  readonly spread: (x: tf.Tensor) => Reduced;
  /** Highest value of each place of the last axis. */
  readonly highest: (x: tf.Tensor) => Reduced;
  /** Every so many of the values, `most` at the most. */
  readonly sample: (x: tf.Tensor, most: number) => Reduced;
}

const sumOfSquares = (x: tf.Tensor): tf.Tensor => tf.sum(tf.square(x));

const kept = (reduce: () => tf.Tensor): tf.Tensor => tf.keep(tf.tidy(reduce));

/** On the device: nothing is read. What it returns is the caller's to dispose. */
export const onDevice: Reducer = {
  step: (gradient, before, after) =>
    kept(() => tf.stack([sumOfSquares(gradient), sumOfSquares(before), sumOfSquares(tf.sub(after, before))])),
  squares: (x) => kept(() => sumOfSquares(x)),
  spread: (x) =>
    kept(() => {
      const mean = tf.mean(x);
      return tf.stack([mean, tf.mean(tf.square(tf.sub(x, mean)))]);
    }),
  highest: (x) => kept(() => tf.max(x, x.shape.map((_, axis) => axis).slice(0, -1))),
  sample: (x, most) =>
    kept(() => {
      const stride = Math.ceil(x.size / most);
      const flat = tf.reshape(x, [-1]);
      return stride <= 1 ? tf.clone(flat) : tf.stridedSlice(flat, [0], [x.size], [stride]);
    }),
};

/**
 * In memory, where the device's memory is the processor's own (wasm, cpu): one pass over the values in double precision
 * takes a fifth of what tfjs's operations do, each with a tensor as large as what it reads.
 */
export const inMemory: Reducer = {
  step: (gradient, before, after) => {
    const [was, is] = [before.dataSync<'float32'>(), after.dataSync<'float32'>()];
    let moved = 0;
    for (let i = 0; i < was.length; i++) {
      const step = (is[i] ?? 0) - (was[i] ?? 0);
      moved += step * step;
    }
    return Float32Array.of(squaresOf(gradient.dataSync<'float32'>()), squaresOf(was), moved);
  },
  squares: (x) => Float32Array.of(squaresOf(x.dataSync<'float32'>())),
  spread: (x) => {
    const values = x.dataSync<'float32'>();
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += values[i] ?? 0;
    const mean = sum / values.length;
    let squares = 0;
    for (let i = 0; i < values.length; i++) {
      const away = (values[i] ?? 0) - mean;
      squares += away * away;
    }
    return Float32Array.of(mean, squares / values.length);
  },
  highest: (x) => {
    const values = x.dataSync<'float32'>();
    const units = x.shape.at(-1) ?? 1;
    const found = new Float32Array(units).fill(Number.NEGATIVE_INFINITY);
    for (let i = 0; i < values.length; ) {
      for (let unit = 0; unit < units; unit++, i++) {
        const value = values[i] ?? 0;
        if (value > (found[unit] ?? 0)) found[unit] = value;
      }
    }
    return found;
  },
  sample: (x, most) => {
    const values = x.dataSync<'float32'>();
    const stride = Math.max(1, Math.ceil(values.length / most));
    return Float32Array.from({ length: Math.ceil(values.length / stride) }, (_, i) => values[i * stride] ?? 0);
  },
};

function squaresOf(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] ?? 0) ** 2;
  return sum;
}
