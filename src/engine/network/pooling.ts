import * as tf from '@tensorflow/tfjs-core';
import type { ConfigReader } from './config.ts';
import { withGradient } from './gradient.ts';
import { type LayerBuilder, only } from './layer.ts';

const pooling =
  (pool: (x: tf.Tensor4D, size: [number, number], strides: [number, number], padding: 'same' | 'valid') => tf.Tensor) =>
  (config: ConfigReader, inputShapes: readonly (readonly number[])[]) => {
    config.channelsLast();
    const [height = 0, width = 0, channels = 0] = image(config, only(inputShapes));
    const size = config.pair('pool_size', [2, 2]);
    const strides = config.pair('strides', size);
    const padding = config.samePadding();
    const info = tf.backend_util.computePool2DInfo([1, height, width, channels], size, strides, 1, padding);
    if (info.outHeight < 1 || info.outWidth < 1) {
      config.refuse(`a window of ${size.join('×')} does not fit into ${height}×${width}`);
    }
    return {
      weights: [],
      outputShape: [info.outHeight, info.outWidth, channels],
      activation: 'linear',
      call: (inputs: readonly tf.Tensor[]) => pool(asImages(only(inputs)), size, strides, padding),
    };
  };

export const maxPooling2d: LayerBuilder = pooling(tf.maxPool);
export const averagePooling2d: LayerBuilder = pooling((x, size, strides, padding) =>
  padding === 'valid' ? tf.avgPool(x, size, strides, padding) : averageWithin(x, size, strides),
);

/**
 * Average pooling with `same` padding. Every backend averages over the values inside the image, yet divides the
 * gradient by the whole window, padding included; `dy` is scaled beforehand to make up for it.
 */
const averageWithin = (images: tf.Tensor4D, size: [number, number], strides: [number, number]): tf.Tensor =>
  withGradient([images], ([x], save) => {
    save([x]);
    const [, height = 1, width = 1] = x.shape;
    const info = tf.backend_util.computePool2DInfo([1, height, width, 1], size, strides, 1, 'same');
    const shares = windowShares(info);
    return {
      value: tf.avgPool(x, size, strides, 'same'),
      gradient: (dy, [saved = x]) => {
        const scale = tf.tensor(shares, [1, info.outHeight, info.outWidth, 1]);
        const attrs = { filterSize: size, strides, pad: 'same' };
        return [tf.engine().runKernel<tf.Tensor>(tf.AvgPoolGrad, { dy: tf.mul(dy, scale), input: saved }, attrs)];
      },
    };
  });

/** Whole window over the part of it inside the image, for each output position. */
function windowShares(info: ReturnType<typeof tf.backend_util.computePool2DInfo>): Float32Array {
  const { outHeight, outWidth, inHeight, inWidth, filterHeight, filterWidth, strideHeight, strideWidth, padInfo } =
    info;
  const inside = (place: number, stride: number, before: number, filter: number, length: number): number =>
    Math.min(length, place * stride - before + filter) - Math.max(0, place * stride - before);
  return Float32Array.from({ length: outHeight * outWidth }, (_, i) => {
    const rows = inside(Math.floor(i / outWidth), strideHeight, padInfo.top, filterHeight, inHeight);
    const columns = inside(i % outWidth, strideWidth, padInfo.left, filterWidth, inWidth);
    return (filterHeight * filterWidth) / (rows * columns);
  });
}

export const globalAveragePooling2d: LayerBuilder = (config, inputShapes) => {
  const shape = globalShape(config, only(inputShapes));
  return {
    weights: [],
    outputShape: shape,
    activation: 'linear',
    call: (inputs) => tf.reshape(tf.mean(only(inputs), [1, 2]), [-1, ...shape]),
  };
};

export const globalMaxPooling2d: LayerBuilder = (config, inputShapes) => {
  const shape = globalShape(config, only(inputShapes));
  return {
    weights: [],
    outputShape: shape,
    activation: 'linear',
    call: (inputs) => tf.reshape(globalMax(only(inputs)), [-1, ...shape]),
  };
};

/** Equal maxima share the gradient, as in TensorFlow; tfjs gives all of it to each, which is not a gradient. */
const globalMax = (images: tf.Tensor): tf.Tensor =>
  withGradient([images], ([x], save) => {
    const value = tf.max(x, [1, 2], true);
    save([x, value]);
    return {
      value,
      gradient: (dy, saved) => {
        const [xs = x, top = value] = saved;
        const winners = tf.cast(tf.equal(xs, top), 'float32');
        return [tf.mul(winners, tf.div(dy, tf.sum(winners, [1, 2], true)))];
      },
    };
  });

function globalShape(config: ConfigReader, input: readonly number[]): number[] {
  config.channelsLast();
  const channels = image(config, input)[2] ?? 0;
  return config.boolean('keepdims', false) ? [1, 1, channels] : [channels];
}

function image(config: ConfigReader, shape: readonly number[]): readonly number[] {
  if (shape.length !== 3) config.refuse(`its input has shape [${shape.join(', ')}], not [height, width, channels]`);
  return shape;
}

export function asImages(x: tf.Tensor): tf.Tensor4D {
  const [batch = 1, height = 1, width = 1, channels = 1] = x.shape;
  return tf.reshape<tf.Rank.R4>(x, [batch, height, width, channels]);
}

export const zeroPadding2d: LayerBuilder = (config, inputShapes) => {
  config.channelsLast();
  const [height = 0, width = 0, channels = 0] = image(config, only(inputShapes));
  const [rows, columns] = config.padding('padding');
  return {
    weights: [],
    outputShape: [height + rows[0] + rows[1], width + columns[0] + columns[1], channels],
    activation: 'linear',
    call: (inputs) => tf.pad(only(inputs), [[0, 0], rows, columns, [0, 0]]),
  };
};

export const upSampling2d: LayerBuilder = (config, inputShapes) => {
  config.channelsLast();
  const [height = 0, width = 0, channels = 0] = image(config, only(inputShapes));
  const size = config.pair('size', [2, 2]);
  const interpolation = config.string('interpolation', 'nearest');
  if (interpolation !== 'nearest' && interpolation !== 'bilinear') config.refuse(`interpolation ${interpolation}`);
  const outputShape = [height * size[0], width * size[1], channels];
  return {
    weights: [],
    outputShape,
    activation: 'linear',
    call: (inputs) => (interpolation === 'nearest' ? nearest(only(inputs), size) : bilinear(only(inputs), size)),
  };
};

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
