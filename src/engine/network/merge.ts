import * as tf from '@tensorflow/tfjs-core';
import { type LayerBuilder, only } from './layer.ts';
import { toUnitLength } from './sample-normalization.ts';

/** Shapes lined up from the last axis; a size of 1, or none, serves every position. `null` where two sizes differ. */
function broadcast(shapes: readonly (readonly number[])[]): number[] | null {
  const rank = Math.max(...shapes.map(({ length }) => length));
  const sizes = Array.from({ length: rank }, (_, i) => shapes.map((shape) => shape.at(i - rank) ?? 1));
  const merged = sizes.map((along) => Math.max(...along));
  return sizes.every((along, i) => along.every((n) => n === 1 || n === merged[i])) ? merged : null;
}

/** The batch stays first, whatever axes are missing after it. */
function aligned(x: tf.Tensor, rank: number): tf.Tensor {
  const [batch = 1, ...sizes] = x.shape;
  const missing = Array.from({ length: rank - sizes.length }, () => 1);
  return missing.length === 0 ? x : tf.reshape(x, [batch, ...missing, ...sizes]);
}

const merge =
  (join: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor, finish = (x: tf.Tensor, _count: number) => x): LayerBuilder =>
  (config, shapes) => {
    const outputShape = broadcast(shapes);
    if (outputShape === null) {
      return config.refuse(`${shapes.map((shape) => `[${shape.join(', ')}]`).join(' and ')} differ`);
    }
    return {
      weights: [],
      outputShape,
      activation: 'linear',
      call: (inputs) => {
        const [first, ...others] = inputs.map((x) => aligned(x, outputShape.length));
        if (first === undefined) throw new Error('nothing to merge');
        return finish(
          others.reduce((sum: tf.Tensor, x) => join(sum, x), first),
          inputs.length,
        );
      },
    };
  };

export const add = merge((a, b) => tf.add(a, b));
export const subtract = merge((a, b) => tf.sub(a, b));
export const multiply = merge((a, b) => tf.mul(a, b));
export const maximum = merge((a, b) => tf.maximum(a, b));
export const minimum = merge((a, b) => tf.minimum(a, b));
export const average = merge(
  (a, b) => tf.add(a, b),
  (sum, count) => tf.div(sum, count),
);

/** Products summed over one axis of each input: `[…, a]` and `[…, a]` become what is left of one, then of the other. */
export const dot: LayerBuilder = (config, shapes) => {
  const axes = config.numbersOr('axes', [-1]);
  const places = shapes.map((shape, i) => {
    const axis = axes[i] ?? axes[0] ?? -1;
    return axis < 0 ? axis + shape.length + 1 : axis;
  });
  const normalize = config.boolean('normalize', false);
  const [depth, other] = shapes.map((shape, i) => shape[(places[i] ?? 0) - 1]);
  if (shapes.length !== 2 || depth === undefined || depth !== other) {
    config.refuse(
      `axes ${axes.join(', ')} do not match ${shapes.map((shape) => `[${shape.join(', ')}]`).join(' and ')}`,
    );
  }
  const left = shapes.flatMap((shape, i) => shape.filter((_, place) => place + 1 !== places[i]));
  const outputShape = left.length === 0 ? [1] : left;
  const vectors = (x: tf.Tensor, place: number): tf.Tensor => {
    const batch = x.shape[0] ?? 1;
    const others = x.shape.map((_, i) => i).filter((i) => i !== place);
    const turned = place === x.rank - 1 ? x : tf.transpose(x, [...others, place]);
    const rows = tf.reshape(turned, [-1, depth ?? 1]);
    return tf.reshape(normalize ? toUnitLength(rows) : rows, [batch, -1, depth ?? 1]);
  };
  return {
    weights: [],
    outputShape,
    activation: 'linear',
    call: (inputs) => {
      const [a, b] = inputs.map((x, i) => vectors(x, places[i] ?? 1));
      if (a === undefined || b === undefined) throw new Error('two inputs were expected');
      return tf.reshape(tf.matMul(a, b, false, true), [-1, ...outputShape]);
    },
  };
};

/** Axes in another order; Keras counts those of a sample from 1. */
export const permute: LayerBuilder = (config, shapes) => {
  const shape = only(shapes);
  const dims = config.numbers('dims');
  const outputShape = dims.map((axis) => shape[axis - 1] ?? config.refuse(`it has no axis ${axis}`));
  if (dims.length !== shape.length || new Set(dims).size !== dims.length) {
    config.refuse(`[${dims.join(', ')}] is no order of ${shape.length} axes`);
  }
  return {
    weights: [],
    outputShape,
    activation: 'linear',
    call: (inputs) => tf.transpose(only(inputs), [0, ...dims]),
  };
};

/** The gradient of a repetition is a sum, which that of a product with ones is. */
export const repeatVector: LayerBuilder = (config, shapes) => {
  const [width = 1] = only(shapes);
  const times = config.integer('n');
  return {
    weights: [],
    outputShape: [times, width],
    activation: 'linear',
    call: (inputs) => tf.mul(tf.reshape(only(inputs), [-1, 1, width]), tf.ones([1, times, 1])),
  };
};
