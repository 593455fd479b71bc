import * as tf from '@tensorflow/tfjs-core';
import { type Dataset, labelsOf, type Split, sampleSize } from '../data/dataset.ts';
import { normalized } from '../data/normalize.ts';
import { openSamples } from '../data/samples.ts';
import { EngineError } from '../failure.ts';
import { combine, permutation } from '../random.ts';
import { say } from '../sayings.ts';

/** Samples of a split, by index: what an epoch runs over. */
export interface Samples {
  readonly split: Split;
  readonly dataset: Pick<Dataset, 'normalization' | 'sampleShape'>;
  readonly indices: Uint32Array;
}

/**
 * Training and validation samples. A validation split of the data's own is used as it is; else `share` of the training
 * images is held out, the same ones for the same seed.
 */
export function chooseSamples(dataset: Dataset, share: number, seed: number): { train: Samples; validation: Samples } {
  const { train, validation } = dataset.splits;
  if (train.count === 0) throw new EngineError('data-mismatch', say('noTrainingImages', { data: dataset.title }));
  const all = (split: Split): Samples => ({
    split,
    dataset,
    indices: Uint32Array.from({ length: split.count }, (_, i) => i),
  });
  if (validation.count > 0) return { train: all(train), validation: all(validation) };
  const held = Math.min(train.count - 1, Math.round(train.count * share));
  const order = permutation(train.count, combine(seed, 3));
  return {
    train: { split: train, dataset, indices: order.slice(held).sort() },
    validation: { split: train, dataset, indices: order.slice(0, held).sort() },
  };
}

/** @throws EngineError `data-mismatch`, with both shapes, when an image cannot be fed to the network. */
export function checkInput(dataset: Dataset, inputShape: readonly number[], nodeId?: string): void {
  const { sampleShape } = dataset;
  const flat = inputShape.length === 1 && sampleSize(inputShape) === sampleSize(sampleShape);
  if (flat || inputShape.join() === sampleShape.join()) return;
  const values = { shape: inputShape.join('×'), data: dataset.title, images: sampleShape.join('×') };
  throw new EngineError('data-mismatch', say('inputShape', values), nodeId);
}

/** A batch of constant size. `mask` is 0 for the samples that only fill up the last batch of an epoch. */
export interface Batch {
  readonly x: tf.Tensor;
  readonly labels: tf.Tensor1D;
  readonly mask: tf.Tensor1D;
  /** What each sample's loss counts by its class; absent where all count 1. */
  readonly weights?: tf.Tensor1D;
  /** Samples that count. */
  readonly count: number;
  readonly dispose: () => void;
}

/**
 * The batch that starts at `start` in `order`. The shape never changes: a shorter last batch would make a GPU compile
 * every shader again. It is filled up from the start of the order with samples of weight 0.
 */
export function takeBatch(
  samples: Samples,
  order: Uint32Array,
  start: number,
  size: number,
  inputShape: readonly number[],
  classWeights: readonly number[] | null = null,
): Batch {
  const length = sampleSize(inputShape);
  const chosen = new Uint32Array(size);
  const labels = new Int32Array(size);
  const mask = new Float32Array(size);
  const known = labelsOf(samples.split);
  for (let i = 0; i < size; i++) {
    const place = start + i < order.length ? start + i : (start + i) % order.length;
    const index = samples.indices[order[place] ?? 0] ?? 0;
    chosen[i] = index;
    labels[i] = known[index] ?? 0;
    mask[i] = start + i < order.length ? 1 : 0;
  }
  const { readNow } = openSamples(samples.split.samples, length);
  if (!readNow) throw new EngineError('internal', 'Samples in a file cannot be read at once.');
  const values = normalized(readNow(chosen), samples.dataset);
  const x = tf.tensor(values, [size, ...inputShape]);
  const labelTensor = tf.tensor1d(labels, 'int32');
  const maskTensor = tf.tensor1d(mask);
  const weights = classWeights && tf.tensor1d(Float32Array.from(labels, (label) => classWeights[label] ?? 1));
  return {
    x,
    labels: labelTensor,
    mask: maskTensor,
    ...(weights ? { weights } : {}),
    count: Math.min(size, order.length - start),
    dispose: () => tf.dispose([x, labelTensor, maskTensor, ...(weights ? [weights] : [])]),
  };
}
