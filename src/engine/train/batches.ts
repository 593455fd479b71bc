import * as tf from '@tensorflow/tfjs-core';
import { type Dataset, labelsOf, sampleSize } from '../data/dataset.ts';
import { normalized } from '../data/normalize.ts';
import { openSamples } from '../data/samples.ts';
import { EngineError } from '../failure.ts';
import type { Outputs } from '../network/forward.ts';
import { say } from '../sayings.ts';
import { type Answers, answersOf, disposeAnswers } from './answers.ts';
import type { Samples } from './choose-samples.ts';

/** @throws EngineError `data-mismatch`, with both shapes, when an image cannot be fed to the network. */
export function checkInput(dataset: Dataset, inputShape: readonly number[], nodeId?: string): void {
  const { sampleShape } = dataset;
  const flat = inputShape.length === 1 && sampleSize(inputShape) === sampleSize(sampleShape);
  if (flat || inputShape.join() === sampleShape.join()) return;
  const values = { shape: inputShape.join('×'), data: dataset.title, images: sampleShape.join('×') };
  throw new EngineError('data-mismatch', say('inputShape', values), nodeId);
}

/** What a batch is made of, sample after sample: what the network is fed, and masks where samples are answered so. */
export interface Prepared {
  readonly values: Float32Array;
  readonly masks: Uint8Array | null;
}

/** A batch of constant size. `mask` is 0 for the samples that only fill up the last batch of an epoch. */
export interface Batch {
  readonly x: tf.Tensor;
  readonly answers: Answers;
  readonly mask: tf.Tensor1D;
  /** What each sample's loss counts by its class; absent where all count 1. */
  readonly weights?: tf.Tensor1D;
  /** Samples that count. */
  readonly count: number;
  /** What the frozen base gives of `x`, where it is known already; whoever knew it disposes it. */
  readonly base?: Outputs;
  readonly dispose: () => void;
}

/** A batch with the samples that it was made of, by index in their split. */
export interface DrawnBatch extends Batch {
  readonly indices: Uint32Array;
}

/** The samples of a batch, before their values are known. */
export interface Choice {
  /** Of the split, in the batch's order. */
  readonly indices: Uint32Array;
  readonly mask: Float32Array;
  readonly count: number;
}

/**
 * The samples of the batch that starts at `start` in `order`. The size never changes: a shorter last batch would make a GPU
 * compile every shader again. It is filled up from the start of the order with samples of weight 0.
 */
export function chooseBatch(samples: Samples, order: Uint32Array, start: number, size: number): Choice {
  const indices = new Uint32Array(size);
  const mask = new Float32Array(size);
  for (let i = 0; i < size; i++) {
    const place = start + i < order.length ? start + i : (start + i) % order.length;
    indices[i] = samples.indices[order[place] ?? 0] ?? 0;
    mask[i] = start + i < order.length ? 1 : 0;
  }
  return { indices, mask, count: Math.min(size, order.length - start) };
}

/**
 * @param values what the network is fed, sample after sample
 * @param masks of the samples, where they are answered so
 */
export function batchOf(
  { split, dataset }: Samples,
  { indices, mask, count }: Choice,
  { values, masks }: Prepared,
  inputShape: readonly number[],
  classWeights: readonly number[] | null = null,
): DrawnBatch {
  const known = labelsOf(split);
  const x = tf.tensor(values, [indices.length, ...inputShape]);
  const answers = answersOf(split, indices, masks, dataset.sampleShape.slice(0, 2));
  const maskTensor = tf.tensor1d(mask);
  const weights =
    classWeights && tf.tensor1d(Float32Array.from(indices, (index) => classWeights[known[index] ?? 0] ?? 1));
  return {
    x,
    indices,
    answers,
    mask: maskTensor,
    ...(weights ? { weights } : {}),
    count,
    dispose: () => {
      disposeAnswers(answers);
      tf.dispose([x, maskTensor, ...(weights ? [weights] : [])]);
    },
  };
}

/** The batch that starts at `start` in `order`, of samples in memory, as they are. */
export function takeBatch(
  samples: Samples,
  order: Uint32Array,
  start: number,
  size: number,
  inputShape: readonly number[],
  classWeights: readonly number[] | null = null,
): Batch {
  const { readNow } = openSamples(samples.split.samples, sampleSize(inputShape));
  if (!readNow) throw new EngineError('internal', 'Samples in a file cannot be read at once.');
  const choice = chooseBatch(samples, order, start, size);
  const values = normalized(readNow(choice.indices), samples.dataset);
  const { targets } = samples.split;
  const masks = targets.kind === 'masks' ? openSamples(targets.masks, pixels(samples.dataset.sampleShape)) : null;
  const read = masks?.readNow?.(choice.indices) ?? null;
  const prepared = { values, masks: read && Uint8Array.from(read) };
  return batchOf(samples, choice, prepared, inputShape, classWeights);
}

const pixels = ([height = 1, width = 1]: readonly number[]): number => height * width;
