import * as tf from '@tensorflow/tfjs-core';
import type { ConfigReader } from './config.ts';
import { withGradient } from './gradient.ts';
import { type LayerBuilder, only, type WeightSlot } from './layer.ts';

export type Pair = readonly [number, number];

export interface Convolution {
  readonly strides: Pair;
  readonly padding: 'same' | 'valid';
  readonly dilation: Pair;
}

const isOne = (pair: Pair): boolean => pair[0] === 1 && pair[1] === 1;

/** Attributes of tfjs's convolution kernels. Copies: tfjs types them as mutable. */
const attributes = (convolution: Convolution): tf.NamedAttrMap => ({
  strides: [...convolution.strides],
  dilations: [...convolution.dilation],
  pad: convolution.padding,
  dataFormat: 'NHWC',
});

/** Puts `dilation − 1` zeros between the taps of a `[h, w, c, f]` filter: an undilated filter that does the same. */
function spread(filter: tf.Tensor, [down, across]: Pair): tf.Tensor {
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
const gather = (gradient: tf.Tensor, shape: readonly number[], dilation: Pair): tf.Tensor =>
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
    const g = y === undefined ? dy : tf.mul(dy, tf.step(y));
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
function convolveDepthwise(x: tf.Tensor, filter: tf.Tensor, convolution: Convolution): tf.Tensor {
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

function readConvolution(config: ConfigReader): Convolution {
  config.channelsLast();
  const strides = config.pair('strides', [1, 1]);
  const dilation = config.pair('dilation_rate', [1, 1]);
  if (!isOne(strides) && !isOne(dilation)) config.refuse('strides and dilation cannot both be above 1');
  return { strides, dilation, padding: config.samePadding() };
}

/** Output `[height, width, channels]`, by tfjs's own window arithmetic; refuses a window that does not fit. */
function outputOf(
  config: ConfigReader,
  input: readonly number[],
  kernel: Pair,
  filters: number,
  convolution: Convolution,
): number[] {
  const [height = 0, width = 0, channels = 0] = input;
  if (input.length !== 3) config.refuse(`its input has shape [${input.join(', ')}], not [height, width, channels]`);
  const info = tf.backend_util.computeConv2DInfo(
    [1, height, width, channels],
    [kernel[0], kernel[1], channels, filters],
    [...convolution.strides],
    [...convolution.dilation],
    convolution.padding,
  );
  if (info.outHeight < 1 || info.outWidth < 1) {
    config.refuse(`a window of ${kernel.join('×')} does not fit into ${height}×${width}`);
  }
  return [info.outHeight, info.outWidth, filters];
}

const biasSlot = (config: ConfigReader, size: number): WeightSlot[] =>
  config.boolean('use_bias', true) ? [config.weight('bias', [size], 'zeros')] : [];

export const conv2d: LayerBuilder = (config, inputShapes) => {
  if (config.integer('groups', 1) !== 1) config.refuse('grouped convolution is not supported');
  const input = only(inputShapes);
  const convolution = readConvolution(config);
  const kernel = config.pair('kernel_size', [1, 1]);
  const filters = config.integer('filters');
  const activation = config.string('activation', 'linear');
  const relu = activation === 'relu';
  return {
    weights: [
      config.weight('kernel', [...kernel, input[2] ?? 0, filters], 'glorotUniform'),
      ...biasSlot(config, filters),
    ],
    outputShape: outputOf(config, input, kernel, filters, convolution),
    activation: relu ? 'linear' : activation,
    call: (inputs, [filter, bias], context) =>
      convolve(only(inputs), given(filter), bias, convolution, relu, context.inputGradient),
  };
};

export const depthwiseConv2d: LayerBuilder = (config, inputShapes) => {
  const input = only(inputShapes);
  const convolution = readConvolution(config);
  const kernel = config.pair('kernel_size', [1, 1]);
  const channels = input[2] ?? 0;
  const multiplier = config.integer('depth_multiplier', 1);
  return {
    weights: [
      config.weight('depthwise_kernel', [...kernel, channels, multiplier], 'glorotUniform', 'depthwise'),
      ...biasSlot(config, channels * multiplier),
    ],
    outputShape: outputOf(config, input, kernel, channels * multiplier, convolution),
    activation: config.string('activation', 'linear'),
    call: (inputs, [filter, bias]) => {
      const y = convolveDepthwise(only(inputs), given(filter), convolution);
      return bias === undefined ? y : tf.add(y, bias);
    },
  };
};

export const separableConv2d: LayerBuilder = (config, inputShapes) => {
  const input = only(inputShapes);
  const convolution = readConvolution(config);
  const kernel = config.pair('kernel_size', [1, 1]);
  const filters = config.integer('filters');
  const channels = input[2] ?? 0;
  const multiplier = config.integer('depth_multiplier', 1);
  const pointwise: Convolution = { strides: [1, 1], dilation: [1, 1], padding: 'valid' };
  const activation = config.string('activation', 'linear');
  const relu = activation === 'relu';
  return {
    weights: [
      config.weight('depthwise_kernel', [...kernel, channels, multiplier], 'glorotUniform', 'depthwise'),
      config.weight('pointwise_kernel', [1, 1, channels * multiplier, filters], 'glorotUniform', 'pointwise'),
      ...biasSlot(config, filters),
    ],
    outputShape: outputOf(config, input, kernel, filters, convolution),
    activation: relu ? 'linear' : activation,
    call: (inputs, [depthwise, pointwiseFilter, bias]) =>
      convolve(
        convolveDepthwise(only(inputs), given(depthwise), convolution),
        given(pointwiseFilter),
        bias,
        pointwise,
        relu,
        true,
      ),
  };
};

export function given(weight: tf.Tensor | undefined): tf.Tensor {
  if (weight === undefined) throw new Error('a weight is missing');
  return weight;
}
