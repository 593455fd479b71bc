import * as tf from '@tensorflow/tfjs-core';
import { type LayerBuilder, only } from './layer.ts';

type Sides = readonly [number, number];

/** Adds zeros before and after, or cuts off as much where a side is negative, along one axis of `[before, n, after]`. */
function resized(x: tf.Tensor, [before, after]: Sides): tf.Tensor {
  const [outer = 1, n = 1, inner = 1] = x.shape;
  if (before === 0 && after === 0) return x;
  if (before < 0 || after < 0) return tf.slice(x, [0, -before, 0], [outer, n + before + after, inner]);
  return tf.pad(x, [
    [0, 0],
    [before, after],
    [0, 0],
  ]);
}

/** One axis after the other, each as the middle one of three: WebGL pads no more than four dimensions. */
function withBorders(x: tf.Tensor, sides: readonly Sides[]): tf.Tensor {
  const shape = [...x.shape];
  let y = x;
  for (const [i, side] of sides.entries()) {
    const axis = i + 1;
    const inner = shape.slice(axis + 1).reduce((product, n) => product * n, 1);
    const outer = shape.slice(0, axis).reduce((product, n) => product * n, 1);
    y = resized(tf.reshape(y, [outer, shape[axis] ?? 1, inner]), side);
    shape[axis] = y.shape[1] ?? 1;
  }
  return tf.reshape(y, shape);
}

const borders =
  (axes: number, key: 'padding' | 'cropping'): LayerBuilder =>
  (config, inputShapes) => {
    config.channelsLast();
    const input = only(inputShapes);
    if (input.length !== axes + 1) config.refuse(`its input has shape [${input.join(', ')}], not ${axes + 1} sizes`);
    const sign = key === 'padding' ? 1 : -1;
    const sides = config.borders(key, axes).map(([before, after]): Sides => [sign * before, sign * after]);
    const outputShape = input.map((n, axis) => n + (sides[axis]?.[0] ?? 0) + (sides[axis]?.[1] ?? 0));
    if (outputShape.some((n) => n < 1)) config.refuse(`nothing is left of [${input.join(', ')}]`);
    return {
      weights: [],
      outputShape,
      activation: 'linear',
      call: (inputs) => withBorders(only(inputs), sides),
    };
  };

export const zeroPadding1d = borders(1, 'padding');
export const zeroPadding2d = borders(2, 'padding');
export const zeroPadding3d = borders(3, 'padding');
export const cropping1d = borders(1, 'cropping');
export const cropping2d = borders(2, 'cropping');
export const cropping3d = borders(3, 'cropping');
