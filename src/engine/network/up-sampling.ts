import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from './gradient.ts';
import { type LayerBuilder, only } from './layer.ts';
import { asImages } from './pooling.ts';

const upSampling =
  (axes: 1 | 2 | 3): LayerBuilder =>
  (config, inputShapes) => {
    config.channelsLast();
    const input = only(inputShapes);
    if (input.length !== axes + 1) config.refuse(`its input has shape [${input.join(', ')}], not ${axes + 1} sizes`);
    const size = config.sizes('size', axes, 2);
    const interpolation = axes === 2 ? config.string('interpolation', 'nearest') : 'nearest';
    if (interpolation !== 'nearest' && interpolation !== 'bilinear') config.refuse(`interpolation ${interpolation}`);
    const [down = 1, across = 1] = size;
    return {
      weights: [],
      outputShape: input.map((n, axis) => n * (size[axis] ?? 1)),
      activation: 'linear',
      call: (inputs) =>
        interpolation === 'bilinear' ? bilinear(only(inputs), [down, across]) : repeated(only(inputs), size),
    };
  };

export const upSampling1d = upSampling(1);
export const upSampling2d = upSampling(2);
export const upSampling3d = upSampling(3);

/** Each value several times along each axis; series and volumes as images that hold one or two of their axes. */
function repeated(x: tf.Tensor, [first = 1, second = 1, third = 1]: readonly number[]): tf.Tensor {
  const [batch = 1, a = 1, b = 1, c = 1, d = 1] = x.shape;
  if (x.rank === 4) return nearest(x, [first, second]);
  if (x.rank === 3) return tf.reshape(nearest(tf.reshape(x, [batch, a, 1, b]), [first, 1]), [batch, a * first, b]);
  const wide = nearest(tf.reshape(x, [batch * a, b, c, d]), [second, third]);
  const deep = nearest(tf.reshape(wide, [batch, a, b * second * c * third, d]), [first, 1]);
  return tf.reshape(deep, [batch, a * first, b * second, c * third, d]);
}

/** Stock cpu has the gradient of nearest wrong for batches above 1; it is the sum over each block, on every backend. */
const nearest = (images: tf.Tensor, size: readonly [number, number]): tf.Tensor =>
  withGradient([images], ([x]) => {
    const [, height = 1, width = 1] = x.shape;
    const value = tf.image.resizeNearestNeighbor(asImages(x), [height * size[0], width * size[1]]);
    return {
      value,
      gradient: (dy) => [tf.mul(tf.avgPool(asImages(dy), [...size], [...size], 'valid'), size[0] * size[1])],
    };
  });

/**
 * Bilinear with half-pixel centres, as Keras; tfjs-layers samples from the corner. Both axes are products with a small
 * interpolation matrix, whose gradient every backend has right.
 */
function bilinear(images: tf.Tensor, size: readonly [number, number]): tf.Tensor {
  const [batch = 1, height = 1, width = 1, channels = 1] = images.shape;
  const [tall, wide] = [height * size[0], width * size[1]];
  const rows = tf.tensor(interpolation(height, tall), [tall, height]);
  const columns = tf.tensor(interpolation(width, wide), [wide, width]);
  const high = tf.matMul(
    tf.tile(tf.expandDims(rows, 0), [batch, 1, 1]),
    tf.reshape(images, [batch, height, width * channels]),
  );
  const lines = tf.reshape(high, [batch * tall, width, channels]);
  const full = tf.matMul(tf.tile(tf.expandDims(columns, 0), [batch * tall, 1, 1]), lines);
  return tf.reshape(full, [batch, tall, wide, channels]);
}

function interpolation(from: number, to: number): Float32Array {
  const matrix = new Float32Array(to * from);
  for (let i = 0; i < to; i++) {
    const centre = Math.min(from - 1, Math.max(0, ((i + 0.5) * from) / to - 0.5));
    const low = Math.floor(centre);
    const high = Math.min(from - 1, low + 1);
    matrix[i * from + low] = (matrix[i * from + low] ?? 0) + 1 - (centre - low);
    matrix[i * from + high] = (matrix[i * from + high] ?? 0) + centre - low;
  }
  return matrix;
}
