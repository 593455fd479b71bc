import * as tf from '@tensorflow/tfjs-core';
import type { OptimizerName, TrainingSettings } from '../../core/document/schema.ts';
import { defaultOptions } from '../../core/document/training-options.ts';
import { adagradStep, adamStep, momentumStep, nesterovStep, rmspropStep, sgdStep } from '../kernels/names.ts';
import { stockKernel } from '../kernels/registry.ts';

/** One optimizer's rule. Keras's formulas and defaults; tfjs's own differ in epsilon and in where it is added. */
export interface OptimizerRule {
  /** Names of its slots; each has the shape of its weight. */
  readonly slots: readonly string[];
  /** What every value of its slots starts at. */
  readonly start: number;
  /**
   * Next weight and next slots, in order. `step` counts from 1; `rate` is the learning rate of this step, the one that the
   * rule was made with where it is left out. Runs inside a tidy of its own.
   */
  readonly next: (
    weight: tf.Tensor,
    gradient: tf.Tensor,
    slots: readonly tf.Tensor[],
    step: number,
    rate?: number,
  ) => tf.Tensor[];
}

/** Numbers of the rules, each of which takes those that it knows. */
export type OptimizerNumbers = Pick<
  TrainingSettings,
  'momentum' | 'rho' | 'beta1' | 'beta2' | 'epsilon' | 'weightDecay' | 'initialAccumulator'
>;

/** @param numbers those left out are Keras's defaults. */
export function optimizerRule(
  name: OptimizerName,
  learningRate: number,
  numbers: Partial<OptimizerNumbers> = {},
): OptimizerRule {
  const all: OptimizerNumbers = { ...defaultOptions, ...numbers };
  const { momentum, epsilon } = all;
  switch (name) {
    case 'sgd':
      return { slots: [], start: 0, next: (w, g, _, __, rate = learningRate) => sgdNext(w, g, rate) };
    case 'momentum':
      return {
        slots: ['momentum'],
        start: 0,
        next: (w, g, [v], _, rate = learningRate) => momentumNext(w, g, slot(v), rate, momentum),
      };
    case 'nesterov':
      return {
        slots: ['momentum'],
        start: 0,
        next: (w, g, [v], _, rate = learningRate) => nesterovNext(w, g, slot(v), rate, momentum),
      };
    case 'adagrad':
      return {
        slots: ['accumulator'],
        start: all.initialAccumulator,
        next: (w, g, [s], _, rate = learningRate) => adagradNext(w, g, slot(s), rate, epsilon),
      };
    case 'rmsprop':
      return {
        slots: ['velocity'],
        start: 0,
        next: (w, g, [s], _, rate = learningRate) => rmspropNext(w, g, slot(s), rate, all),
      };
    case 'adam':
      return adamRule(learningRate, { ...all, weightDecay: 0 });
    case 'adamw':
      return adamRule(learningRate, all);
  }
}

const adamRule = (learningRate: number, numbers: OptimizerNumbers): OptimizerRule => ({
  slots: ['momentum', 'velocity'],
  start: 0,
  next: (w, g, [m, v], step, rate = learningRate) => {
    // Kingma and Ba 2015, section 2: both bias corrections folded into the rate.
    const corrected = (rate * Math.sqrt(1 - numbers.beta2 ** step)) / (1 - numbers.beta1 ** step);
    return adamNext(w, g, [slot(m), slot(v)], { rate: corrected, decay: numbers.weightDecay * rate }, numbers);
  },
});

const fused = (kernel: string): boolean => stockKernel(tf.engine().backendName, kernel) !== null;

function sgdNext(weight: tf.Tensor, gradient: tf.Tensor, learningRate: number): tf.Tensor[] {
  if (fused(sgdStep)) return tf.engine().runKernel<tf.Tensor[]>(sgdStep, { weight, gradient }, { learningRate });
  return [tf.sub(weight, tf.mul(gradient, learningRate))];
}

