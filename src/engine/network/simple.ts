import * as tf from '@tensorflow/tfjs-core';
import { dropout as seededDropout } from '../kernels/dropout.ts';
import { activationOf, softmax as softmaxAlong } from './activations.ts';
import { withGradient } from './gradient.ts';
import { type LayerBuilder, only, type RunnableLayer } from './layer.ts';

const elementwise = (
  shapes: readonly (readonly number[])[],
  call: RunnableLayer['call'],
  activation = 'linear',
): RunnableLayer => ({ weights: [], outputShape: only(shapes), activation, call });

const same: RunnableLayer['call'] = (inputs) => only(inputs);

export const flatten: LayerBuilder = (config, shapes) => {
  config.channelsLast();
  const size = only(shapes).reduce((product, n) => product * n, 1);
  return {
    weights: [],
    outputShape: [size],
    activation: 'linear',
    call: (inputs) => tf.reshape(only(inputs), [-1, size]),
  };
};

export const reshape: LayerBuilder = (config, shapes) => {
  const size = only(shapes).reduce((product, n) => product * n, 1);
  const target = config.numbers('target_shape');
  const known = target.filter((n) => n !== -1).reduce((product, n) => product * n, 1);
  const outputShape = target.map((n) => (n === -1 ? size / known : n));
  if (!outputShape.every(Number.isInteger) || outputShape.reduce((product, n) => product * n, 1) !== size) {
    config.refuse(`${size} values do not fit [${target.join(', ')}]`);
  }
  return {
    weights: [],
    outputShape,
    activation: 'linear',
    call: (inputs) => tf.reshape(only(inputs), [-1, ...outputShape]),
  };
};

export const dropout: LayerBuilder = (config, shapes) => {
  config.mustBeUnset('noise_shape');
  const rate = config.number('rate', 0.5);
  if (rate < 0 || rate >= 1) config.refuse(`rate ${rate} is not in [0, 1)`);
  return elementwise(shapes, (inputs, _, context) =>
    context.training && rate > 0 ? seededDropout(only(inputs), rate, context.seed) : only(inputs),
  );
};

export const activation: LayerBuilder = (config, shapes) => {
  const name = config.string('activation', 'linear');
  if (activationOf(name) === undefined) config.refuse(`activation ${name} is not known`);
  return elementwise(shapes, same, name);
};

export const softmax: LayerBuilder = (config, shapes) => {
  const rank = only(shapes).length + 1;
  const axis = config.integer('axis', -1);
  const place = axis < 0 ? axis + rank : axis;
  if (place < 1 || place >= rank) config.refuse(`axis ${axis} is not one of its input's`);
  return place === rank - 1
    ? elementwise(shapes, same, 'softmax')
    : elementwise(shapes, (inputs) => softmaxAlong(only(inputs), place));
};

/** Keras's ReLU: `x` from `threshold` to `max_value`, `negative_slope · (x − threshold)` below. */
export const relu: LayerBuilder = (config, shapes) => {
  const max = config.optionalNumber('max_value');
  const slope = config.number('negative_slope', 0);
  const threshold = config.number('threshold', 0);
  if (max === null && slope === 0 && threshold === 0) return elementwise(shapes, (inputs) => tf.relu(only(inputs)));
  if (max === 6 && slope === 0 && threshold === 0) return elementwise(shapes, (inputs) => tf.relu6(only(inputs)));
  return elementwise(shapes, (inputs) => bent(only(inputs), max, slope, threshold));
};

/** ReLU in general. Its parts have no gradients of their own in tfjs, or wrong ones where they meet. */
const bent = (input: tf.Tensor, max: number | null, slope: number, threshold: number): tf.Tensor =>
  withGradient([input], ([x], save) => {
    const above = tf.cast(tf.greaterEqual(x, threshold), 'float32');
    const passed = tf.mul(x, above);
    const positive = max === null ? passed : tf.minimum(passed, max);
    save([x]);
    return {
      value: slope === 0 ? positive : tf.add(positive, tf.mul(tf.minimum(tf.sub(x, threshold), 0), slope)),
      gradient: (dy, [saved = x]) => {
        const up = tf.cast(tf.greaterEqual(saved, threshold), 'float32');
        const free = max === null ? up : tf.mul(up, tf.cast(tf.less(saved, max), 'float32'));
        return [tf.mul(dy, slope === 0 ? free : tf.add(free, tf.mul(tf.sub(1, up), slope)))];
      },
    };
  });

export const leakyRelu: LayerBuilder = (config, shapes) => {
  // Keras 2 and tfjs call it alpha, Keras 3 negative_slope.
  const slope = config.number('negative_slope', config.number('alpha', 0.3));
  return elementwise(shapes, (inputs) => tf.leakyRelu(only(inputs), slope));
};

/** tfjs's Elu kernel has alpha 1; below zero the curve is scaled, above it is left alone. */
export const elu: LayerBuilder = (config, shapes) => {
  const alpha = config.number('alpha', 1);
  if (alpha === 1) return elementwise(shapes, (inputs) => tf.elu(only(inputs)));
  return elementwise(shapes, (inputs) => {
    const x = only(inputs);
    return tf.add(tf.relu(x), tf.mul(tf.elu(tf.neg(tf.relu(tf.neg(x)))), alpha));
  });
};

/** `α·x` below 0, with a trained α. */
export const prelu: LayerBuilder = (config, shapes) => {
  const shape = only(shapes);
  const shared = config.numbersOr('shared_axes', []);
  const slopes = shape.map((n, i) => (shared.includes(i + 1) ? 1 : n));
  return {
    weights: [config.weight('alpha', slopes, 'zeros')],
    outputShape: shape,
    activation: 'linear',
    call: (inputs, [alpha]) => {
      const x = only(inputs);
      if (alpha === undefined) throw new Error('alpha is missing');
      return tf.sub(tf.relu(x), tf.mul(tf.relu(tf.neg(x)), alpha));
    },
  };
};

export const concatenate: LayerBuilder = (config, shapes) => {
  const first = only(shapes);
  const axis = config.integer('axis', -1);
  const place = axis < 0 ? axis + first.length : axis - 1;
  if (place < 0 || place >= first.length) config.refuse(`axis ${axis} is not one of its inputs'`);
  const agree = (shape: readonly number[]): boolean =>
    shape.length === first.length && shape.every((n, i) => i === place || n === first[i]);
  const odd = shapes.find((shape) => !agree(shape));
  if (odd !== undefined) config.refuse(`[${first.join(', ')}] and [${odd.join(', ')}] differ beside axis ${axis}`);
  const joined = shapes.reduce((sum, shape) => sum + (shape[place] ?? 0), 0);
  return {
    weights: [],
    outputShape: first.map((n, i) => (i === place ? joined : n)),
    activation: 'linear',
    call: (inputs) => (inputs.length === 1 ? only(inputs) : tf.concat([...inputs], place + 1)),
  };
};
