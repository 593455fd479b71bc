import * as tf from '@tensorflow/tfjs-core';
import type { LossName } from '../../core/document/tasks.ts';
import { type ForwardOptions, forward, type Output } from '../network/forward.ts';
import { penaltyOf } from '../network/penalties.ts';
import type { Program, ProgramLayer } from '../network/program.ts';
import { type Answers, targetsOf } from './answers.ts';
import { type LossOptions, sampleLosses, smoothed } from './losses.ts';

export interface Judged {
  readonly result: Output;
  /** Of the output's shape. */
  readonly targets: tf.Tensor;
  /** Loss of each sample, `[batch]`, penalties included. */
  readonly losses: tf.Tensor;
}

export interface JudgeOptions extends Omit<ForwardOptions, 'visit'> {
  /** Share of each label that is spread over all classes; 0 where left out. */
  readonly smoothing?: number;
  /** Of losses that have numbers; Keras's where left out. */
  readonly lossOptions?: LossOptions;
  /** What each sample's own loss counts, `[batch]`; penalties count whole. */
  readonly sampleWeights?: tf.Tensor1D | null;
  /** Sees every layer's output. */
  readonly look?: (layer: ProgramLayer, output: tf.Tensor) => void;
}

/**
 * Runs a network and judges its answers. Penalties are in each sample's loss, so that the mean over any samples is Keras's
 * loss: those of trained weights whole, those of a layer's output as that sample has them, which is why Keras divides them
 * by the batch. Call inside `tf.tidy`.
 */
export function judge(
  program: Program,
  weights: readonly tf.Tensor[],
  x: tf.Tensor,
  answers: Answers,
  loss: LossName,
  { smoothing = 0, lossOptions, sampleWeights = null, look, ...options }: JudgeOptions,
): Judged {
  const penalties: tf.Tensor[] = program.weights.flatMap(({ regularizer, trainable }, place) => {
    const weight = weights[place];
    return regularizer && trainable && weight ? [penaltyOf(regularizer, weight)] : [];
  });
  const result = forward(program, weights, x, {
    ...options,
    visit: (layer, output) => {
      const { activityRegularizer } = layer;
      look?.(layer, output);
      if (activityRegularizer !== null) penalties.push(penaltyOf(activityRegularizer, output, 1));
    },
  });
  const targets = targetsOf(answers, result.output.shape.at(-1) ?? 1);
  const own = sampleLosses(loss, result, smoothed(loss, targets, smoothing), lossOptions);
  const losses = penalties.reduce(
    (sum: tf.Tensor, penalty) => tf.add(sum, penalty),
    sampleWeights ? tf.mul(own, sampleWeights) : own,
  );
  return { result, targets, losses };
}
