import * as tf from '@tensorflow/tfjs-core';

/*
 * Tensors brought down to a few numbers on the device: nothing is read. What is returned is kept, and the caller's to dispose.
 * One pass over the values in memory instead was tried for wasm: with the copy that reading takes its kernels are faster.
 */

const kept = (reduce: () => tf.Tensor): tf.Tensor => tf.keep(tf.tidy(reduce));

const squares = (x: tf.Tensor): tf.Tensor => tf.sum(tf.square(x));

/** Σ x² */
export const sumOfSquares = (x: tf.Tensor): tf.Tensor => kept(() => squares(x));

/** `[Σ gradient², Σ before², Σ (after − before)²]` */
export const stepSquares = (gradient: tf.Tensor, before: tf.Tensor, after: tf.Tensor): tf.Tensor =>
  kept(() => tf.stack([squares(gradient), squares(before), squares(tf.sub(after, before))]));

/** `[mean, variance]` */
export const spread = (x: tf.Tensor): tf.Tensor =>
  kept(() => {
    const mean = tf.mean(x);
    return tf.stack([mean, tf.mean(tf.square(tf.sub(x, mean)))]);
  });

/** Highest value of each place of the last axis. */
export const highest = (x: tf.Tensor): tf.Tensor => kept(() => tf.max(x, x.shape.map((_, axis) => axis).slice(0, -1)));

/** Every so many of the values, `most` at the most. */
export const sample = (x: tf.Tensor, most: number): tf.Tensor =>
  kept(() => {
    const flat = tf.reshape(x, [-1]);
    const stride = Math.ceil(x.size / most);
    return stride <= 1 ? tf.clone(flat) : tf.stridedSlice(flat, [0], [x.size], [stride]);
  });
