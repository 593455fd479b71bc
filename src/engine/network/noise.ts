import * as tf from '@tensorflow/tfjs-core';
import { dropout } from '../kernels/dropout.ts';
import { normalStream } from '../random.ts';
import type { ConfigReader } from './config.ts';
import { type CallContext, type LayerBuilder, only } from './layer.ts';

/** A layer that changes its input in training only. */
const inTraining =
  (changed: (x: tf.Tensor, context: CallContext, config: ConfigReader) => tf.Tensor): LayerBuilder =>
  (config, shapes) => ({
    weights: [],
    outputShape: only(shapes),
    activation: 'linear',
    call: (inputs, _, context) => (context.training ? changed(only(inputs), context, config) : only(inputs)),
  });

const rateOf = (config: ConfigReader): number => {
  const rate = config.number('rate', 0.5);
  return rate >= 0 && rate < 1 ? rate : config.refuse(`rate ${rate} is not in [0, 1)`);
};

/** Numbers of mean 0 and deviation 1. Drawn on the CPU, as tfjs itself does: no backend can draw them. */
function normals(shape: readonly number[], seed: number): tf.Tensor {
  const values = new Float32Array(shape.reduce((product, n) => product * n, 1));
  const next = normalStream(seed);
  for (let i = 0; i < values.length; i++) values[i] = next();
  return tf.tensor(values, [...shape]);
}

/** One decision for each channel of each sample. */
export const spatialDropout = inTraining((x, { seed }, config) => {
  config.channelsLast();
  const shape = x.shape.map((n, axis) => (axis === 0 || axis === x.rank - 1 ? n : 1));
  return tf.mul(x, dropout(tf.ones(shape), rateOf(config), seed));
});

export const gaussianNoise = inTraining((x, { seed }, config) =>
  tf.add(x, tf.mul(normals(x.shape, seed), config.number('stddev', 0))),
);

export const gaussianDropout = inTraining((x, { seed }, config) => {
  const rate = rateOf(config);
  return tf.mul(x, tf.add(tf.mul(normals(x.shape, seed), Math.sqrt(rate / (1 - rate))), 1));
});

/** What SELU tends to for very negative values. */
const least = -1.0507009873554805 * 1.6732632423543772;

/** Klambauer et al. 2017, section 3: what is dropped goes to SELU's least value; an affine map mends mean and variance. */
export const alphaDropout = inTraining((x, { seed }, config) => {
  const rate = rateOf(config);
  const factor = 1 / Math.sqrt((1 - rate) * (1 + rate * least ** 2));
  const kept = tf.mul(dropout(tf.ones(x.shape), rate, seed), 1 - rate);
  const mixed = tf.add(tf.mul(x, kept), tf.mul(tf.sub(1, kept), least));
  return tf.add(tf.mul(mixed, factor), -factor * least * rate);
});
