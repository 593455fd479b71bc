import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { startForTest } from '../testing/backends.ts';
import { drawn } from '../testing/plain-loops.ts';
import { optimizerRule } from '../train/optimizers.ts';
import { fusedSoftmaxLoss } from './softmax-loss.ts';

// Logits ±90 apart: a power that is not taken from the largest is infinite in float32.
const logits = [
  [90, 0, -90],
  [0.5, -1, 2],
  [-3, -3, -3],
];
const targets = [
  [0, 0.1, 0.9],
  [0, 0, 1],
  [0.2, 0.3, 0.5],
];
// keras.losses.categorical_crossentropy(targets, logits, from_logits=True) of Keras 3.15.1 on TensorFlow 2.21.
const losses = [171, 0.241311, 1.098612];

describe.each(['wasm', 'cpu'] as const)('the fused loss of a softmax on %s', (backend) => {
  beforeAll(async () => void (await startForTest(backend)));

  test("is Keras's", () => {
    const found = tf.tidy(() => fusedSoftmaxLoss(tf.tensor2d(logits), tf.tensor2d(targets))?.dataSync());
    expect(found).toHaveLength(3);
    found?.forEach((value, i) => {
      expect(value).toBeCloseTo(losses[i] ?? Number.NaN, 4);
    });
  });

  test('has no gradient where an answer is as good as certain, nor a slot one too small to be computed quickly', () => {
    const certain = tf.tidy(() => {
      const loss = (x: tf.Tensor): tf.Tensor => fusedSoftmaxLoss(x, tf.tensor2d([[1, 0, 0]])) ?? x;
      return [
        ...tf
          .grad((x) => tf.sum(loss(x)))(tf.tensor2d([[90, 44, 20]]))
          .dataSync(),
      ];
    });
    // e^−46 and e^−70: both far below the epsilon of any optimizer.
    expect(certain[1]).toBeCloseTo(Math.exp(-46), 25);
    expect(certain[1]).toBeGreaterThan(0);
    expect(certain[2]).toBe(0);
    if (backend === 'cpu') return;
    const rule = optimizerRule('adam', 0.001);
    const slots = tf.tidy(() => {
      const [weight, gradient] = [tf.ones([5]), tf.fill([5], 1e-22)];
      return rule.next(weight, gradient, [tf.zeros([5]), tf.zeros([5])], 1).map((tensor) => [...tensor.dataSync()]);
    });
    expect(slots[0]).toEqual([1, 1, 1, 1, 1]);
    // (1 − 0.9)·1e−22 is a number as any; (1 − 0.999)·1e−44 is not.
    expect(slots[1]?.[4]).toBeCloseTo(1e-23, 28);
    expect(slots[2]).toEqual([0, 0, 0, 0, 0]);
  });

  test('has the gradient of tfjs on its elementary kernels', () => {
    const z = drawn([6, 5], 3);
    const wanted = tf.tidy(() => tf.softmax<tf.Tensor2D>(tf.tensor2d(drawn([6, 5], 4), [6, 5])));
    const by = tf.tensor1d(drawn([6], 5));
    const gradient = (loss: (x: tf.Tensor) => tf.Tensor): Float32Array =>
      tf.tidy(() =>
        tf
          .grad((x) => tf.sum(tf.mul(loss(x), by)))(tf.tensor2d(z, [6, 5]))
          .dataSync<'float32'>(),
      );
    const fused = gradient((x) => fusedSoftmaxLoss(x, wanted) ?? x);
    const plain = gradient((x) => tf.neg(tf.sum(tf.mul(wanted, tf.log(tf.softmax(x))), 1)));
    expect(fused).toHaveLength(30);
    fused.forEach((value, i) => {
      expect(value).toBeCloseTo(plain[i] ?? Number.NaN, 5);
    });
    tf.dispose([wanted, by]);
  });

  test('is left to other kernels where rows are long, and keeps what is no number', () => {
    expect(fusedSoftmaxLoss(tf.zeros([1, 1000]), tf.zeros([1, 1000]))).toBeNull();
    const found = fusedSoftmaxLoss(tf.tensor2d([[Number.NaN, 1]]), tf.tensor2d([[0, 1]]));
    expect(found?.dataSync()[0]).toBeNaN();
  });
});
