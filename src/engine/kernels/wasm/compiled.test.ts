import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { startForTest } from '../../testing/backends.ts';
import { drawn } from '../../testing/plain-loops.ts';
import { adagradStep, adamStep, momentumStep, nesterovStep, rmspropStep, sgdStep } from '../names.ts';
import { reluGradient } from '../relu-gradient.ts';
import { describeDepthwise } from '../testing/describe-depthwise.ts';
import {
  describeProducts,
  describeWindows,
  expectClose,
  onKernels,
  run,
  valuesOf,
} from '../testing/describe-kernels.ts';

onKernels(() => startForTest('wasm'));
describeWindows();
describeProducts(true);
describeDepthwise();

describe('what is not a number stays so', () => {
  test('in products and convolutions, with ReLU too', () => {
    const a = tf.tensor([Number.NaN, 1, Number.POSITIVE_INFINITY, 1], [1, 2, 2]);
    const b = tf.tensor([1, 1, 1, 1], [1, 2, 2]);
    const attrs = { transposeA: false, transposeB: false, activation: 'relu' };
    const bias = tf.zeros([2]);
    expect([...valuesOf(run(tf._FusedMatMul, { a, b, bias }, attrs))]).toEqual([
      Number.NaN,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.POSITIVE_INFINITY,
    ]);
    const x = tf.tensor([Number.NaN, 1, 2], [1, 1, 3, 1]);
    const filter = tf.ones([1, 2, 1, 1]);
    const plain = { strides: [1, 1], pad: 'valid', dilations: [1, 1], dataFormat: 'NHWC', activation: 'relu' };
    expect([...valuesOf(run(tf.FusedConv2D, { x, filter }, plain))]).toEqual([Number.NaN, 3]);
  });

  test.each([3, 4, 9])('in the gradient of ReLU and in sums, %d values', (count) => {
    const y = Float32Array.from({ length: count }, (_, i) => i - 1);
    y[count - 1] = Number.NaN;
    const dy = Float32Array.from({ length: count }, (_, i) => i + 10);
    const found = valuesOf(reluGradient(tf.tensor1d(dy), tf.tensor1d(y)));
    expect([...found.slice(0, -1)]).toEqual([0, 0, 12, 13, 14, 15, 16, 17].slice(0, count - 1));
    expect(found[count - 1]).toBeNaN();
    expect([...valuesOf(tf.sum(tf.tensor(y, [count, 1]), 0))]).toEqual([Number.NaN]);
  });
});

test.each([1, 3, 4, 30, 37])('sums of 300 rows of %d columns', (columns) => {
  const x = drawn([300, columns], 7);
  const expected = new Float64Array(columns);
  x.forEach((value, i) => {
    expected[i % columns] = (expected[i % columns] ?? 0) + value;
  });
  expectClose(tf.sum(tf.tensor(x, [300, columns]), 0), expected);
});

/** Seven values: a vector and a rest. */
const weight = [0.5, -1, 2, 0.25, -0.75, 1.5, 3];
const gradients = [
  [0.1, -0.2, 0.3, -0.4, 0.5, -0.6, 0.7],
  [0.3, 0.1, -0.5, 0.2, 0.9, -0.1, -0.8],
];

// Weights after both steps by keras.optimizers of Keras 3.15.1 on TensorFlow 2.21, learning rate 0.1, all else its own.
test.each([
  ['sgd', [0.46, -0.99, 2.02, 0.27, -0.89, 1.57, 3.01]],
  ['nesterov 0.9', [0.4159, -0.9648, 2.0137, 0.3204, -1.0565, 1.6816, 2.9623]],
  ['adagrad', [0.402767, -0.972368, 2.006553, 0.291932, -0.918078, 1.603052, 2.981001]],
  ['momentum 0.9', [0.451, -0.972, 1.993, 0.306, -0.935, 1.624, 2.947]],
  ['rmsprop', [-0.117722, -0.831217, 1.958598, 0.418785, -1.345978, 1.870945, 2.927092]],
  ['adam', [0.308228, -0.873369, 1.929357, 0.376632, -0.947583, 1.67833, 2.911904]],
  ['adamw, decay 0.1', [0.299278, -0.854469, 1.890557, 0.370657, -0.931658, 1.64748, 2.853204]],
] as const)('two steps of %s as Keras takes them', (name, expected) => {
  let state: tf.Tensor[] = [tf.tensor1d(weight), tf.fill([7], name === 'adagrad' ? 0.1 : 0), tf.zeros([7])];
  gradients.forEach((values, i) => {
    const [w, first, second] = state;
    if (!w || !first || !second) throw new Error('a weight and two slots');
    const inputs = { weight: w, gradient: tf.tensor1d(values) };
    const rate = (0.1 * Math.sqrt(1 - 0.999 ** (i + 1))) / (1 - 0.9 ** (i + 1));
    const adam = { rate, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, decay: name === 'adam' ? 0 : 0.01 };
    const steps: Record<typeof name, () => tf.Tensor[]> = {
      sgd: () => steps3(sgdStep, inputs, { learningRate: 0.1 }),
      'nesterov 0.9': () => steps3(nesterovStep, { ...inputs, velocity: first }, { learningRate: 0.1, momentum: 0.9 }),
      adagrad: () => steps3(adagradStep, { ...inputs, accumulator: first }, { learningRate: 0.1, epsilon: 1e-7 }),
      'momentum 0.9': () => steps3(momentumStep, { ...inputs, velocity: first }, { learningRate: 0.1, momentum: 0.9 }),
      rmsprop: () => steps3(rmspropStep, { ...inputs, square: first }, { learningRate: 0.1, rho: 0.9, epsilon: 1e-7 }),
      adam: () => steps3(adamStep, { ...inputs, mean: first, square: second }, adam),
      'adamw, decay 0.1': () => steps3(adamStep, { ...inputs, mean: first, square: second }, adam),
    };
    state = steps[name]();
  });
  const found = [...valuesOf(state[0] ?? tf.zeros([0]))];
  expect(found).toHaveLength(7);
  found.forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 5);
  });
});

/** A weight and two slots at least, 0 where the rule has none. */
const steps3 = (kernel: string, inputs: tf.NamedTensorMap, attrs: tf.NamedAttrMap): tf.Tensor[] => [
  ...tf.engine().runKernel<tf.Tensor[]>(kernel, inputs, attrs),
  tf.zeros([7]),
  tf.zeros([7]),
];
