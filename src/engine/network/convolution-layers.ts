import * as tf from '@tensorflow/tfjs-core';
import type { ConfigReader } from './config.ts';
import { type Convolution, convolve, convolveDepthwise, given, type Pair } from './convolution.ts';
import { convolveGroups } from './grouped.ts';
import { type LayerBuilder, only, type WeightSlot } from './layer.ts';
import { convolveTransposed } from './transposed.ts';
import { along, convolveVolume } from './volume.ts';

type Shape = readonly number[];

/** Series run as images of height 1: what has one axis gets a first one. */
const planar = (sizes: readonly number[]): Pair =>
  sizes.length === 1 ? [1, sizes[0] ?? 1] : [sizes[0] ?? 1, sizes[1] ?? 1];

/** `[n, t, c]` → `[n, 1, t, c]`; images as they are. */
function toImage(x: tf.Tensor): tf.Tensor {
  const [batch = 1, steps = 1, channels = 1] = x.shape;
  return x.rank === 3 ? tf.reshape(x, [batch, 1, steps, channels]) : x;
}

/** `[n, 1, t, c]` → `[n, t, c]` where the layer is one of series. */
function fromImage(y: tf.Tensor, axes: number): tf.Tensor {
  const [batch = 1, , steps = 1, channels = 1] = y.shape;
  return axes === 1 ? tf.reshape(y, [batch, steps, channels]) : y;
}

/** `[k, c, f]` → `[1, k, c, f]`; filters of images as they are. */
const toImageFilter = (filter: tf.Tensor): tf.Tensor =>
  filter.rank === 3 ? tf.reshape(filter, [1, ...filter.shape]) : filter;

interface Read {
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilation: readonly number[];
  readonly padding: 'same' | 'valid' | 'causal';
}

function readWindow(config: ConfigReader, axes: number, input: Shape): Read {
  if (input.length !== axes + 1) {
    config.refuse(`its input has shape [${input.join(', ')}], not ${axes + 1} sizes`);
  }
  config.channelsLast();
  const strides = config.sizes('strides', axes, 1);
  const dilation = config.sizes('dilation_rate', axes, 1);
  if (strides.some((n) => n !== 1) && dilation.some((n) => n !== 1)) {
    config.refuse('strides and dilation cannot both be above 1');
  }
  const kernel = config.sizes('kernel_size', axes, 1);
  const causal = axes === 1 && config.string('padding', 'valid') === 'causal';
  return { kernel, strides, dilation, padding: causal ? 'causal' : config.samePadding() };
}

/** The output's sizes without its channels; refuses a window that does not fit. */
function slidSizes(config: ConfigReader, input: Shape, { kernel, strides, dilation, padding }: Read): number[] {
  const sizes = kernel.map((k, axis) => {
    const rule = padding === 'valid' ? 'valid' : 'same';
    return along(input[axis] ?? 0, k, strides[axis] ?? 1, dilation[axis] ?? 1, rule).size;
  });
  if (sizes.some((n) => n < 1)) {
    config.refuse(`a window of ${kernel.join('×')} does not fit into ${input.slice(0, -1).join('×')}`);
  }
  return sizes;
}

const planarConvolution = ({ strides, dilation, padding }: Read): Convolution => ({
  strides: planar(strides),
  dilation: planar(dilation),
  padding: padding === 'causal' ? 'valid' : padding,
});

/** With causal padding, zeros in front, so that the last cell of the window lies on the step itself. */
function padded(image: tf.Tensor, { kernel, dilation, padding }: Read): tf.Tensor {
  const before = ((kernel[0] ?? 1) - 1) * (dilation[0] ?? 1);
  if (padding !== 'causal' || before === 0) return image;
  return tf.pad(image, [
    [0, 0],
    [0, 0],
    [before, 0],
    [0, 0],
  ]);
}

const biasSlot = (config: ConfigReader, size: number): WeightSlot[] =>
  config.boolean('use_bias', true) ? [config.weight('bias', [size], 'zeros')] : [];

