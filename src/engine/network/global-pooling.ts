import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from './gradient.ts';
import { type LayerBuilder, only } from './layer.ts';

/** All places of a series, an image or a volume lie along one axis: `[n, places, c]` becomes `[n, 1, c]`. */
const globalPooling =
  (axes: number, reduce: (places: tf.Tensor) => tf.Tensor): LayerBuilder =>
  (config, inputShapes) => {
    config.channelsLast();
    const input = only(inputShapes);
    if (input.length !== axes + 1) config.refuse(`its input has shape [${input.join(', ')}], not ${axes + 1} sizes`);
    const channels = input[axes] ?? 0;
    const places = input.slice(0, axes).reduce((product, n) => product * n, 1);
    const kept = config.boolean('keepdims', false) ? new Array<number>(axes).fill(1) : [];
    const outputShape = [...kept, channels];
    return {
      weights: [],
      outputShape,
      activation: 'linear',
      call: (inputs) => {
        const lined = tf.reshape(only(inputs), [-1, places, channels]);
        return tf.reshape(reduce(lined), [-1, ...outputShape]);
      },
    };
  };

const mean = (places: tf.Tensor): tf.Tensor => tf.mean(places, [1], true);

/** Equal maxima share the gradient, as in TensorFlow; tfjs gives all of it to each, which is not a gradient. */
const max = (places: tf.Tensor): tf.Tensor =>
  withGradient([places], ([x], save) => {
    const value = tf.max(x, [1], true);
    save([x, value]);
    return {
      value,
      gradient: (dy, saved) => {
        const [xs = x, top = value] = saved;
        const winners = tf.cast(tf.equal(xs, top), 'float32');
        return [tf.mul(winners, tf.div(dy, tf.sum(winners, [1], true)))];
      },
    };
  });

export const globalAveragePooling1d = globalPooling(1, mean);
export const globalAveragePooling2d = globalPooling(2, mean);
export const globalAveragePooling3d = globalPooling(3, mean);
export const globalMaxPooling1d = globalPooling(1, max);
export const globalMaxPooling2d = globalPooling(2, max);
export const globalMaxPooling3d = globalPooling(3, max);
