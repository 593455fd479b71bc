import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { startBackend } from '../../backends/start.ts';
import { nodePlatform } from '../../testing/backends.ts';
import { drawn } from '../../testing/plain-loops.ts';
import { describeDepthwise } from '../testing/describe-depthwise.ts';
import { describeProducts, describeWindows, onKernels } from '../testing/describe-kernels.ts';
import { inlineCrew } from '../testing/inline-crew.ts';

onKernels(() => startBackend('wasm', { ...nodePlatform, startCrew: inlineCrew(3) }));
describeWindows();
describeProducts(true);
describeDepthwise();

test('sums of more rows than one stretch has', () => {
  const x = drawn([10_000, 5], 3);
  const expected = new Float64Array(5);
  x.forEach((value, i) => {
    expected[i % 5] = (expected[i % 5] ?? 0) + value;
  });
  const found = tf.sum(tf.tensor(x, [10_000, 5]), 0).dataSync<'float32'>();
  expected.forEach((sum, i) => {
    expect(found[i]).toBeCloseTo(sum, 3);
  });
});
