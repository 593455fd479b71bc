import * as tf from '@tensorflow/tfjs-core';
import { given } from './convolution.ts';
import { withGradient } from './gradient.ts';
import { type LayerBuilder, only } from './layer.ts';

/** Values of a one-hot matrix that are made at a time: 64 MB. */
const oneHotLimit = 2 ** 24;

/** Each id's row of a table `[V, D]`; ids come as float32, as all that is fed to a network. */
export const embedding: LayerBuilder = (config, shapes) => {
  if (config.boolean('mask_zero', false)) config.refuse('masking is not supported');
  const shape = only(shapes);
  const vocabulary = config.integer('input_dim');
  const width = config.integer('output_dim');
  return {
    weights: [config.weight('embeddings', [vocabulary, width], 'uniform')],
    outputShape: [...shape, width],
    activation: 'linear',
    call: (inputs, [table]) => {
      const ids = tf.reshape(tf.cast(only(inputs), 'int32'), [-1]);
      return tf.reshape(rowsOf(given(table), ids), [-1, ...shape, width]);
    },
  };
};

function rowsOf(table: tf.Tensor, ids: tf.Tensor): tf.Tensor {
  const [vocabulary = 0] = table.shape;
  return withGradient([table], (_, save) => {
    save([ids]);
    return {
      value: tf.gather(table, tf.cast(ids, 'int32')),
      gradient: (dy, [saved = ids]) => [sumById(dy, saved, vocabulary)],
    };
  });
}

/**
 * Sum of the rows of `dy` `[N, D]` that have the same id, `[V, D]`. tfjs's own kernel for it is wrong on WebGPU, where
 * threads add to one value at once, and slow on WebGL; a product with the ids' one-hot matrix is right everywhere.
 */
function sumById(dy: tf.Tensor, ids: tf.Tensor, vocabulary: number): tf.Tensor {
  if (tf.engine().backendName === 'wasm') {
    return tf
      .engine()
      .runKernel<tf.Tensor>(tf.UnsortedSegmentSum, { x: dy, segmentIds: ids }, { numSegments: vocabulary });
  }
  const [rows = 0, width = 0] = dy.shape;
  const chunk = Math.max(1, Math.floor(oneHotLimit / vocabulary));
  let total: tf.Tensor = tf.zeros([vocabulary, width]);
  for (let start = 0; start < rows; start += chunk) {
    const size = Math.min(chunk, rows - start);
    const before = total;
    total = tf.tidy(() => {
      const marks = tf.oneHot(tf.cast(tf.slice(ids, [start], [size]), 'int32'), vocabulary);
      return tf.add(before, tf.matMul(tf.cast(marks, 'float32'), tf.slice(dy, [start, 0], [size, width]), true, false));
    });
    before.dispose();
  }
  return total;
}

/** Scores of all tokens: `x` `[…, D]` times the transposed table `[V, D]`. */
export const reverseEmbedding: LayerBuilder = (config, shapes) => {
  const shape = only(shapes);
  const vocabulary = config.integer('input_dim');
  const width = shape.at(-1) ?? 0;
  return {
    weights: [config.weight('embeddings', [vocabulary, width], 'uniform')],
    outputShape: [...shape.slice(0, -1), vocabulary],
    activation: 'linear',
    call: (inputs, [table]) => {
      const rows = tf.reshape(only(inputs), [-1, width]);
      return tf.reshape(tf.matMul(rows, given(table), false, true), [-1, ...shape.slice(0, -1), vocabulary]);
    },
  };
};
