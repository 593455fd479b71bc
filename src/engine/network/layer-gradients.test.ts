import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { combine, permutation } from '../random.ts';
import { startForTest } from '../testing/backends.ts';
import { centralDifferences } from '../testing/finite-differences.ts';
import { type LayerSpec, networkOf } from '../testing/networks.ts';
import { activationOf } from './activations.ts';
import { initialValues } from './initializers.ts';
import { buildProgram, type ProgramLayer } from './program.ts';

interface Case extends LayerSpec {
  readonly input: readonly number[];
  readonly note?: string;
}

const image = [6, 5, 3];
const cases: readonly Case[] = [
  { class: 'Conv2D', input: image, config: { filters: 4, kernel_size: [3, 2] } },
  { class: 'Conv2D', input: image, config: { filters: 4, kernel_size: [3, 3], padding: 'same', activation: 'relu' } },
  { class: 'Conv2D', input: image, config: { filters: 2, kernel_size: [3, 3], strides: [2, 2] }, note: 'stride' },
  { class: 'Conv2D', input: [7, 8, 2], config: { filters: 3, kernel_size: [3, 3], strides: [2, 3], padding: 'same' } },
  {
    class: 'Conv2D',
    input: [7, 8, 2],
    config: { filters: 3, kernel_size: [2, 2], strides: [3, 3] },
    note: 'rest left',
  },
  {
    class: 'Conv2D',
    input: [6, 7, 2],
    config: { filters: 3, kernel_size: [1, 3], strides: [2, 1], padding: 'same' },
    note: 'stride beyond the window',
  },
  { class: 'Conv2D', input: image, config: { filters: 4, kernel_size: [1, 1], use_bias: false } },
  { class: 'Conv2D', input: image, config: { filters: 4, kernel_size: [1, 1], strides: [2, 2] } },
  { class: 'Conv2D', input: [8, 8, 2], config: { filters: 3, kernel_size: [3, 2], dilation_rate: [2, 3] } },
  { class: 'Conv2D', input: image, config: { filters: 2, kernel_size: [3, 3], dilation_rate: 2, padding: 'same' } },
  { class: 'DepthwiseConv2D', input: image, config: { kernel_size: [3, 3], depth_multiplier: 2 } },
  { class: 'DepthwiseConv2D', input: image, config: { kernel_size: [2, 3], strides: [2, 2], padding: 'same' } },
  { class: 'DepthwiseConv2D', input: [8, 8, 2], config: { kernel_size: [3, 3], dilation_rate: [2, 2] } },
  {
    class: 'DepthwiseConv2D',
    input: [6, 7, 2],
    config: { kernel_size: [3, 2], strides: [1, 3], padding: 'same' },
    note: 'stride beyond the window',
  },
  { class: 'SeparableConv2D', input: image, config: { filters: 5, kernel_size: [3, 3], depth_multiplier: 2 } },
  { class: 'SeparableConv2D', input: [8, 8, 2], config: { filters: 3, kernel_size: [3, 3], dilation_rate: [2, 2] } },
  { class: 'Conv2D', input: [6, 5, 4], config: { filters: 6, kernel_size: [3, 2], groups: 2 } },
  {
    class: 'Conv2D',
    input: [7, 7, 4],
    config: { filters: 4, kernel_size: [3, 3], groups: 2, dilation_rate: [2, 1], padding: 'same' },
  },
  { class: 'Conv2D', input: [7, 6, 6], config: { filters: 3, kernel_size: [3, 3], groups: 3, strides: [2, 3] } },
  { class: 'Conv2D', input: [5, 5, 3], config: { filters: 6, kernel_size: [2, 3], groups: 3, padding: 'same' } },
  { class: 'Conv1D', input: [8, 3], config: { filters: 4, kernel_size: [3] } },
  { class: 'Conv1D', input: [9, 3], config: { filters: 4, kernel_size: [3], padding: 'causal', dilation_rate: [2] } },
  { class: 'Conv1D', input: [9, 2], config: { filters: 3, kernel_size: 2, padding: 'causal', strides: 3 } },
  { class: 'Conv1D', input: [9, 4], config: { filters: 2, kernel_size: 4, padding: 'same', strides: 2, groups: 2 } },
  { class: 'DepthwiseConv1D', input: [8, 3], config: { kernel_size: 3, depth_multiplier: 2, dilation_rate: 2 } },
  { class: 'DepthwiseConv1D', input: [8, 3], config: { kernel_size: 3, strides: 2, padding: 'same' } },
  { class: 'SeparableConv1D', input: [8, 3], config: { filters: 4, kernel_size: 3, padding: 'same' } },
  { class: 'Conv2DTranspose', input: [4, 3, 3], config: { filters: 2, kernel_size: [3, 2], strides: [2, 2] } },
  {
    class: 'Conv2DTranspose',
    input: [4, 3, 2],
    config: { filters: 3, kernel_size: [3, 4], strides: [2, 3], padding: 'same' },
  },
  {
    class: 'Conv2DTranspose',
    input: [3, 4, 2],
    config: { filters: 2, kernel_size: [2, 1], strides: [3, 2], activation: 'relu' },
    note: 'stride beyond the window',
  },
  {
    class: 'Conv2DTranspose',
    input: [3, 4, 2],
    config: { filters: 2, kernel_size: [3, 5], strides: [2, 3], padding: 'same', output_padding: [0, 2] },
  },
  {
    class: 'Conv2DTranspose',
    input: [3, 4, 2],
    config: { filters: 2, kernel_size: [3, 2], strides: [2, 3], output_padding: [1, 2] },
  },
  { class: 'Conv2DTranspose', input: [4, 4, 2], config: { filters: 3, kernel_size: [3, 2], dilation_rate: [2, 3] } },
  {
    class: 'Conv2DTranspose',
    input: [5, 4, 2],
    config: { filters: 2, kernel_size: [3, 3], dilation_rate: [2, 2], padding: 'same', use_bias: false },
  },
  { class: 'Conv1DTranspose', input: [5, 3], config: { filters: 2, kernel_size: 4, strides: 2, padding: 'same' } },
  { class: 'Conv3D', input: [4, 4, 3, 2], config: { filters: 3, kernel_size: [2, 3, 2] } },
  {
    class: 'Conv3D',
    input: [5, 4, 5, 2],
    config: { filters: 2, kernel_size: [3, 2, 3], strides: [2, 2, 1], padding: 'same', activation: 'relu' },
  },
  { class: 'Conv3D', input: [5, 4, 3, 2], config: { filters: 2, kernel_size: [1, 3, 2], strides: [3, 1, 1] } },
  {
    class: 'Conv3D',
    input: [5, 4, 4, 4],
    config: { filters: 4, kernel_size: [2, 2, 2], dilation_rate: [3, 2, 1], padding: 'same', groups: 2 },
  },
  { class: 'MaxPooling1D', input: [7, 3], config: { pool_size: [2], strides: [2] } },
  { class: 'MaxPooling1D', input: [7, 3], config: { pool_size: 3, strides: 2, padding: 'same' } },
  { class: 'AveragePooling1D', input: [7, 3], config: { pool_size: 3, strides: 2, padding: 'same' } },
  { class: 'MaxPooling3D', input: [5, 4, 4, 2], config: { pool_size: [2, 2, 3], strides: [2, 1, 2], padding: 'same' } },
  { class: 'MaxPooling3D', input: [4, 4, 4, 2], config: { pool_size: 2 } },
  {
    class: 'AveragePooling3D',
    input: [5, 4, 4, 2],
    config: { pool_size: [3, 2, 3], strides: [2, 1, 2], padding: 'same' },
  },
  { class: 'AveragePooling3D', input: [4, 5, 4, 2], config: { pool_size: [2, 2, 2] } },
  { class: 'GlobalAveragePooling1D', input: [6, 3] },
  { class: 'GlobalMaxPooling1D', input: [6, 3], config: { keepdims: true } },
  { class: 'GlobalAveragePooling2D', input: image, config: { keepdims: true } },
  { class: 'GlobalAveragePooling3D', input: [3, 4, 2, 2], config: { keepdims: true } },
  { class: 'GlobalMaxPooling3D', input: [3, 4, 2, 2] },
  { class: 'ZeroPadding1D', input: [4, 3], config: { padding: [1, 2] } },
  {
    class: 'ZeroPadding3D',
    input: [2, 3, 2, 2],
    config: {
      padding: [
        [1, 0],
        [2, 1],
        [0, 3],
      ],
    },
  },
  { class: 'Cropping1D', input: [6, 3], config: { cropping: [1, 2] } },
  {
    class: 'Cropping2D',
    input: image,
    config: {
      cropping: [
        [1, 2],
        [0, 1],
      ],
    },
  },
  {
    class: 'Cropping3D',
    input: [4, 3, 5, 2],
    config: {
      cropping: [
        [1, 2],
        [0, 1],
        [2, 0],
      ],
    },
  },
  { class: 'UpSampling1D', input: [4, 3], config: { size: 3 } },
  { class: 'UpSampling3D', input: [2, 3, 2, 2], config: { size: [2, 1, 3] } },
  { class: 'Dense', input: [7], config: { units: 5 } },
  { class: 'Dense', input: [4, 7], config: { units: 3, activation: 'relu', use_bias: false } },
  { class: 'MaxPooling2D', input: image, config: { pool_size: [2, 2] } },
  { class: 'MaxPooling2D', input: image, config: { pool_size: [3, 3], strides: [2, 2], padding: 'same' } },
  { class: 'AveragePooling2D', input: image, config: { pool_size: [3, 2], strides: [2, 1], padding: 'same' } },
  { class: 'GlobalAveragePooling2D', input: image },
  { class: 'GlobalMaxPooling2D', input: image },
  {
    class: 'ZeroPadding2D',
    input: image,
    config: {
      padding: [
        [1, 2],
        [0, 3],
      ],
    },
  },
  { class: 'UpSampling2D', input: image, config: { size: [2, 3], interpolation: 'nearest' } },
  { class: 'UpSampling2D', input: image, config: { size: [2, 3], interpolation: 'bilinear' } },
  { class: 'Flatten', input: image },
  { class: 'Reshape', input: image, config: { target_shape: [-1, 9] } },
  { class: 'BatchNormalization', input: image },
  { class: 'BatchNormalization', input: [6], config: { scale: false } },
  { class: 'BatchNormalization', input: image, config: { center: false } },
  { class: 'BatchNormalization', input: image, config: { scale: false, center: false } },
  { class: 'BatchNormalization', input: image, config: { axis: 1 } },
  { class: 'LayerNormalization', input: image },
  { class: 'LayerNormalization', input: [4, 6], config: { axis: [1, 2], scale: false } },
  { class: 'LayerNormalization', input: image, config: { axis: [1], center: false } },
  { class: 'GroupNormalization', input: [4, 3, 6], config: { groups: 3 } },
  {
    class: 'LocalResponseNormalization',
    input: [3, 2, 7],
    config: { depth_radius: 2, alpha: 0.3, beta: 0.75, bias: 1 },
  },
  { class: 'UnitNormalization', input: [4, 6], config: { axis: [1] } },
  { class: 'Rescaling', input: [4], config: { scale: 0.3, offset: -1 } },
  { class: 'Normalization', input: [4], config: { mean: [1, 2, 3, 4], variance: [1, 4, 9, 2] } },
  { class: 'PReLU', input: image, config: { shared_axes: [1, 2] } },
  { class: 'Permute', input: image, config: { dims: [3, 1, 2] } },
  { class: 'RepeatVector', input: [5], config: { n: 3 } },
  { class: 'SpatialDropout2D', input: image, config: { rate: 0.4 } },
  { class: 'GaussianNoise', input: [7], config: { stddev: 0.4 } },
  { class: 'GaussianDropout', input: [7], config: { rate: 0.4 } },
  { class: 'AlphaDropout', input: [7], config: { rate: 0.4 } },
  { class: 'Dropout', input: image, config: { rate: 0.4 } },
  { class: 'ReLU', input: image },
  { class: 'ReLU', input: image, config: { max_value: 6 } },
  { class: 'ReLU', input: image, config: { max_value: 0.5, negative_slope: 0.1, threshold: 0.2 } },
  { class: 'LeakyReLU', input: image, config: { alpha: 0.2 } },
  { class: 'ELU', input: image, config: { alpha: 1 } },
  { class: 'ELU', input: image, config: { alpha: 0.6 } },
  { class: 'Softmax', input: image },
  { class: 'Softmax', input: image, config: { axis: 1 } },
  ...[
    'elu',
    'selu',
    'sigmoid',
    'hard_sigmoid',
    'tanh',
    'softmax',
    'softplus',
    'softsign',
    'gelu',
    'silu',
    'relu6',
    'log_softmax',
    'leaky_relu',
    'hard_silu',
    'exponential',
  ].map((activation): Case => ({ class: 'Activation', input: [4, 3, 2], config: { activation } })),
];

