import * as tf from '@tensorflow/tfjs-core';
import type { MetricName } from '../../core/document/schema.ts';

/** Columns of a row of sums: the loss, then these, each summed over the samples of a batch that count. */
export const columnsOf = (metrics: readonly MetricName[], units: number): readonly MetricName[] =>
  metrics.filter((name) => name !== 'top2Accuracy' || units > 2);

/** Value of one metric for each sample, `[batch]`. `output` and `targets` are `[batch, units]`. */
export function sampleMetric(name: MetricName, output: tf.Tensor, targets: tf.Tensor, labels: tf.Tensor1D): tf.Tensor {
  const units = output.shape[1] ?? 1;
  switch (name) {
    case 'accuracy': {
      const hit =
        units === 1
          ? tf.equal(tf.cast(tf.greater(tf.squeeze(output, [1]), 0.5), 'int32'), labels)
          : tf.equal(tf.argMax(output, 1), labels);
      return tf.cast(hit, 'float32');
    }
    case 'top2Accuracy': {
      const own = tf.sum(tf.mul(output, targets), 1, true);
      const above = tf.sum(tf.cast(tf.greater(output, own), 'float32'), 1);
      return tf.cast(tf.lessEqual(above, 1), 'float32');
    }
    case 'meanAbsoluteError':
      return tf.mean(tf.abs(tf.sub(output, targets)), 1);
  }
}

/** `[Σ loss, Σ metric, …]` of a batch; `mask` is 1 for samples that count, 0 for those that fill up the batch. */
export function sumsOf(
  losses: tf.Tensor,
  metrics: readonly MetricName[],
  output: tf.Tensor,
  targets: tf.Tensor,
  labels: tf.Tensor1D,
  mask: tf.Tensor,
): tf.Tensor {
  const columns = [losses, ...metrics.map((name) => sampleMetric(name, output, targets, labels))];
  return tf.sum(tf.mul(tf.stack(columns), tf.expandDims(mask, 0)), 1);
}
