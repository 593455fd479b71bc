import * as tf from '@tensorflow/tfjs-core';
import type { LossName, Task } from '../../core/document/tasks.ts';
import { ofProbabilities, oneOfMany } from '../../core/document/tasks.ts';
import type { Dataset, Split } from '../data/dataset.ts';
import { EngineError } from '../failure.ts';
import { say } from '../sayings.ts';

/** What a batch is to be answered with. */
export type Answers =
  /** `[batch]` int32: a class each. */
  | { readonly kind: 'classes'; readonly labels: tf.Tensor1D }
  /** `[batch, height, width]` int32: a class for each pixel. */
  | { readonly kind: 'masks'; readonly labels: tf.Tensor }
  /** `[batch, units]` float32: numbers to hit, or 1 for each label that holds. */
  | { readonly kind: 'values'; readonly values: tf.Tensor };

/** What data asks of a network's output. */
export interface Wanted {
  readonly task: Task;
  /** Classes, or numbers to hit. */
  readonly units: number;
  /** Height and width of masks; empty for the other tasks. */
  readonly size: readonly number[];
}

export function wantedOf(dataset: Dataset): Wanted {
  const { task, classes, sampleShape, splits } = dataset;
  const { targets } = splits.train;
  return {
    task,
    units: targets.kind === 'values' ? targets.names.length : classes.length,
    size: task === 'segmentation' ? sampleShape.slice(0, 2) : [],
  };
}

/** What an output without data could be for: a class for each pixel where it is an image, else one class each. */
export function wantedBy(outputShape: readonly number[]): Wanted {
  const units = Math.max(2, outputShape.at(-1) ?? 0);
  return outputShape.length === 3
    ? { task: 'segmentation', units, size: outputShape.slice(0, 2) }
    : { task: 'oneLabel', units, size: [] };
}

/**
 * Whether a loss can compare this output with the data's answers. One unit tells two classes apart.
 * @throws EngineError `output-mismatch`, with the numbers, when loss, output and data do not fit.
 */
export function checkOutput(
  loss: LossName,
  outputShape: readonly number[],
  activation: string,
  { task, units: wanted, size }: Wanted,
  nodeId?: string,
): void {
  const refuse = (message: string): never => {
    throw new EngineError('output-mismatch', message, nodeId);
  };
  const units = outputShape.at(-1) ?? 0;
  if (outputShape.length !== size.length + 1 || size.some((extent, axis) => outputShape[axis] !== extent)) {
    const shape = outputShape.join('×');
    refuse(
      task === 'segmentation'
        ? say('outputMask', { shape, mask: size.join('×'), classes: wanted })
        : say('outputShape', { shape, classes: wanted }),
    );
  }
  const tellsTwo = task === 'oneLabel' || task === 'segmentation';
  const single = units === 1 && wanted === 2 && tellsTwo && !oneOfMany.has(loss);
  if (units !== wanted && !single) {
    refuse(say(task === 'regression' ? 'outputValues' : 'outputUnits', { units, classes: wanted }));
  }
  if (ofProbabilities.has(loss) && activation !== 'softmax' && activation !== 'sigmoid') {
    refuse(say('outputActivation', { loss, activation }));
  }
}

/** Answers of the samples at `indices`; `masks` are theirs where the data has such. */
export function answersOf(
  { targets, count }: Split,
  indices: Uint32Array,
  masks: Uint8Array | null,
  size: readonly number[],
): Answers {
  switch (targets.kind) {
    case 'classes': {
      const labels = Int32Array.from(indices, (index) => targets.labels[index] ?? 0);
      return { kind: 'classes', labels: tf.tensor1d(labels, 'int32') };
    }
    case 'masks': {
      if (masks === null) throw new EngineError('internal', 'A batch of masks came without them.');
      return { kind: 'masks', labels: tf.tensor(Int32Array.from(masks), [indices.length, ...size], 'int32') };
    }
    case 'manyLabels':
      return { kind: 'values', values: valuesOf(targets.values, indices, targets.values.length / count) };
    case 'values':
      return { kind: 'values', values: valuesOf(targets.values, indices, targets.names.length) };
  }
}

export const disposeAnswers = (answers: Answers): void => {
  tf.dispose(answers.kind === 'values' ? answers.values : answers.labels);
};

function valuesOf(all: Uint8Array | Float32Array, indices: Uint32Array, width: number): tf.Tensor {
  const rows = new Float32Array(indices.length * width);
  indices.forEach((index, i) => {
    rows.set(all.subarray(index * width, (index + 1) * width), i * width);
  });
  return tf.tensor(rows, [indices.length, width]);
}

/**
 * What the output should be: `[batch, units]`, or `[batch, height, width, units]` of masks. One-hot, but for a single unit the
 * label itself. Made as integers and cast: asked for floats, wasm's OneHot writes the bits of the integer 1, which is 1.4e-45.
 */
export function targetsOf(answers: Answers, units: number): tf.Tensor {
  if (answers.kind === 'values') return answers.values;
  const { labels } = answers;
  if (units === 1) return tf.cast(tf.expandDims(labels, -1), 'float32');
  if (answers.kind === 'classes') return tf.cast(tf.oneHot(labels, units), 'float32');
  const hot = tf.oneHot(tf.reshape<tf.Rank.R1>(labels, [-1]), units);
  return tf.reshape(tf.cast(hot, 'float32'), [...labels.shape, units]);
}