const batch = 3;
const step = 5e-3;

const drawn = (shape: readonly number[], seed: number): Float32Array =>
  initialValues({ kind: 'normal', mean: 0, deviation: 1 }, shape, seed);

function spreadOut(shape: readonly number[], seed: number): Float32Array {
  // Values at least 0.02 apart, shuffled, and most of them negative: a maximum never changes within a difference, and
  // windows whose maximum is below zero occur.
  const size = shape.reduce((product, n) => product * n, 1);
  const order = permutation(size, seed);
  return Float32Array.from({ length: size }, (_, i) => ((order[i] ?? 0) - 0.7 * size) * 0.02 + 0.005);
}

/** Activations bend at multiples of 0.05; a difference across a bend is not a gradient. */
const awayFromKinks = (values: Float32Array): Float32Array =>
  values.map((value) => Math.round(value * 20) / 20 + 0.017);

function tensorsOf(entry: ProgramLayer, input: readonly number[]): { shape: number[]; values: Float32Array }[] {
  const shape = [batch, ...input];
  const pooled = entry.name.includes('pool');
  const x = { shape, values: pooled ? spreadOut(shape, 5) : awayFromKinks(drawn(shape, 5)) };
  const weights = entry.layer.weights.map((slot, i) => ({ shape: [...slot.shape], values: drawn(slot.shape, 11 + i) }));
  return [x, ...weights];
}

