import * as tf from '@tensorflow/tfjs-core';
import { reluGradient } from '../kernels/relu-gradient.ts';
import { withGradient } from './gradient.ts';

export type Pair = readonly [number, number];

export interface Convolution {
  readonly strides: Pair;
  readonly padding: 'same' | 'valid';
  readonly dilation: Pair;
}

export const isOne = (pair: Pair): boolean => pair[0] === 1 && pair[1] === 1;

/** Attributes of tfjs's convolution kernels. Copies: tfjs types them as mutable. */
export const attributes = (convolution: Convolution): tf.NamedAttrMap => ({
  strides: [...convolution.strides],
  dilations: [...convolution.dilation],
  pad: convolution.padding,
  dataFormat: 'NHWC',
});

/** Puts `dilation − 1` zeros between the taps of a `[h, w, c, f]` filter: an undilated filter that does the same. */
export function spread(filter: tf.Tensor, [down, across]: Pair): tf.Tensor {
  const [height = 1, width = 1, channels = 1, filters = 1] = filter.shape;
  const rows = zerosBetween(filter, height, width * channels * filters, down);
  const cells = zerosBetween(rows, height * down * width, channels * filters, across);
  const grid = tf.reshape(cells, [height * down, width * across, channels, filters]);
  return tf.slice(grid, [0, 0, 0, 0], [(height - 1) * down + 1, (width - 1) * across + 1, channels, filters]);
}

/** After each of `count` runs of `length` values, `step − 1` runs of zeros. WebGL pads no more than 4 dimensions. */
function zerosBetween(values: tf.Tensor, count: number, length: number, step: number): tf.Tensor {
  if (step === 1) return values;
  return tf.pad(tf.reshape(values, [count, 1, length]), [
    [0, 0],
    [0, step - 1],
    [0, 0],
  ]);
}

/** Undoes `spread` on a gradient. */
export const gather = (gradient: tf.Tensor, shape: readonly number[], dilation: Pair): tf.Tensor =>
  tf.reshape(tf.stridedSlice(gradient, [0, 0, 0, 0], gradient.shape, [...dilation, 1, 1]), [...shape]);

/**
 * Convolution with bias and, optionally, ReLU in one kernel. tfjs fuses neither while a gradient is taken, and has no
 * gradient at all where the filter is dilated; here that one is taken through the spread filter.
 */
export function convolve(
  x: tf.Tensor,
  filter: tf.Tensor,
  bias: tf.Tensor | undefined,
  convolution: Convolution,
  relu: boolean,
  inputGradient: boolean,
): tf.Tensor {
  const plain = isOne(convolution.dilation);
  const run = (save: (tensors: tf.Tensor[]) => void) => {
    const inputs = bias === undefined ? { x, filter } : { x, filter, bias };
    const activation = relu ? 'relu' : 'linear';
    const value = tf.engine().runKernel<tf.Tensor>(tf.FusedConv2D, inputs, { ...attributes(convolution), activation });
    save(relu ? [x, filter, value] : [x, filter]);
    return value;
  };
  const backward = (dy: tf.Tensor, saved: readonly tf.Tensor[]): tf.Tensor[] => {
    const [xs = x, filters = filter, y] = saved;
    const g = y === undefined ? dy : reluGradient(dy, y);
    const wide = plain ? filters : spread(filters, convolution.dilation);
    const attrs = attributes({ ...convolution, dilation: [1, 1] });
    const wideGradient = tf
      .engine()
      .runKernel<tf.Tensor>(tf.Conv2DBackpropFilter, { x: xs, dy: g }, { ...attrs, filterShape: wide.shape });
    const dFilter = plain ? wideGradient : gather(wideGradient, filters.shape, convolution.dilation);
    const gradients = bias === undefined ? [dFilter] : [dFilter, tf.sum(g, [0, 1, 2])];
    if (!inputGradient) return gradients;
    const dx = tf
      .engine()
      .runKernel<tf.Tensor>(tf.Conv2DBackpropInput, { dy: g, filter: wide }, { ...attrs, inputShape: xs.shape });
    return [dx, ...gradients];
  };
  const weights = bias === undefined ? [filter] : [filter, bias];
  return withGradient(inputGradient ? [x, ...weights] : weights, (_, save) => ({
    value: run(save),
    gradient: backward,
  }));
}

/** Depthwise convolution; a dilated filter is spread, so that its gradient is tfjs's ordinary one. */
export function convolveDepthwise(x: tf.Tensor, filter: tf.Tensor, convolution: Convolution): tf.Tensor {
  const wide = isOne(convolution.dilation) ? filter : spread(filter, convolution.dilation);
  return tf.depthwiseConv2d(
    tf.reshape<tf.Rank.R4>(x, four(x)),
    tf.reshape<tf.Rank.R4>(wide, four(wide)),
    [...convolution.strides],
    convolution.padding,
  );
}

function four(x: tf.Tensor): [number, number, number, number] {
  const [a = 1, b = 1, c = 1, d = 1] = x.shape;
  return [a, b, c, d];
}

export function given(weight: tf.Tensor | undefined): tf.Tensor {
  if (weight === undefined) throw new Error('a weight is missing');
  return weight;
}
