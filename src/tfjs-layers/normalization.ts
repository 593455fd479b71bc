import type { Options } from './options.ts';
import { type LayerSpec, only, type Sizes, type Slot, sameShape, type Weights } from './spec.ts';
import type { Tensor, Tf } from './tf.ts';

/** Axes of a tensor with its batch, those below 0 counted from the end. */
const axesOf = (options: Options, rank: number): number[] =>
  options.numbers('axis', [-1]).map((axis) => (axis < 0 ? axis + rank : axis));

const gammaBeta = (options: Options, shape: Sizes): readonly Slot[] => [
  ...(options.boolean('scale', true) ? [{ name: 'gamma', shape, initializer: 'Ones' }] : []),
  ...(options.boolean('center', true) ? [{ name: 'beta', shape, initializer: 'Zeros' }] : []),
];

/** `y·γ + β` with the figures brought to a shape that broadcasts over `y`. */
function scaled(tf: Tf, y: Tensor, weights: Weights, along: readonly number[]): Tensor {
  const gamma = weights.optional('gamma');
  const beta = weights.optional('beta');
  const larger = gamma === undefined ? y : tf.mul(y, tf.reshape(gamma, [...along]));
  return beta === undefined ? larger : tf.add(larger, tf.reshape(beta, [...along]));
}

/** Mean and variance over axes, which stay with a size of 1. */
function moments(tf: Tf, x: Tensor, axes: number[]): { readonly mean: Tensor; readonly variance: Tensor } {
  const mean = tf.mean(x, axes, true);
  return { mean, variance: tf.mean(tf.square(tf.sub(x, mean)), axes, true) };
}

/** Ioffe and Szegedy 2015. tfjs's own takes the last axis for any, and no volumes. */
const batchNormalization: LayerSpec = {
  className: 'BatchNormalization',
  insteadOfStock: (options) => options.numbers('axis', [-1])[0] !== -1,
  weights: (options, inputs) => {
    const sizes = only(inputs);
    const [axis = 1] = axesOf(options, sizes.length + 1);
    const size = sizes[axis - 1] ?? Number.NaN;
    const moving = (name: string, prefix: string, initializer: string): Slot => ({
      name,
      shape: [size],
      initializer,
      prefix,
      trainable: false,
    });
    return [
      ...gammaBeta(options, [size]),
      moving('moving_mean', 'movingMean', 'Zeros'),
      moving('moving_variance', 'movingVariance', 'Ones'),
    ];
  },
  outputShape: sameShape,
  call: (tf, inputs, weights, options, { training, assign }) => {
    const x = only(inputs);
    const [axis = 1] = axesOf(options, x.rank);
    const along = x.shape.map((n, i) => (i === axis ? n : 1));
    const old = { mean: weights.get('moving_mean'), variance: weights.get('moving_variance') };
    const others = x.shape.map((_, i) => i).filter((i) => i !== axis);
    const { mean, variance } = training
      ? moments(tf, x, others)
      : { mean: tf.reshape(old.mean, along), variance: tf.reshape(old.variance, along) };
    if (training) {
      const momentum = options.number('momentum', 0.99);
      const moved = (before: Tensor, batch: Tensor): Tensor =>
        tf.add(tf.mul(before, momentum), tf.mul(tf.reshape(batch, before.shape), 1 - momentum));
      assign('moving_mean', moved(old.mean, mean));
      assign('moving_variance', moved(old.variance, variance));
    }
    const inverse = tf.rsqrt(tf.add(variance, options.number('epsilon', 0.001)));
    return scaled(tf, tf.mul(tf.sub(x, mean), inverse), weights, along);
  },
};

/** Ba et al. 2016; tfjs's own has no volumes. */
const layerNormalization: LayerSpec = {
  className: 'LayerNormalization',
  insteadOfStock: (options) => options.numbers('axis', [-1]).some((axis) => axis >= 0),
  weights: (options, inputs) => {
    const sizes = only(inputs);
    const shape = axesOf(options, sizes.length + 1).map((axis) => sizes[axis - 1] ?? Number.NaN);
    return gammaBeta(options, shape);
  },
  outputShape: sameShape,
  call: (tf, inputs, weights, options) => {
    const x = only(inputs);
    const axes = axesOf(options, x.rank);
    const { mean, variance } = moments(tf, x, axes);
    const inverse = tf.rsqrt(tf.add(variance, options.number('epsilon', 0.001)));
    const along = x.shape.map((n, i) => (axes.includes(i) ? n : 1));
    return scaled(tf, tf.mul(tf.sub(x, mean), inverse), weights, along);
  },
};

