import type { Options } from './options.ts';
import { type LayerSpec, only, type Sizes } from './spec.ts';
import type { Tensor } from './tf.ts';
import { bordered, repeated } from './windows.ts';

type Sides = readonly [before: number, after: number];

/** `[before, after]` of each axis; Keras also writes one number for all, or one for each axis. */
function sidesOf(options: Options, key: 'padding' | 'cropping', axes: number): readonly Sides[] {
  const given = options.numbers(key, [1]);
  const each = given.length === 2 * axes;
  return Array.from({ length: axes }, (_, axis): Sides => {
    const before = (each ? given[2 * axis] : (given[axis] ?? given[0])) ?? 0;
    return [before, (each ? given[2 * axis + 1] : before) ?? before];
  });
}

const borders = (axes: 1 | 3, key: 'padding' | 'cropping'): LayerSpec => {
  const sign = key === 'padding' ? 1 : -1;
  return {
    className: `${key === 'padding' ? 'ZeroPadding' : 'Cropping'}${axes}D`,
    outputShape: (options, inputs) => {
      const sides = sidesOf(options, key, axes);
      return only(inputs).map((n, axis) => n + sign * ((sides[axis]?.[0] ?? 0) + (sides[axis]?.[1] ?? 0)));
    },
    call: (tf, inputs, _, options) =>
      sidesOf(options, key, axes).reduce(
        (x: Tensor, [before, after], axis) => bordered(tf, x, axis + 1, sign * before, sign * after),
        only(inputs),
      ),
  };
};

const enlarged = (options: Options, inputs: readonly Sizes[], axes: number): Sizes => {
  const times = options.sizes('size', axes, 2);
  return only(inputs).map((n, axis) => n * (times[axis] ?? 1));
};

const upSampling = (axes: 1 | 3): LayerSpec => ({
  className: `UpSampling${axes}D`,
  outputShape: (options, inputs) => enlarged(options, inputs, axes),
  call: (tf, inputs, _, options) =>
    options.sizes('size', axes, 2).reduce((x: Tensor, times, axis) => repeated(tf, x, axis + 1, times), only(inputs)),
});

/** Share of each value in each of the longer row, samples taken at the centres of pixels: `[to, from]`. */
function shares(from: number, to: number): number[][] {
  return Array.from({ length: to }, (_, i) => {
    const centre = Math.min(from - 1, Math.max(0, ((i + 0.5) * from) / to - 0.5));
    return Array.from({ length: from }, (_, j) => Math.max(0, 1 - Math.abs(centre - j)));
  });
}

/** tfjs takes bilinear samples at the corners of pixels, Keras at their centres. */
const upSampling2d: LayerSpec = {
  className: 'UpSampling2D',
  insteadOfStock: (options) => options.text('interpolation', 'nearest') === 'bilinear',
  outputShape: (options, inputs) => enlarged(options, inputs, 2),
  call: (tf, inputs, _, options) => {
    const x = only(inputs);
    const [batch = 1, height = 1, width = 1, channels = 1] = x.shape;
    const [down = 2, across = 2] = options.sizes('size', 2, 2);
    const rows = tf.tensor2d(shares(height, height * down), [height * down, height]);
    const columns = tf.tensor2d(shares(width, width * across), [width * across, width]);
    const lines = tf.reshape(tf.transpose(x, [0, 2, 3, 1]), [batch * width * channels, height]);
    const tall = tf.reshape(tf.matMul(lines, rows, false, true), [batch, width, channels, height * down]);
    const cells = tf.reshape(tf.transpose(tall, [0, 3, 2, 1]), [batch * height * down * channels, width]);
    const wide = tf.reshape(tf.matMul(cells, columns, false, true), [batch, height * down, channels, width * across]);
    return tf.transpose(wide, [0, 1, 3, 2]);
  },
};

export const resizings: readonly LayerSpec[] = [
  borders(1, 'padding'),
  borders(3, 'padding'),
  borders(1, 'cropping'),
  borders(3, 'cropping'),
  upSampling(1),
  upSampling(3),
  upSampling2d,
];
