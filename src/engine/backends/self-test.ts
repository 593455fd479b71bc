import * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../failure.ts';
import { convolve } from '../network/convolution.ts';
import { withBatchStatistics } from '../network/normalization.ts';
import type { StartedBackend } from './backend.ts';
import { selfTestGradient } from './self-test-gradient.ts';

/** 0, 1, 2… turned into values between −1 and 1 without a pattern that a wrong kernel could hit by luck. */
const wave = (count: number, pace: number): Float32Array =>
  Float32Array.from({ length: count }, (_, i) => Math.sin(1 + i * pace) * Math.cos(i * i * 0.37));

/** `[3, 3, 2, 3]` */
export const selfTestFilter = (): Float32Array => wave(54, 1.7);

/** Σ of a convolution, batch normalisation and both poolings, each output weighted differently. */
export function selfTestLoss(filter: tf.Tensor): tf.Tensor {
  const x = tf.tensor(wave(144, 0.9), [2, 6, 6, 2]);
  const convolution = { strides: [1, 1], padding: 'same', dilation: [1, 1] } as const;
  const y = convolve(x, filter, undefined, convolution, false, false);
  const gamma = tf.tensor([0.5, -1.5, 2]);
  const beta = tf.tensor([-3, 0.25, 0.5]);
  const z = withBatchStatistics(tf.reshape(y, [72, 3]), gamma, beta, 0.001, () => {});
  const images = tf.reshape<tf.Rank.R4>(z, [2, 6, 6, 3]);
  const pooled = tf.add(tf.maxPool(images, 2, 2, 'valid'), tf.avgPool(images, 2, 2, 'valid'));
  return tf.sum(tf.mul(tf.reshape(pooled, [54]), tf.tensor(wave(54, 2.3))));
}

/** Gradient of the self-test by its filter, on the current backend. */
export const selfTestGradientTensor = (): tf.Tensor =>
  tf.tidy(() => tf.grad(selfTestLoss)(tf.tensor(selfTestFilter(), [3, 3, 2, 3])));

/** @throws EngineError when this backend's gradient is not the stored one (float32 rounding allowed). */
export async function selfTest(backend: StartedBackend): Promise<void> {
  const gradient = selfTestGradientTensor();
  const values = await backend.read(gradient);
  gradient.dispose();
  const worst = selfTestGradient.reduce(
    (max, expected, i) => Math.max(max, Math.abs((values[i] ?? Number.NaN) - expected)),
    0,
  );
  const largest = Math.max(...selfTestGradient.map(Math.abs));
  if (!(worst <= 2e-3 * largest)) {
    throw new EngineError(
      'no-backend',
      `its gradients are wrong: off by ${worst.toPrecision(3)} of ${largest.toPrecision(3)}`,
    );
  }
}