function momentumNext(
  weight: tf.Tensor,
  gradient: tf.Tensor,
  velocity: tf.Tensor,
  learningRate: number,
  momentum: number,
): tf.Tensor[] {
  if (fused(momentumStep)) {
    return tf.engine().runKernel<tf.Tensor[]>(momentumStep, { weight, gradient, velocity }, { learningRate, momentum });
  }
  const next = tf.sub(tf.mul(velocity, momentum), tf.mul(gradient, learningRate));
  return [tf.add(weight, next), next];
}

/** Sutskever et al. 2013, as Keras rewrites it: the step is taken from where the momentum will have led. */
function nesterovNext(
  weight: tf.Tensor,
  gradient: tf.Tensor,
  velocity: tf.Tensor,
  learningRate: number,
  momentum: number,
): tf.Tensor[] {
  if (fused(nesterovStep)) {
    return tf.engine().runKernel<tf.Tensor[]>(nesterovStep, { weight, gradient, velocity }, { learningRate, momentum });
  }
  const change = tf.mul(gradient, learningRate);
  const next = tf.sub(tf.mul(velocity, momentum), change);
  return [tf.add(weight, tf.sub(tf.mul(next, momentum), change)), next];
}

/** Duchi et al. 2011, figure 1, diagonal. */
function adagradNext(
  weight: tf.Tensor,
  gradient: tf.Tensor,
  accumulator: tf.Tensor,
  learningRate: number,
  epsilon: number,
): tf.Tensor[] {
  if (fused(adagradStep)) {
    const attrs = { learningRate, epsilon };
    return tf.engine().runKernel<tf.Tensor[]>(adagradStep, { weight, gradient, accumulator }, attrs);
  }
  const next = tf.add(accumulator, tf.square(gradient));
  const change = tf.div(tf.mul(gradient, learningRate), tf.sqrt(tf.add(next, epsilon)));
  return [tf.sub(weight, change), next];
}

function rmspropNext(
  weight: tf.Tensor,
  gradient: tf.Tensor,
  square: tf.Tensor,
  learningRate: number,
  { rho, epsilon }: OptimizerNumbers,
): tf.Tensor[] {
  if (fused(rmspropStep)) {
    const attrs = { learningRate, rho, epsilon };
    return tf.engine().runKernel<tf.Tensor[]>(rmspropStep, { weight, gradient, square }, attrs);
  }
  const next = tf.add(tf.mul(square, rho), tf.mul(tf.square(gradient), 1 - rho));
  const change = tf.div(tf.mul(gradient, learningRate), tf.sqrt(tf.add(next, epsilon)));
  return [tf.sub(weight, change), next];
}

function adamNext(
  weight: tf.Tensor,
  gradient: tf.Tensor,
  [mean, square]: readonly [tf.Tensor, tf.Tensor],
  { rate, decay }: { readonly rate: number; readonly decay: number },
  { beta1, beta2, epsilon }: OptimizerNumbers,
): tf.Tensor[] {
  if (fused(adamStep)) {
    const attrs = { rate, decay, beta1, beta2, epsilon };
    return tf.engine().runKernel<tf.Tensor[]>(adamStep, { weight, gradient, mean, square }, attrs);
  }
  const nextMean = tf.add(tf.mul(mean, beta1), tf.mul(gradient, 1 - beta1));
  const nextSquare = tf.add(tf.mul(square, beta2), tf.mul(tf.square(gradient), 1 - beta2));
  const change = tf.div(tf.mul(nextMean, rate), tf.add(tf.sqrt(nextSquare), epsilon));
  const kept = decay === 0 ? weight : tf.mul(weight, 1 - decay);
  return [tf.sub(kept, change), nextMean, nextSquare];
}

const slot = (tensor: tf.Tensor | undefined): tf.Tensor => {
  if (tensor === undefined) throw new Error('an optimizer slot is missing');
  return tensor;
};
