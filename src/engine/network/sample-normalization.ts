import * as tf from '@tensorflow/tfjs-core';
import { asRows, tensorAxes } from './axes.ts';
import type { ConfigReader } from './config.ts';
import { withGradient } from './gradient.ts';
import { type LayerBuilder, only, type WeightSlot } from './layer.ts';

/** Each row brought to mean 0 and variance 1. Kernels of tfjs for it have no gradients, or many small ones. */
const standardized = (rows: tf.Tensor, epsilon: number): tf.Tensor =>
  withGradient([rows], ([x], save) => {
    const centred = tf.sub(x, tf.mean(x, 1, true));
    const inverse = tf.rsqrt(tf.add(tf.mean(tf.square(centred), 1, true), epsilon));
    const value = tf.mul(centred, inverse);
    save([value, inverse]);
    return {
      value,
      gradient: (dy, [y = value, spread = inverse]) => {
        const along = tf.mul(y, tf.mean(tf.mul(dy, y), 1, true));
        return [tf.mul(tf.sub(tf.sub(dy, tf.mean(dy, 1, true)), along), spread)];
      },
    };
  });

/** γ and β of this shape, where the layer has them. */
function gammaBeta(config: ConfigReader, shape: readonly number[]) {
  const scale = config.boolean('scale', true);
  const center = config.boolean('center', true);
  const slots: WeightSlot[] = [
    ...(scale ? [config.weight('gamma', shape, 'ones')] : []),
    ...(center ? [config.weight('beta', shape, 'zeros')] : []),
  ];
  /** `y·γ + β`, both brought to a shape that broadcasts over `y`. */
  const applied = (y: tf.Tensor, weights: readonly tf.Tensor[], over: readonly number[]): tf.Tensor => {
    const [gamma, beta] = scale ? weights : [undefined, weights[0]];
    const scaled = gamma === undefined ? y : tf.mul(y, tf.reshape(gamma, [...over]));
    return beta === undefined ? scaled : tf.add(scaled, tf.reshape(beta, [...over]));
  };
  return { slots, applied };
}

/** Ba et al. 2016: over the features of each position. */
export const layerNormalization: LayerBuilder = (config, inputShapes) => {
  config.mustBeOff('rms_scaling');
  const shape = only(inputShapes);
  const axes = tensorAxes(config.numbersOr('axis', [-1]), shape.length + 1, (reason) => config.refuse(reason));
  const sorted = [...axes].sort((a, b) => a - b);
  const epsilon = config.number('epsilon', 0.001);
  const { slots, applied } = gammaBeta(
    config,
    axes.map((axis) => shape[axis - 1] ?? 1),
  );
  if (sorted.join() !== axes.join()) config.refuse(`axes ${axes.join(', ')} are not in their order`);
  const over = [1, ...shape.map((n, i) => (axes.includes(i + 1) ? n : 1))];
  return {
    weights: slots,
    outputShape: shape,
    activation: 'linear',
    call: (inputs, weights) => {
      const y = asRows(only(inputs), axes, (rows) => standardized(rows, epsilon));
      return applied(y, weights, over);
    },
  };
};

/** Wu and He 2018: over all positions of a sample and the channels of a group. */
export const groupNormalization: LayerBuilder = (config, inputShapes) => {
  const shape = only(inputShapes);
  const [axis = 0] = tensorAxes([config.integer('axis', -1)], shape.length + 1, (reason) => config.refuse(reason));
  if (axis !== shape.length) config.refuse(`axis ${axis}: only the last one is grouped`);
  const channels = shape.at(-1) ?? 1;
  const asked = config.integer('groups', 32);
  const groups = asked === -1 ? channels : asked;
  if (groups < 1 || channels % groups !== 0) config.refuse(`${channels} channels are not ${groups} equal groups`);
  const epsilon = config.number('epsilon', 0.001);
  const positions = shape.slice(0, -1).reduce((product, n) => product * n, 1);
  const { slots, applied } = gammaBeta(config, [channels]);
  return {
    weights: slots,
    outputShape: shape,
    activation: 'linear',
    call: (inputs, weights) => {
      const x = only(inputs);
      const grouped = tf.reshape(x, [-1, positions, groups, channels / groups]);
      const y = asRows(grouped, [1, 3], (rows) => standardized(rows, epsilon));
      return applied(tf.reshape(y, x.shape), weights, [channels]);
    },
  };
};

