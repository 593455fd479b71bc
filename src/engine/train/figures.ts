import * as tf from '@tensorflow/tfjs-core';
import { type MetricName, measures, type Task } from '../../core/document/tasks.ts';
import { type Answered, type MetricOptions, meanMetrics, sumMetrics } from './metrics.ts';

/** What a step adds up beside the loss, and how figures come of it. */
export interface Measured {
  readonly metrics: readonly MetricName[];
  /** Of the output. */
  readonly units: number;
  readonly options: MetricOptions;
}

/** Metrics that say something of the task and of so many units, each once. */
export const fittingMetrics = (names: readonly MetricName[], task: Task, units: number): readonly MetricName[] =>
  [...new Set(names)].filter((name) => measures(name, task) && !(units <= 2 && top.has(name)));

const top: ReadonlySet<MetricName> = new Set(['top2Accuracy', 'topKAccuracy']);

/** Numbers in a row of sums: the loss, the means in their order, then what the other metrics add up. */
export const widthOf = ({ metrics, units }: Measured): number =>
  metrics.reduce((width, name) => width + (sumMetrics[name]?.width(units) ?? 1), 1);

/** `[Σ loss, Σ metric, …]` of a batch. */
export function sumsOf(losses: tf.Tensor, { metrics, options }: Measured, answered: Answered): tf.Tensor {
  const means = metrics.flatMap((name) => meanMetrics[name]?.ofSample(answered, options) ?? []);
  const totals = tf.sum(tf.mul(tf.stack([losses, ...means]), tf.expandDims(answered.mask, 0)), 1);
  const others = metrics.flatMap((name) => sumMetrics[name]?.sums(answered, options) ?? []);
  return others.length === 0 ? totals : tf.concat([totals, ...others]);
}

export interface Figures {
  readonly loss: number;
  readonly metrics: ReadonlyMap<MetricName, number>;
}

/** Figures of `count` samples from their sums. */
export function figuresOf({ metrics, units, options }: Measured, sums: readonly number[], count: number): Figures {
  const samples = Math.max(1, count);
  const found = new Map<MetricName, number>();
  let mean = 1;
  let place = 1 + metrics.filter((name) => meanMetrics[name]).length;
  for (const name of metrics) {
    const one = sumMetrics[name];
    if (one) {
      const end = place + one.width(units);
      found.set(name, one.value(sums.slice(place, end), samples, options));
      place = end;
    } else {
      const value = (sums[mean++] ?? Number.NaN) / samples;
      found.set(name, meanMetrics[name]?.root ? Math.sqrt(value) : value);
    }
  }
  return { loss: (sums[0] ?? Number.NaN) / samples, metrics: found };
}
