import * as tf from '@tensorflow/tfjs-core';

/** Axes of a tensor with its batch, as Keras counts them; `refuse` is called for one that is not there or is the batch. */
export function tensorAxes(axes: readonly number[], rank: number, refuse: (reason: string) => never): number[] {
  return axes.map((axis) => {
    const place = axis < 0 ? axis + rank : axis;
    return place > 0 && place < rank ? place : refuse(`axis ${axis} is not one of its input's`);
  });
}

/** Runs `body` on `x` with these axes last, in this order, and puts them back afterwards. */
export function withAxesLast(x: tf.Tensor, axes: readonly number[], body: (x: tf.Tensor) => tf.Tensor): tf.Tensor {
  const others = x.shape.map((_, i) => i).filter((i) => !axes.includes(i));
  const order = [...others, ...axes];
  if (order.every((axis, i) => axis === i)) return body(x);
  return tf.transpose(body(tf.transpose(x, order)), tf.backend_util.getUndoAxesPermutation(order));
}

const size = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);

/** As `withAxesLast`, with `x` as a matrix: a row for each position, a column for each value along the axes. */
export const asRows = (x: tf.Tensor, axes: readonly number[], body: (rows: tf.Tensor) => tf.Tensor): tf.Tensor =>
  withAxesLast(x, axes, (turned) => {
    const columns = size(turned.shape.slice(turned.rank - axes.length));
    return tf.reshape(body(tf.reshape(turned, [-1, columns])), turned.shape);
  });
