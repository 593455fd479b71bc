import * as tf from '@tensorflow/tfjs-core';
import { convolve, type Pair } from './convolution.ts';

type Triple = readonly [number, number, number];

interface VolumeConvolution {
  readonly strides: Triple;
  readonly padding: 'same' | 'valid';
  readonly dilation: Triple;
}

/** Zeros around, and the number of positions after, a window along one axis; `size` of 0 or less where it does not fit. */
export function along(n: number, k: number, stride: number, dilation: number, padding: 'same' | 'valid') {
  const span = dilation * (k - 1) + 1;
  if (padding === 'valid') return { before: 0, size: Math.floor((n - span) / stride) + 1 };
  const size = Math.ceil(n / stride);
  return { before: Math.floor(Math.max(0, (size - 1) * stride + span - n) / 2), size };
}

/**
 * Convolution of volumes `[n, d, h, w, c]` with a filter `[kd, kh, kw, c, f]`, as one of images: for each depth of the
 * output, the depths that its window sees are laid side by side as channels. The 3-D kernels of tfjs are missing, slow or
 * wrong on some backend (wasm's gradients are wrong), those of images are ours and right on all.
 */
export function convolveVolume(
  x: tf.Tensor,
  filter: tf.Tensor,
  bias: tf.Tensor | undefined,
  { strides, padding, dilation }: VolumeConvolution,
  relu: boolean,
  inputGradient: boolean,
): tf.Tensor {
  const [batch = 1, depth = 1, height = 1, width = 1, channels = 1] = x.shape;
  const [taps = 1, rows = 1, columns = 1, , filters = 1] = filter.shape;
  const { before, size } = along(depth, taps, strides[0], dilation[0], padding);
  const slices = seenDepths(tf.reshape(x, [batch, depth, height * width * channels]), {
    before,
    size,
    stride: strides[0],
    offsets: Array.from({ length: taps }, (_, tap) => tap * dilation[0]),
  }).map((slice) => tf.reshape(slice, [batch * size, height, width, channels]));
  const images = slices.length === 1 ? slices[0] : tf.concat(slices, 3);
  // [kd, kh·kw, c·f] → [kh, kw, kd·c, f]: the depths of the window come before the channels, as in the images.
  const flat = tf.transpose(tf.reshape(filter, [taps, rows * columns, channels * filters]), [1, 0, 2]);
  const planar = tf.reshape(flat, [rows, columns, taps * channels, filters]);
  const flatStrides: Pair = [strides[1], strides[2]];
  const flatDilation: Pair = [dilation[1], dilation[2]];
  const y = convolve(
    images ?? x,
    planar,
    bias,
    { strides: flatStrides, padding, dilation: flatDilation },
    relu,
    inputGradient,
  );
  const [, outHeight = 1, outWidth = 1] = y.shape;
  return tf.reshape(y, [batch, size, outHeight, outWidth, filters]);
}

interface Depths {
  readonly before: number;
  readonly size: number;
  readonly stride: number;
  readonly offsets: readonly number[];
}

/** For each offset, the depths `offset + i·stride` for every `i < size`, of `[n, depth, values]` with zeros around. */
function seenDepths(x: tf.Tensor, { before, size, stride, offsets }: Depths): tf.Tensor[] {
  const [batch = 1, depth = 1, values = 1] = x.shape;
  // A whole number of strides, so that a strided slice is a plain one of [n, depth/stride, stride, values].
  const steps = Math.floor(Math.max(...offsets) / stride) + size;
  const total = steps * stride;
  const after = Math.max(0, total - before - depth);
  const padded =
    before + after === 0
      ? x
      : tf.pad(x, [
          [0, 0],
          [before, after],
          [0, 0],
        ]);
  const cut = before + depth + after === total ? padded : tf.slice(padded, [0, 0, 0], [batch, total, values]);
  const grid = tf.reshape(cut, [batch, steps, stride, values]);
  return offsets.map((offset) =>
    tf.slice(grid, [0, Math.floor(offset / stride), offset % stride, 0], [batch, size, 1, values]),
  );
}
