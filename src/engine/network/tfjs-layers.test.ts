import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { beforeAll, expect, test } from 'vitest';
import { startForTest } from '../testing/backends.ts';
import { type LayerSpec, networkOf } from '../testing/networks.ts';
import { forward } from './forward.ts';
import { initialValues } from './initializers.ts';
import { Model } from './model.ts';
import { buildProgram } from './program.ts';

/** What we export is opened by plain tfjs-layers: same weights in, same numbers out. */
const networks: readonly (readonly [string, readonly number[], readonly LayerSpec[]])[] = [
  [
    'convolutions, pooling, dense',
    [12, 11, 3],
    [
      {
        class: 'ZeroPadding2D',
        config: {
          padding: [
            [1, 0],
            [2, 1],
          ],
        },
      },
      {
        class: 'Conv2D',
        config: { filters: 6, kernel_size: [3, 2], strides: [2, 1], padding: 'same', activation: 'relu' },
      },
      { class: 'DepthwiseConv2D', config: { kernel_size: [3, 3], depth_multiplier: 2, padding: 'same' } },
      { class: 'BatchNormalization', config: { epsilon: 0.01 } },
      { class: 'LeakyReLU', config: { alpha: 0.2 } },
      { class: 'MaxPooling2D', config: { pool_size: [2, 2], strides: [2, 2], padding: 'same' } },
      { class: 'SeparableConv2D', config: { filters: 5, kernel_size: [2, 2], activation: 'elu' } },
      { class: 'AveragePooling2D', config: { pool_size: [2, 3], strides: [1, 2], padding: 'same' } },
      { class: 'UpSampling2D', config: { size: [2, 1], interpolation: 'nearest' } },
      { class: 'Flatten' },
      { class: 'Dropout', config: { rate: 0.5 } },
      { class: 'Dense', config: { units: 7, activation: 'tanh' } },
      { class: 'Dense', config: { units: 4, activation: 'softmax' } },
    ],
  ],
  [
    'branches that meet',
    [9, 9, 4],
    [
      {
        class: 'Conv2D',
        name: 'left',
        config: { filters: 4, kernel_size: [3, 3], padding: 'same', dilation_rate: [2, 2] },
      },
      { class: 'Conv2D', name: 'right', from: ['input'], config: { filters: 4, kernel_size: [1, 1], use_bias: false } },
      { class: 'Add', name: 'sum', from: ['left', 'right', 'input'] },
      { class: 'Activation', config: { activation: 'selu' } },
      { class: 'Concatenate', name: 'both', from: ['activation_4', 'right'], config: { axis: -1 } },
      { class: 'ReLU', config: { max_value: 6 } },
      { class: 'GlobalAveragePooling2D', name: 'mean' },
      { class: 'GlobalMaxPooling2D', name: 'max', from: ['both'] },
      { class: 'Concatenate', name: 'joined', from: ['mean', 'max'], config: { axis: -1 } },
      { class: 'Reshape', config: { target_shape: [4, -1] } },
      { class: 'ELU', config: { alpha: 1 } },
      { class: 'Softmax', config: { axis: -1 } },
    ],
  ],
];

beforeAll(async () => {
  await startForTest('wasm');
});

test.each(networks)('%s', async (_, inputShape, specs) => {
  const network = networkOf(inputShape, specs);
  const program = buildProgram(network);
  const weights = program.weights.map((weight, i) => ({
    name: weight.fullName,
    shape: weight.shape,
    // Variances must be positive.
    values: initialValues(
      { kind: 'uniform', min: weight.name === 'moving_variance' ? 0.5 : -0.6, max: 1 },
      weight.shape,
      i,
    ),
  }));
  const model = Model.from(program, weights);
  const plain = await layers.models.modelFromJSON(JSON.parse(JSON.stringify(network.topology)));
  // tfjs lists the trainable ones first, Keras goes layer by layer: matched by name.
  const places = plain.weights.map((weight) => weights.findIndex(({ name }) => name === weight.originalName));
  expect([...places].sort((one, other) => one - other)).toEqual(weights.map((_, i) => i));
  plain.setWeights(places.flatMap((place) => model.weights[place] ?? []));
  const values = initialValues({ kind: 'normal', mean: 0, deviation: 1 }, [2, ...inputShape], 5);
  const x = tf.tensor(values, [2, ...inputShape]);
  const expected = plain.predict(x);
  const output = tf.tidy(() => forward(program, model.weights, x, { training: false, seed: 0 }).output);
  if (Array.isArray(expected)) throw new Error('one output was expected');
  expect(output.shape).toEqual(expected.shape);
  const difference = tf.max(tf.abs(tf.sub(output, expected))).dataSync()[0];
  expect(difference).toBeLessThan(1e-5);
});
