import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from './gradient.ts';
import { type LayerBuilder, only } from './layer.ts';
import { along } from './volume.ts';

type Pair = [number, number];
type Pool = (images: tf.Tensor4D, size: Pair, strides: Pair, padding: 'same' | 'valid') => tf.Tensor;

const pooling =
  (axes: 1 | 2 | 3, pool: Pool): LayerBuilder =>
  (config, inputShapes) => {
    config.channelsLast();
    const input = only(inputShapes);
    if (input.length !== axes + 1) config.refuse(`its input has shape [${input.join(', ')}], not ${axes + 1} sizes`);
    const size = config.sizes('pool_size', axes, 2);
    const strides = config.strides(size);
    const padding = config.samePadding();
    const sizes = size.map((k, axis) => along(input[axis] ?? 0, k, strides[axis] ?? 1, 1, padding).size);
    if (sizes.some((n) => n < 1)) {
      config.refuse(`a window of ${size.join('×')} does not fit into ${input.slice(0, -1).join('×')}`);
    }
    return {
      weights: [],
      outputShape: [...sizes, input[axes] ?? 0],
      activation: 'linear',
      call: (inputs) => poolAlong(pool, only(inputs), { size, strides, padding }),
    };
  };

interface Window {
  readonly size: readonly number[];
  readonly strides: readonly number[];
  readonly padding: 'same' | 'valid';
}

/**
 * Series run as images of height 1, volumes along height and width first and then along depth: a maximum of maxima is that
 * of all, and a mean of means too where each counts as many values, as here, where what lies outside does not count.
 */
function poolAlong(pool: Pool, x: tf.Tensor, { size, strides, padding }: Window): tf.Tensor {
  const [batch = 1, a = 1, b = 1, c = 1, d = 1] = x.shape;
  const [k = 1, second = 1, third = 1] = size;
  const [s = 1, secondStride = 1, thirdStride = 1] = strides;
  if (x.rank === 4) return pool(asImages(x), [k, second], [s, secondStride], padding);
  if (x.rank === 3) {
    const y = pool(asImages(tf.reshape(x, [batch, 1, a, b])), [1, k], [1, s], padding);
    return tf.reshape(y, [batch, -1, b]);
  }
  const flat = pool(
    asImages(tf.reshape(x, [batch * a, b, c, d])),
    [second, third],
    [secondStride, thirdStride],
    padding,
  );
  const [, height = 1, width = 1] = flat.shape;
  const deep = pool(asImages(tf.reshape(flat, [batch, a, height * width, d])), [k, 1], [s, 1], padding);
  return tf.reshape(deep, [batch, -1, height, width, d]);
}

const average: Pool = (x, size, strides, padding) =>
  padding === 'valid' ? tf.avgPool(x, size, strides, padding) : averageWithin(x, size, strides);

export const maxPooling1d = pooling(1, tf.maxPool);
export const maxPooling2d = pooling(2, tf.maxPool);
export const maxPooling3d = pooling(3, tf.maxPool);
export const averagePooling1d = pooling(1, average);
export const averagePooling2d = pooling(2, average);
export const averagePooling3d = pooling(3, average);

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

export function asImages(x: tf.Tensor): tf.Tensor4D {
  const [batch = 1, height = 1, width = 1, channels = 1] = x.shape;
  return tf.reshape<tf.Rank.R4>(x, [batch, height, width, channels]);
}