const plus = (y: tf.Tensor, bias: tf.Tensor | undefined): tf.Tensor => (bias === undefined ? y : tf.add(y, bias));

function readGroups(config: ConfigReader, channels: number, filters: number): number {
  const groups = config.integer('groups', 1);
  if (groups < 1 || channels % groups !== 0 || filters % groups !== 0) {
    config.refuse(`${channels} channels and ${filters} filters cannot be divided into ${groups} groups`);
  }
  return groups;
}

const convolution =
  (axes: 1 | 2): LayerBuilder =>
  (config, inputShapes) => {
    const input = only(inputShapes);
    const window = readWindow(config, axes, input);
    const filters = config.integer('filters');
    const channels = input.at(-1) ?? 0;
    const groups = readGroups(config, channels, filters);
    const activation = config.string('activation', 'linear');
    const relu = activation === 'relu' && groups === 1;
    const planes = planarConvolution(window);
    return {
      weights: [
        config.weight('kernel', [...window.kernel, channels / groups, filters], 'glorotUniform'),
        ...biasSlot(config, filters),
      ],
      outputShape: [...slidSizes(config, input, window), filters],
      activation: relu ? 'linear' : activation,
      call: (inputs, [weight, bias], { inputGradient }) => {
        const image = padded(toImage(only(inputs)), window);
        const filter = toImageFilter(given(weight));
        const y =
          groups === 1
            ? convolve(image, filter, bias, planes, relu, inputGradient)
            : plus(convolveGroups(image, filter, groups, planes, inputGradient), bias);
        return fromImage(y, axes);
      },
    };
  };

export const conv1d = convolution(1);
export const conv2d = convolution(2);

const depthwise =
  (axes: 1 | 2): LayerBuilder =>
  (config, inputShapes) => {
    const input = only(inputShapes);
    const window = readWindow(config, axes, input);
    const channels = input.at(-1) ?? 0;
    const multiplier = config.integer('depth_multiplier', 1);
    const planes = planarConvolution(window);
    return {
      weights: [
        config.weight('depthwise_kernel', [...window.kernel, channels, multiplier], 'glorotUniform', 'depthwise'),
        ...biasSlot(config, channels * multiplier),
      ],
      outputShape: [...slidSizes(config, input, window), channels * multiplier],
      activation: config.string('activation', 'linear'),
      call: (inputs, [weight, bias]) => {
        const y = convolveDepthwise(toImage(only(inputs)), toImageFilter(given(weight)), planes);
        return fromImage(plus(y, bias), axes);
      },
    };
  };

export const depthwiseConv1d = depthwise(1);
export const depthwiseConv2d = depthwise(2);

const onePixel: Convolution = { strides: [1, 1], dilation: [1, 1], padding: 'valid' };

const separable =
  (axes: 1 | 2): LayerBuilder =>
  (config, inputShapes) => {
    const input = only(inputShapes);
    const window = readWindow(config, axes, input);
    const filters = config.integer('filters');
    const channels = input.at(-1) ?? 0;
    const multiplier = config.integer('depth_multiplier', 1);
    const activation = config.string('activation', 'linear');
    const relu = activation === 'relu';
    const planes = planarConvolution(window);
    const ones = window.kernel.map(() => 1);
    return {
      weights: [
        config.weight('depthwise_kernel', [...window.kernel, channels, multiplier], 'glorotUniform', 'depthwise'),
        config.weight('pointwise_kernel', [...ones, channels * multiplier, filters], 'glorotUniform', 'pointwise'),
        ...biasSlot(config, filters),
      ],
      outputShape: [...slidSizes(config, input, window), filters],
      activation: relu ? 'linear' : activation,
      call: (inputs, [own, mixing, bias]) => {
        const each = convolveDepthwise(toImage(only(inputs)), toImageFilter(given(own)), planes);
        return fromImage(convolve(each, toImageFilter(given(mixing)), bias, onePixel, relu, true), axes);
      },
    };
  };

