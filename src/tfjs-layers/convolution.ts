import type { Rank, Tensor4D } from '@tensorflow/tfjs-core';
import type { Options } from './options.ts';
import { biasSlot, type LayerSpec, only, plusBias, type Sizes, type Slot } from './spec.ts';
import type { Tensor, Tf } from './tf.ts';
import { cropped, lengthAfter, readWindow, spread, type Window } from './windows.ts';

const channelsOf = (inputs: readonly Sizes[]): number => only(inputs).at(-1) ?? Number.NaN;

const slid = (options: Options, inputs: readonly Sizes[], axes: number, channels: number): Sizes => {
  const window = readWindow(options, axes);
  const sizes = only(inputs);
  return [...window.kernel.map((_, axis) => lengthAfter(sizes[axis] ?? Number.NaN, window, axis)), channels];
};

/** Four axes, series lying as images of height 1. */
export const asImage = (tf: Tf, x: Tensor): Tensor4D => {
  const [a = 1, b = 1, c = 1, d = 1] = x.shape;
  return x.rank === 3 ? tf.reshape<Rank.R4>(x, [a, 1, b, c]) : tf.reshape<Rank.R4>(x, [a, b, c, d]);
};

export const asFilter = (tf: Tf, filter: Tensor): Tensor4D => {
  const [a = 1, b = 1, c = 1, d = 1] = filter.shape;
  return filter.rank === 3 ? tf.reshape<Rank.R4>(filter, [1, a, b, c]) : tf.reshape<Rank.R4>(filter, [a, b, c, d]);
};

export const asBefore = (tf: Tf, y: Tensor, axes: number): Tensor => {
  const [a = 1, , c = 1, d = 1] = y.shape;
  return axes === 1 ? tf.reshape(y, [a, c, d]) : y;
};

export const planar = (sizes: Sizes): [number, number] =>
  sizes.length === 1 ? [1, sizes[0] ?? 1] : [sizes[0] ?? 1, sizes[1] ?? 1];

/** Zeros before a series, so that a window ends on its own step. */
function causal(tf: Tf, x: Tensor, { kernel, dilation, padding }: Window): Tensor {
  const before = ((kernel[0] ?? 1) - 1) * (dilation[0] ?? 1);
  return padding === 'causal' && before > 0
    ? tf.pad(x, [
        [0, 0],
        [before, 0],
        [0, 0],
      ])
    : x;
}

const tfPadding = ({ padding }: Window): 'same' | 'valid' => (padding === 'same' ? 'same' : 'valid');

/** Filters that each see their share of the channels. Dilation lies in the filter: tfjs takes no gradient of it. */
const convolution = (axes: 1 | 2 | 3): LayerSpec => ({
  className: `Conv${axes}D`,
  insteadOfStock: (options) =>
    options.number('groups', 1) !== 1 ||
    options.text('padding', 'valid') === 'causal' ||
    (axes === 3 && readWindow(options, axes).skips),
  weights: (options, inputs) => {
    const filters = options.number('filters', 1);
    const seen = channelsOf(inputs) / options.number('groups', 1);
    const shape = [...readWindow(options, axes).kernel, seen, filters];
    return [{ name: 'kernel', shape, initializer: 'GlorotUniform' }, ...biasSlot(options, filters)];
  },
  outputShape: (options, inputs) => slid(options, inputs, axes, options.number('filters', 1)),
  call: (tf, inputs, weights, options) => {
    const window = readWindow(options, axes);
    const groups = options.number('groups', 1);
    const x = causal(tf, cropped(tf, only(inputs), window), window);
    const filter = spread(tf, weights.get('kernel'), window.dilation);
    const xs = groups === 1 ? [x] : tf.split(x, groups, x.rank - 1);
    const filters = groups === 1 ? [filter] : tf.split(filter, groups, filter.rank - 1);
    const ys = xs.map((part, i) => convolved(tf, part, filters[i] ?? filter, window));
    return plusBias(tf, tf.concat(ys, x.rank - 1), weights);
  },
});

function convolved(tf: Tf, x: Tensor, filter: Tensor, window: Window): Tensor {
  const pad = tfPadding(window);
  if (x.rank < 5) {
    return asBefore(tf, tf.conv2d(asImage(tf, x), asFilter(tf, filter), planar(window.strides), pad), x.rank - 2);
  }
  const [depth = 1, height = 1, width = 1] = window.strides;
  const [n = 1, d = 1, h = 1, w = 1, c = 1] = x.shape;
  const [kd = 1, kh = 1, kw = 1, kc = 1, f = 1] = filter.shape;
  return tf.conv3d(
    tf.reshape<Rank.R5>(x, [n, d, h, w, c]),
    tf.reshape<Rank.R5>(filter, [kd, kh, kw, kc, f]),
    [depth, height, width],
    pad,
  );
}

const depthwiseSlot = (options: Options, inputs: readonly Sizes[], axes: number): Slot => ({
  name: 'depthwise_kernel',
  shape: [...readWindow(options, axes).kernel, channelsOf(inputs), options.number('depthMultiplier', 1)],
  initializer: 'GlorotUniform',
  prefix: 'depthwise',
});

function depthwiseConvolved(tf: Tf, x: Tensor, filter: Tensor, window: Window): Tensor {
  const wide = spread(tf, filter, window.dilation);
  return tf.depthwiseConv2d(asImage(tf, x), asFilter(tf, wide), planar(window.strides), tfPadding(window));
}

const depthwise = (axes: 1 | 2): LayerSpec => ({
  className: `DepthwiseConv${axes}D`,
  insteadOfStock: (options) => options.isAbove1('dilationRate'),
  weights: (options, inputs) => [
    depthwiseSlot(options, inputs, axes),
    ...biasSlot(options, channelsOf(inputs) * options.number('depthMultiplier', 1)),
  ],
  outputShape: (options, inputs) =>
    slid(options, inputs, axes, channelsOf(inputs) * options.number('depthMultiplier', 1)),
  call: (tf, inputs, weights, options) => {
    const y = depthwiseConvolved(tf, only(inputs), weights.get('depthwise_kernel'), readWindow(options, axes));
    return plusBias(tf, asBefore(tf, y, axes), weights);
  },
});

const separableConv1d: LayerSpec = {
  className: 'SeparableConv1D',
  weights: (options, inputs) => {
    const filters = options.number('filters', 1);
    const between = channelsOf(inputs) * options.number('depthMultiplier', 1);
    const mixing = { name: 'pointwise_kernel', shape: [1, between, filters], prefix: 'pointwise' };
    return [
      depthwiseSlot(options, inputs, 1),
      { ...mixing, initializer: 'GlorotUniform' },
      ...biasSlot(options, filters),
    ];
  },
  outputShape: (options, inputs) => slid(options, inputs, 1, options.number('filters', 1)),
  call: (tf, inputs, weights, options) => {
    const each = depthwiseConvolved(tf, only(inputs), weights.get('depthwise_kernel'), readWindow(options, 1));
    const mixed = tf.conv2d(asImage(tf, each), asFilter(tf, weights.get('pointwise_kernel')), 1, 'valid');
    return plusBias(tf, asBefore(tf, mixed, 1), weights);
  },
};

export const convolutions: readonly LayerSpec[] = [
  convolution(1),
  convolution(2),
  convolution(3),
  depthwise(1),
  depthwise(2),
  separableConv1d,
];