/** Each row divided by its length; a row of zeros stays one. */
export const toUnitLength = (rows: tf.Tensor): tf.Tensor =>
  withGradient([rows], ([x], save) => {
    const inverse = tf.rsqrt(tf.maximum(tf.sum(tf.square(x), 1, true), 1e-24));
    const value = tf.mul(x, inverse);
    save([value, inverse]);
    return {
      value,
      gradient: (dy, [y = value, factor = inverse]) => [
        tf.mul(tf.sub(dy, tf.mul(y, tf.sum(tf.mul(dy, y), 1, true))), factor),
      ],
    };
  });

export const unitNormalization: LayerBuilder = (config, inputShapes) => {
  const shape = only(inputShapes);
  const axes = tensorAxes(config.numbersOr('axis', [-1]), shape.length + 1, (reason) => config.refuse(reason));
  return {
    weights: [],
    outputShape: shape,
    activation: 'linear',
    call: (inputs) => asRows(only(inputs), axes, toUnitLength),
  };
};

/** Ones where the column's channel lies within `radius` of the row's: rows times it are sums over neighbouring channels. */
function band(channels: number, radius: number): tf.Tensor {
  const values = new Float32Array(channels * channels);
  for (let i = 0; i < channels; i++) {
    for (let j = Math.max(0, i - radius); j <= Math.min(channels - 1, i + radius); j++) values[i * channels + j] = 1;
  }
  return tf.tensor(values, [channels, channels]);
}

/**
 * `x·s^−β` with `s = bias + α·Σx²` over neighbouring channels: tfjs's own kernel, which wasm has not, as a product with a
 * band of ones. The band is its own transpose, so that the same product leads back.
 */
export const localResponseNormalization: LayerBuilder = (config, inputShapes) => {
  const shape = only(inputShapes);
  const channels = shape.at(-1) ?? 1;
  const radius = config.integer('depth_radius', 5);
  const bias = config.number('bias', 1);
  const alpha = config.number('alpha', 1);
  const beta = config.number('beta', 0.5);
  const normalized = (rows: tf.Tensor): tf.Tensor =>
    withGradient([rows], ([x], save) => {
      const neighbours = band(channels, radius);
      const sums = tf.add(tf.mul(tf.matMul(tf.square(x), neighbours), alpha), bias);
      save([x, sums, neighbours]);
      return {
        value: tf.mul(x, tf.pow(sums, -beta)),
        gradient: (dy, [xs = x, base = sums, near = neighbours]) => {
          const power = tf.pow(base, -beta);
          const shared = tf.matMul(tf.div(tf.mul(tf.mul(dy, xs), power), base), near);
          return [tf.sub(tf.mul(dy, power), tf.mul(tf.mul(xs, shared), 2 * alpha * beta))];
        },
      };
    });
  return {
    weights: [],
    outputShape: shape,
    activation: 'linear',
    call: (inputs) => asRows(only(inputs), [shape.length], normalized),
  };
};

export const rescaling: LayerBuilder = (config, inputShapes) => {
  const scale = config.number('scale', 1);
  const offset = config.number('offset', 0);
  return {
    weights: [],
    outputShape: only(inputShapes),
    activation: 'linear',
    call: (inputs) => tf.add(tf.mul(only(inputs), scale), offset),
  };
};

/** Keras's smallest deviation to divide by. */
const leastDeviation = 1e-7;

/** Fixed figures of the data, from the config, or from weights that are never trained. */
export const normalization: LayerBuilder = (config, inputShapes) => {
  config.mustBeOff('invert');
  const shape = only(inputShapes);
  const [axis = 0] = tensorAxes(config.numbersOr('axis', [-1]), shape.length + 1, (reason) => config.refuse(reason));
  if (axis !== shape.length) config.refuse(`axis ${axis}: only the last one is normalised`);
  const given = { mean: config.numbersOr('mean', []), variance: config.numbersOr('variance', []) };
  const slot = (name: string, size: readonly number[], value: number): WeightSlot => ({
    name,
    shape: size,
    initializer: { kind: 'constant', value },
    trainable: false,
  });
  const channels = [shape.at(-1) ?? 1];
  const own = given.mean.length === 0;
  return {
    weights: own ? [slot('mean', channels, 0), slot('variance', channels, 1), slot('count', [], 0)] : [],
    outputShape: shape,
    activation: 'linear',
    call: (inputs, [mean = tf.tensor1d(given.mean), variance = tf.tensor1d(given.variance)]) =>
      tf.div(tf.sub(only(inputs), mean), tf.maximum(tf.sqrt(variance), leastDeviation)),
  };
};