export const separableConv1d = separable(1);
export const separableConv2d = separable(2);

/** Sizes that Keras gives a transposed convolution's output; refuses an output padding that no convolution leads back from. */
function stretchedSizes(config: ConfigReader, input: Shape, { kernel, strides, dilation, padding }: Read): number[] {
  const extra = config.optionalSizes('output_padding', kernel.length);
  return kernel.map((taps, axis) => {
    const n = input[axis] ?? 0;
    const s = strides[axis] ?? 1;
    const k = (taps - 1) * (dilation[axis] ?? 1) + 1;
    const p = extra?.[axis];
    if (p === undefined) return padding === 'same' ? n * s : (n - 1) * s + Math.max(k, s);
    const size = (n - 1) * s + (padding === 'same' ? k % 2 : k) + p;
    if (size < 1 || p < 0 || along(size, k, s, 1, padding === 'same' ? 'same' : 'valid').size !== n) {
      config.refuse(`an output padding of ${p} does not suit a stride of ${s}`);
    }
    return size;
  });
}

const transposed =
  (axes: 1 | 2): LayerBuilder =>
  (config, inputShapes) => {
    const input = only(inputShapes);
    const window = readWindow(config, axes, input);
    const filters = config.integer('filters');
    const planes = planarConvolution(window);
    const sizes = stretchedSizes(config, input, window);
    return {
      weights: [
        config.weight('kernel', [...window.kernel, filters, input.at(-1) ?? 0], 'glorotUniform'),
        ...biasSlot(config, filters),
      ],
      outputShape: [...sizes, filters],
      activation: config.string('activation', 'linear'),
      call: (inputs, [weight, bias], { inputGradient }) => {
        const filter = toImageFilter(given(weight));
        const y = convolveTransposed(toImage(only(inputs)), filter, planar(sizes), planes, inputGradient);
        return fromImage(plus(y, bias), axes);
      },
    };
  };

export const conv1dTranspose = transposed(1);
export const conv2dTranspose = transposed(2);

const triple = ([a = 1, b = 1, c = 1]: readonly number[]): [number, number, number] => [a, b, c];

export const conv3d: LayerBuilder = (config, inputShapes) => {
  const input = only(inputShapes);
  const window = readWindow(config, 3, input);
  const filters = config.integer('filters');
  const channels = input.at(-1) ?? 0;
  const groups = readGroups(config, channels, filters);
  const activation = config.string('activation', 'linear');
  const relu = activation === 'relu' && groups === 1;
  const volumes = {
    strides: triple(window.strides),
    dilation: triple(window.dilation),
    padding: config.samePadding(),
  };
  return {
    weights: [
      config.weight('kernel', [...window.kernel, channels / groups, filters], 'glorotUniform'),
      ...biasSlot(config, filters),
    ],
    outputShape: [...slidSizes(config, input, window), filters],
    activation: relu ? 'linear' : activation,
    call: (inputs, [weight, bias], { inputGradient }) => {
      const xs = lastParts(only(inputs), groups);
      const kernels = lastParts(given(weight), groups);
      // wasm takes no slice for a bias: added afterwards where there are groups.
      const fused = groups === 1 ? bias : undefined;
      const ys = xs.map((x, i) => convolveVolume(x, given(kernels[i]), fused, volumes, relu, inputGradient));
      return ys.length === 1 ? only(ys) : plus(tf.concat(ys, 4), bias);
    },
  };
};

/** Equal parts along the last axis. */
function lastParts(x: tf.Tensor, parts: number): tf.Tensor[] {
  if (parts === 1) return [x];
  const last = x.shape.at(-1) ?? 1;
  const rows = tf.reshape(x, [-1, last]);
  const shape = [...x.shape.slice(0, -1), last / parts];
  return Array.from({ length: parts }, (_, part) =>
    tf.reshape(tf.slice(rows, [0, (part * last) / parts], [rows.shape[0] ?? 1, last / parts]), shape),
  );
}
