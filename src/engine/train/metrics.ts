import * as tf from '@tensorflow/tfjs-core';
import type { MetricName } from '../../core/document/tasks.ts';
import type { Answers } from './answers.ts';

/** An output with what it should have been. `output` and `targets`: `[batch, units]`, or `[batch, height, width, units]`. */
export interface Answered {
  readonly output: tf.Tensor;
  readonly targets: tf.Tensor;
  readonly answers: Answers;
  /** `[batch]`: 1 for samples that count, 0 for those that fill up the batch. */
  readonly mask: tf.Tensor1D;
}

export interface MetricOptions {
  readonly topK: number;
  /** Of each output of a regression, about the mean of what is to be hit: sums of squares about it lose no digits. */
  readonly centres: readonly number[];
}

/** A figure from sums over samples: one that the loss of digits of single precision cannot hurt. */
export interface Metric {
  /** Numbers that are added up, `[width(units)]`. */
  readonly width: (units: number) => number;
  readonly sums: (answered: Answered, options: MetricOptions) => tf.Tensor;
  /** @param count samples that the sums are over */
  readonly value: (sums: readonly number[], count: number, options: MetricOptions) => number;
}

/** Keras's `num_thresholds` of an AUC. */
const thresholdCount = 200;
const decision = 0.5;

/** A figure that is the mean of one number a sample, `[batch]`. */
export interface MeanMetric {
  readonly ofSample: (answered: Answered, options: MetricOptions) => tf.Tensor;
  /** The root of the mean, where that is what is told. */
  readonly root?: true;
}

export const meanMetrics: { readonly [M in MetricName]?: MeanMetric } = {
  accuracy: { ofSample: accuracy },
  top2Accuracy: { ofSample: (answered) => withinTop(answered, 2) },
  topKAccuracy: { ofSample: (answered, { topK }) => withinTop(answered, topK) },
  meanAbsoluteError: { ofSample: ({ output, targets }) => ofEach(tf.abs(tf.sub(output, targets))) },
  meanSquaredError: { ofSample: squaredError },
  rootMeanSquaredError: { ofSample: squaredError, root: true },
};

export const sumMetrics: { readonly [M in MetricName]?: Metric } = {
  precision: counted(({ hits, said }) => ratio(hits, said)),
  recall: counted(({ hits, there }) => ratio(hits, there)),
  f1Score: counted(({ hits, said, there }) => ratio(2 * hits, said + there)),
  meanIoU: counted(({ hits, said, there }) => ratio(hits, said + there - hits), true),
  auc: { width: () => 2 * thresholdCount, sums: aboveThresholds, value: areaUnderCurve },
  r2Score: { width: (units) => 3 * units, sums: squares, value: explained },
};

function accuracy({ output, targets, answers }: Answered): tf.Tensor {
  const units = output.shape.at(-1) ?? 1;
  if (answers.kind === 'classes') {
    const { labels } = answers;
    const hit =
      units === 1
        ? tf.equal(tf.cast(tf.greater(tf.squeeze(output, [1]), decision), 'int32'), labels)
        : tf.equal(tf.argMax(output, 1), labels);
    return tf.cast(hit, 'float32');
  }
  const hit =
    answers.kind === 'values' || units === 1
      ? tf.equal(tf.cast(tf.greater(output, decision), 'float32'), targets)
      : tf.equal(tf.argMax(output, -1), answers.labels);
  return ofEach(tf.cast(hit, 'float32'));
}

/** Whether fewer than `k` classes are thought likelier than the right one. */
function withinTop({ output, targets }: Answered, k: number): tf.Tensor {
  const own = tf.sum(tf.mul(output, targets), 1, true);
  const above = tf.sum(tf.cast(tf.greater(output, own), 'float32'), 1);
  return tf.cast(tf.lessEqual(above, k - 1), 'float32');
}

function squaredError({ output, targets }: Answered): tf.Tensor {
  return ofEach(tf.square(tf.sub(output, targets)));
}

/** Mean over all but the batch, `[batch]`. */
function ofEach(tensor: tf.Tensor): tf.Tensor {
  const [batch = 1] = tensor.shape;
  return tf.mean(tf.reshape(tensor, [batch, -1]), 1);
}

interface ClassCounts {
  readonly hits: number;
  /** How often the network said the class. */
  readonly said: number;
  /** How often it was there. */
  readonly there: number;
}

/**
 * The mean over classes (macro) of a figure of each. The likeliest class is what is said; of labels and single units, all
 * above one half. A single unit's figure is that of the second class, but of masks both count.
 * @param onlyMet leaves out classes that were neither there nor said, as Keras's MeanIoU does; else their figure is 0.
 */
