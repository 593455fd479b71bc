import * as tf from '@tensorflow/tfjs-core';
import { asRows, withAxesLast } from './axes.ts';
import { given } from './convolution.ts';
import { withGradient } from './gradient.ts';
import { type LayerBuilder, only, type WeightSlot } from './layer.ts';

/**
 * Batch normalisation. In training it uses the batch's statistics, with a gradient of its own: 10
 * kernels where tfjs-layers takes 86, and it works with scale or centre off, where tfjs-layers crashes.
 * Ioffe and Szegedy 2015, section 3.
 */
export const batchNormalization: LayerBuilder = (config, inputShapes) => {
  const shape = only(inputShapes);
  const axis = readAxis(config.integer('axis', -1), shape.length + 1);
  const channels = shape[axis - 1] ?? config.refuse(`axis ${axis} is not one of its input's`);
  const momentum = config.number('momentum', 0.99);
  const epsilon = config.number('epsilon', 0.001);
  const scale = config.boolean('scale', true);
  const center = config.boolean('center', true);
  const { trainable } = config;
  const moving = (name: string, fallback: string): WeightSlot => ({
    ...config.weight(name, [channels], fallback),
    trainable: false,
  });
  return {
    weights: [
      ...(scale ? [config.weight('gamma', [channels], 'ones')] : []),
      ...(center ? [config.weight('beta', [channels], 'zeros')] : []),
      moving('moving_mean', 'zeros'),
      moving('moving_variance', 'ones'),
    ],
    outputShape: shape,
    activation: 'linear',
    ...(trainable ? { movesWeights: true } : {}),
    call: (inputs, weights, context) => {
      const x = only(inputs);
      const gamma = scale ? weights[0] : undefined;
      const beta = center ? weights[scale ? 1 : 0] : undefined;
      const mean = given(weights.at(-2));
      const variance = given(weights.at(-1));
      if (!context.training || !trainable) {
        return withAxesLast(x, [axis], (turned) => withMovingStatistics(turned, gamma, beta, mean, variance, epsilon));
      }
      return asRows(x, [axis], (rows) =>
        withBatchStatistics(rows, gamma, beta, epsilon, (batchMean, batchVariance) => {
          context.assign('moving_mean', moved(mean, batchMean, momentum));
          context.assign('moving_variance', moved(variance, batchVariance, momentum));
        }),
      );
    },
  };
};

const readAxis = (axis: number, rank: number): number => (axis < 0 ? axis + rank : axis);

const moved = (old: tf.Tensor, batch: tf.Tensor, momentum: number): tf.Tensor =>
  tf.add(tf.mul(old, momentum), tf.mul(batch, 1 - momentum));

function withMovingStatistics(
  x: tf.Tensor,
  gamma: tf.Tensor | undefined,
  beta: tf.Tensor | undefined,
  mean: tf.Tensor,
  variance: tf.Tensor,
  epsilon: number,
): tf.Tensor {
  const inverse = tf.rsqrt(tf.add(variance, epsilon));
  const factor = gamma === undefined ? inverse : tf.mul(inverse, gamma);
  const shift = tf.neg(tf.mul(mean, factor));
  return tf.add(tf.mul(x, factor), beta === undefined ? shift : tf.add(shift, beta));
}

export function withBatchStatistics(
  rows: tf.Tensor,
  gamma: tf.Tensor | undefined,
  beta: tf.Tensor | undefined,
  epsilon: number,
  observe: (mean: tf.Tensor, variance: tf.Tensor) => void,
): tf.Tensor {
  const inputs = [rows, ...(gamma === undefined ? [] : [gamma]), ...(beta === undefined ? [] : [beta])];
  return withGradient(inputs, (_, save) => {
    const count = rows.shape[0] ?? 1;
    const mean = tf.div(tf.sum(rows, 0), count);
    const centred = tf.sub(rows, mean);
    const variance = tf.div(tf.sum(tf.square(centred), 0), count);
    observe(mean, variance);
    const inverse = tf.rsqrt(tf.add(variance, epsilon));
    const factor = gamma === undefined ? inverse : tf.mul(inverse, gamma);
    const scaled = tf.mul(centred, factor);
    const value = beta === undefined ? scaled : tf.add(scaled, beta);
    save([centred, inverse, factor]);
    return {
      value,
      gradient: (dy, saved) => {
        const [away = centred, spread = inverse, weight = factor] = saved;
        const dBeta = tf.sum(dy, 0);
        // Gradient of gamma: dy times the normalised input, whose deviation is taken out of the sum.
        const dGamma = tf.mul(tf.sum(tf.mul(dy, away), 0), spread);
        const slope = tf.div(tf.mul(dGamma, spread), count);
        const dx = tf.mul(tf.sub(tf.sub(dy, tf.div(dBeta, count)), tf.mul(away, slope)), weight);
        return [dx, ...(gamma === undefined ? [] : [dGamma]), ...(beta === undefined ? [] : [dBeta])];
      },
    };
  });
}