/** Wu and He 2018: over all positions of a sample and the channels of a group, which lie along the last axis. */
const groupNormalization: LayerSpec = {
  className: 'GroupNormalization',
  weights: (options, inputs) => gammaBeta(options, [only(inputs).at(-1) ?? Number.NaN]),
  outputShape: sameShape,
  call: (tf, inputs, weights, options) => {
    const x = only(inputs);
    const channels = x.shape.at(-1) ?? 1;
    const asked = options.number('groups', 32);
    const groups = asked === -1 ? channels : asked;
    const grouped = tf.reshape(x, [x.shape[0] ?? 1, -1, groups, channels / groups]);
    const { mean, variance } = moments(tf, grouped, [1, 3]);
    const inverse = tf.rsqrt(tf.add(variance, options.number('epsilon', 0.001)));
    const y = tf.reshape(tf.mul(tf.sub(grouped, mean), inverse), x.shape);
    return scaled(tf, y, weights, [channels]);
  },
};

/** `x·s^−β` with `s = bias + α·Σx²` over neighbouring channels: a product with a band of ones, which every backend has. */
const localResponseNormalization: LayerSpec = {
  className: 'LocalResponseNormalization',
  outputShape: sameShape,
  call: (tf, inputs, _, options) => {
    const x = only(inputs);
    const channels = x.shape.at(-1) ?? 1;
    const radius = options.number('depthRadius', 5);
    const places = Array.from({ length: channels }, (_, i) => i);
    const band = places.map((i) => places.map((j) => (Math.abs(i - j) <= radius ? 1 : 0)));
    const rows = tf.reshape(x, [-1, channels]);
    const sums = tf.matMul(tf.square(rows), tf.tensor2d(band, [channels, channels]));
    const base = tf.add(tf.mul(sums, options.number('alpha', 1)), options.number('bias', 1));
    return tf.reshape(tf.mul(rows, tf.pow(base, -options.number('beta', 0.5))), x.shape);
  },
};

const unitNormalization: LayerSpec = {
  className: 'UnitNormalization',
  outputShape: sameShape,
  call: (tf, inputs, _, options) => {
    const x = only(inputs);
    const squares = tf.sum(tf.square(x), axesOf(options, x.rank), true);
    return tf.mul(x, tf.rsqrt(tf.maximum(squares, 1e-24)));
  },
};

const channelSizes = (inputs: readonly Sizes[]): Sizes => only(inputs).slice(-1);

/** Keras's smallest deviation to divide by. */
const leastDeviation = 1e-7;

/** Fixed figures of the data along the last axis, from the config, or from weights that are never trained. */
const normalization: LayerSpec = {
  className: 'Normalization',
  weights: (options, inputs) => {
    const figure = (name: string, shape: Sizes, initializer: string): Slot => ({
      name,
      shape,
      initializer,
      trainable: false,
    });
    if (options.numbers('mean', []).length > 0) return [];
    return [
      figure('mean', channelSizes(inputs), 'Zeros'),
      figure('variance', channelSizes(inputs), 'Ones'),
      figure('count', [], 'Zeros'),
    ];
  },
  outputShape: sameShape,
  call: (tf, inputs, weights, options) => {
    const mean = weights.optional('mean') ?? tf.tensor1d([...options.numbers('mean', [])]);
    const variance = weights.optional('variance') ?? tf.tensor1d([...options.numbers('variance', [])]);
    const deviation = tf.maximum(tf.sqrt(variance), leastDeviation);
    const x = only(inputs);
    if (options.boolean('invert', false)) return tf.add(tf.mul(x, deviation), mean);
    return tf.div(tf.sub(x, mean), deviation);
  },
};

export const normalizations: readonly LayerSpec[] = [
  batchNormalization,
  layerNormalization,
  groupNormalization,
  localResponseNormalization,
  unitNormalization,
  normalization,
];
