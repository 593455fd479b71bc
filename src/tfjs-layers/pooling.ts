import type { Rank } from '@tensorflow/tfjs-core';
import { type LayerSpec, only } from './spec.ts';
import { cropped, lengthAfter, readWindow } from './windows.ts';

const globalPooling = (axes: 1 | 2 | 3, which: 'Average' | 'Max'): LayerSpec => ({
  className: `Global${which}Pooling${axes}D`,
  insteadOfStock: (options) => options.boolean('keepdims', false),
  outputShape: (options, inputs) => [
    ...(options.boolean('keepdims', false) ? new Array<number>(axes).fill(1) : []),
    only(inputs).at(-1) ?? Number.NaN,
  ],
  call: (tf, inputs, _, options) => {
    const x = only(inputs);
    const places = Array.from({ length: axes }, (_, axis) => axis + 1);
    const kept = options.boolean('keepdims', false);
    return which === 'Max' ? tf.max(x, places, kept) : tf.mean(x, places, kept);
  },
});

/** Of volumes, where tfjs's own reads the wrong values: with padding and a stride beyond the window. */
const pooling3d = (which: 'Average' | 'Max'): LayerSpec => ({
  className: `${which}Pooling3D`,
  insteadOfStock: (options) => options.text('padding', 'valid') === 'same' && readWindow(options, 3).skips,
  outputShape: (options, inputs) => {
    const window = readWindow(options, 3);
    return only(inputs).map((n, axis) => (axis < 3 ? lengthAfter(n, window, axis) : n));
  },
  call: (tf, inputs, _, options) => {
    const window = readWindow(options, 3);
    const seen = cropped(tf, only(inputs), window);
    const [n = 1, d = 1, h = 1, w = 1, c = 1] = seen.shape;
    const volume = tf.reshape<Rank.R5>(seen, [n, d, h, w, c]);
    const [a = 1, b = 1, e = 1] = window.kernel;
    const [i = 1, j = 1, k = 1] = window.strides;
    const pad = window.padding === 'same' ? 'same' : 'valid';
    return which === 'Max'
      ? tf.maxPool3d(volume, [a, b, e], [i, j, k], pad)
      : tf.avgPool3d(volume, [a, b, e], [i, j, k], pad);
  },
});

export const poolings: readonly LayerSpec[] = [
  ...([1, 2, 3] as const).flatMap((axes) => [globalPooling(axes, 'Average'), globalPooling(axes, 'Max')]),
  pooling3d('Average'),
  pooling3d('Max'),
];
