import * as tf from '@tensorflow/tfjs-core';
import { given } from './convolution.ts';
import { type LayerBuilder, only } from './layer.ts';

/** Adds a trained vector to each position of `[T, D]`. */
export const addPositionEmbedding: LayerBuilder = (config, shapes) => {
  const [steps = 0, width = 0] = only(shapes);
  const length = config.integer('sequence_length', steps);
  if (length < steps) config.refuse(`it has vectors for ${length} positions, the series has ${steps}`);
  return {
    weights: [config.weight('embeddings', [length, width], 'uniform')],
    outputShape: only(shapes),
    activation: 'linear',
    call: (inputs, [table]) => {
      const rows = given(table);
      return tf.add(only(inputs), length === steps ? rows : tf.slice(rows, [0, 0], [steps, width]));
    },
  };
};

/** Sines in the even places of a position's vector, cosines in the odd ones; the wave of a pair is λ^(2i/D) long. */
function waves(steps: number, width: number, longest: number): Float32Array {
  return Float32Array.from({ length: steps * width }, (_, at) => {
    const place = at % width;
    const angle = Math.floor(at / width) / longest ** ((place - (place % 2)) / width);
    return place % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
  });
}

/** Vaswani et al. 2017, section 3.5. */
export const addSinePositionEmbedding: LayerBuilder = (config, shapes) => {
  const [steps = 0, width = 0] = only(shapes);
  const values = waves(steps, width, config.number('max_wavelength', 10_000));
  return {
    weights: [],
    outputShape: only(shapes),
    activation: 'linear',
    call: (inputs) => tf.add(only(inputs), tf.tensor(values, [steps, width])),
  };
};

/** Puts a trained step before the series. */
export const classToken: LayerBuilder = (config, shapes) => {
  const [steps = 0, width = 0] = only(shapes);
  return {
    weights: [config.weight('embeddings', [1, width], 'zeros')],
    outputShape: [steps + 1, width],
    activation: 'linear',
    call: (inputs, [token]) => {
      const x = only(inputs);
      const first = tf.mul(tf.ones([x.shape[0] ?? 1, 1, 1]), tf.reshape(given(token), [1, 1, width]));
      return tf.concat([first, x], 1);
    },
  };
};

/** One step of a series. */
export const takeToken: LayerBuilder = (config, shapes) => {
  const [steps = 0, width = 0] = only(shapes);
  const index = config.integer('index', 0);
  const place = index < 0 ? index + steps : index;
  if (place < 0 || place >= steps) config.refuse(`position ${index} is not one of ${steps}`);
  return {
    weights: [],
    outputShape: [width],
    activation: 'linear',
    call: (inputs) => tf.reshape(tf.slice(only(inputs), [0, place, 0], [-1, 1, width]), [-1, width]),
  };
};

/** Patches of an image as a series of vectors: rows of patches one behind the other, as a convolution would put them. */
export const patchEmbedding: LayerBuilder = (config, shapes) => {
  const [height = 0, breadth = 0, channels = 0] = only(shapes);
  const [down, across] = config.pair('patch_size', [16, 16]);
  const width = config.integer('output_dim');
  const [rows, columns] = [Math.floor(height / down), Math.floor(breadth / across)];
  if (rows < 1 || columns < 1) config.refuse(`a patch of ${down}×${across} does not fit into ${height}×${breadth}`);
  const biased = config.boolean('use_bias', true);
  return {
    weights: [
      config.weight('kernel', [down, across, channels, width], 'glorotUniform'),
      ...(biased ? [config.weight('bias', [width], 'zeros')] : []),
    ],
    outputShape: [rows * columns, width],
    activation: 'linear',
    call: (inputs, [kernel, bias]) => {
      const whole = tf.slice(only(inputs), [0, 0, 0, 0], [-1, rows * down, columns * across, channels]);
      // [batch·rows, down, columns, across·channels]: the lines of a row of patches, then the patches.
      const lines = tf.reshape(whole, [-1, down, columns, across * channels]);
      const patches = tf.reshape(tf.transpose(lines, [0, 2, 1, 3]), [-1, down * across * channels]);
      const product = tf.matMul(patches, tf.reshape(given(kernel), [down * across * channels, width]));
      const y = bias === undefined ? product : tf.add(product, bias);
      return tf.reshape(y, [-1, rows * columns, width]);
    },
  };
};