describe.each(['wasm', 'cpu'] as const)('gradients of every layer on %s', (backend) => {
  beforeAll(async () => {
    await startForTest(backend);
  });

  test.each(cases.map((entry) => [`${entry.class} ${JSON.stringify(entry.config ?? {})}`, entry] as const))(
    '%s',
    (_, spec) => {
      const program = buildProgram(networkOf(spec.input, [spec]));
      const entry = program.layers[1];
      if (entry === undefined) throw new Error('the network has no second layer');
      const given = tensorsOf(entry, spec.input);
      const coefficients = drawn([batch, ...entry.layer.outputShape], 77);
      const run = (tensors: readonly tf.Tensor[]): tf.Tensor => {
        const [x, ...weights] = tensors;
        if (x === undefined) throw new Error('no input');
        const context = { training: true, seed: 3, inputGradient: true, assign: () => {} };
        const raw = entry.layer.call([x], weights, context);
        return activated(entry, raw);
      };
      const before = tf.memory().numTensors;
      const gradients = tf.tidy(() => {
        const inputs = given.map(({ shape, values }) => tf.tensor(values, shape));
        const objective = (): tf.Tensor => {
          const y = run(inputs);
          return tf.sum(tf.mul(y, tf.tensor(coefficients, y.shape)));
        };
        const { grads } = tf.engine().gradients(objective, inputs, undefined, true);
        // tfjs leaves out what the output does not depend on: the moving statistics.
        return grads.map((gradient: tf.Tensor | undefined) => gradient?.dataSync<'float32'>());
      });
      expect(tf.memory().numTensors).toBe(before);

      given.forEach(({ values, shape }, which) => {
        const name = entry.layer.weights[which - 1]?.name;
        if (name?.startsWith('moving')) return;
        const loss = (moved: Float32Array): number =>
          tf.tidy(() => {
            const inputs = given.map((one, i) => tf.tensor(i === which ? moved : one.values, one.shape));
            const y = run(inputs).dataSync<'float32'>();
            return y.reduce((sum, value, i) => sum + value * (coefficients[i] ?? 0), 0);
          });
        const size = shape.reduce((product, n) => product * n, 1);
        const places = [...permutation(size, combine(which, 1)).slice(0, 12)];
        const expected = centralDifferences(loss, values, places, step);
        const found = gradients[which];
        const scale = Math.max(1, ...[...expected.values()].map(Math.abs));
        for (const [place, value] of expected) {
          expect(Math.abs((found?.[place] ?? 0) - value) / scale, `${name ?? 'input'}[${place}]`).toBeLessThan(5e-3);
        }
      });
    },
  );
});

const activated = (entry: ProgramLayer, raw: tf.Tensor): tf.Tensor => {
  const activation = activationOf(entry.layer.activation);
  if (activation === undefined) throw new Error('no activation');
  return activation(raw);
};
