import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { startForTest } from '../testing/backends.ts';
import { drawn } from '../testing/plain-loops.ts';
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