function counted(figure: (counts: ClassCounts) => number, onlyMet = false): Metric {
  const classes = (units: number): number => (units === 1 && onlyMet ? 2 : units);
  return {
    width: (units) => 3 * classes(units),
    sums: (answered) => countsOf(answered, onlyMet),
    value: (sums) => {
      const count = sums.length / 3;
      const [hits, said, there] = [0, 1, 2].map((part) => sums.slice(part * count, (part + 1) * count));
      const figures = Array.from({ length: count }, (_, i) => ({
        hits: hits?.[i] ?? 0,
        said: said?.[i] ?? 0,
        there: there?.[i] ?? 0,
      }));
      const met = onlyMet ? figures.filter((counts) => counts.said + counts.there > 0) : figures;
      return met.reduce((sum, counts) => sum + figure(counts), 0) / Math.max(1, met.length);
    },
  };
}

/** `[hits…, said…, there…]`, one of each for every class. */
function countsOf({ output, targets, answers, mask }: Answered, bothOfOne: boolean): tf.Tensor {
  const units = output.shape.at(-1) ?? 1;
  const [batch = 1] = output.shape;
  const yes = units === 1 || answers.kind === 'values';
  const said = yes
    ? tf.cast(tf.greater(output, decision), 'float32')
    : tf.cast(tf.oneHot(tf.reshape<tf.Rank.R1>(tf.argMax(output, -1), [-1]), units), 'float32');
  const rows = (tensor: tf.Tensor): tf.Tensor => tf.reshape(tensor, [batch, -1, units]);
  const bothClasses = (tensor: tf.Tensor): tf.Tensor =>
    units === 1 && bothOfOne ? tf.concat([tf.sub(1, tensor), tensor], 2) : tensor;
  const counting = tf.reshape(mask, [batch, 1, 1]);
  const answered = tf.mul(bothClasses(rows(said)), counting);
  const wanted = tf.mul(bothClasses(rows(targets)), counting);
  const total = (tensor: tf.Tensor): tf.Tensor => tf.sum(tensor, [0, 1]);
  return tf.concat([total(tf.mul(answered, wanted)), total(answered), total(wanted)]);
}

/** Keras's thresholds: just below 0, evenly between, just above 1. */
const thresholds = Array.from({ length: thresholdCount }, (_, i) =>
  i === 0 ? -1e-7 : i === thresholdCount - 1 ? 1 + 1e-7 : i / (thresholdCount - 1),
);

/** `[true positives…, false positives…]` above each threshold, all classes and samples together. */
function aboveThresholds({ output, targets, mask }: Answered): tf.Tensor {
  const units = output.shape.at(-1) ?? 1;
  const counting = tf.reshape(tf.tile(tf.expandDims(mask, 1), [1, units]), [-1, 1]);
  const wanted = tf.reshape(targets, [-1, 1]);
  const above = tf.mul(
    tf.cast(tf.greater(tf.reshape(output, [-1, 1]), tf.tensor2d([thresholds])), 'float32'),
    counting,
  );
  const hits = tf.mul(above, wanted);
  return tf.concat([tf.sum(hits, 0), tf.sum(tf.sub(above, hits), 0)]);
}

/** Trapezoids under the ROC curve: Keras's `summation_method='interpolation'`. */
function areaUnderCurve(sums: readonly number[]): number {
  const [positives = 0, negatives = 0] = [sums[0], sums[thresholdCount]];
  let area = 0;
  for (let i = 0; i + 1 < thresholdCount; i++) {
    const height = ((sums[i] ?? 0) + (sums[i + 1] ?? 0)) / 2;
    area += ((sums[thresholdCount + i] ?? 0) - (sums[thresholdCount + i + 1] ?? 0)) * height;
  }
  return ratio(area, positives * negatives);
}

/** `[Σ (y − ŷ)²…, Σ (y − centre)…, Σ (y − centre)²…]`, one of each for every output. */
function squares({ output, targets, mask }: Answered, { centres }: MetricOptions): tf.Tensor {
  const units = output.shape.at(-1) ?? 1;
  const counting = tf.expandDims(mask, 1);
  const centred = tf.sub(targets, tf.tensor2d([Array.from({ length: units }, (_, i) => centres[i] ?? 0)]));
  const total = (tensor: tf.Tensor): tf.Tensor => tf.sum(tf.mul(tensor, counting), 0);
  return tf.concat([total(tf.square(tf.sub(targets, output))), total(centred), total(tf.square(centred))]);
}

/** 1 − Σ (y − ŷ)² / Σ (y − ȳ)², its mean over the outputs; 0 where all that was to be hit is the same. */
function explained(sums: readonly number[], count: number): number {
  const units = sums.length / 3;
  let total = 0;
  for (let i = 0; i < units; i++) {
    const [errors = 0, sum = 0, squared = 0] = [sums[i], sums[units + i], sums[2 * units + i]];
    const spread = squared - (sum * sum) / Math.max(1, count);
    total += spread > 0 ? 1 - errors / spread : 0;
  }
  return total / Math.max(1, units);
}

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
