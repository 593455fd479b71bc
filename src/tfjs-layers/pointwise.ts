import { type LayerSpec, only, type Sizes, sameShape } from './spec.ts';
import type { Tensor, Tf } from './tf.ts';

/** Keras's ReLU in full; tfjs reads its maximum only. Comparisons have no gradient, so that the parts stand as factors. */
const relu: LayerSpec = {
  className: 'ReLU',
  insteadOfStock: (options) => options.number('negativeSlope', 0) !== 0 || options.number('threshold', 0) !== 0,
  outputShape: sameShape,
  call: (tf, inputs, _, options) => {
    const x = only(inputs);
    const threshold = options.number('threshold', 0);
    const above = tf.cast(tf.greaterEqual(x, threshold), 'float32');
    const passed = tf.mul(x, above);
    const positive = options.has('maxValue') ? tf.minimum(passed, options.number('maxValue', 0)) : passed;
    const below = tf.mul(tf.sub(x, threshold), tf.sub(1, above));
    return tf.add(positive, tf.mul(below, options.number('negativeSlope', 0)));
  },
};

const elu: LayerSpec = {
  className: 'ELU',
  insteadOfStock: (options) => options.number('alpha', 1) !== 1,
  outputShape: sameShape,
  call: (tf, inputs, _, options) => {
    const x = only(inputs);
    return tf.add(tf.relu(x), tf.mul(tf.elu(tf.neg(tf.relu(tf.neg(x)))), options.number('alpha', 1)));
  },
};

/** A decision for each channel of each sample, whatever its position; changes nothing but in training. */
const spatialDropout = (axes: 2 | 3): LayerSpec => ({
  className: `SpatialDropout${axes}D`,
  outputShape: sameShape,
  call: (tf, inputs, _, options, { training }) => {
    const x = only(inputs);
    const rate = options.number('rate', 0.5);
    if (!training || rate <= 0) return x;
    return tf.dropout(x, rate, [x.shape[0] ?? 1, ...new Array<number>(axes).fill(1), x.shape.at(-1) ?? 1]);
  },
});

/** The batch stays first, whatever axes are missing after it. */
const aligned = (tf: Tf, x: Tensor, rank: number): Tensor =>
  tf.reshape(x, [x.shape[0] ?? 1, ...new Array<number>(rank - x.rank).fill(1), ...x.shape.slice(1)]);

const subtract: LayerSpec = {
  className: 'Subtract',
  outputShape: (_, inputs): Sizes => {
    const rank = Math.max(...inputs.map(({ length }) => length));
    return Array.from({ length: rank }, (_, i) => Math.max(...inputs.map((sizes) => sizes.at(i - rank) ?? 1)));
  },
  call: (tf, inputs) => {
    const rank = Math.max(...inputs.map((x) => x.rank));
    const [a, b] = inputs.map((x) => aligned(tf, x, rank));
    if (a === undefined || b === undefined) throw new Error('Subtract takes two inputs.');
    return tf.sub(a, b);
  },
};

export const pointwiseLayers: readonly LayerSpec[] = [relu, elu, spatialDropout(2), spatialDropout(3), subtract];
