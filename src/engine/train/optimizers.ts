import * as tf from '@tensorflow/tfjs-core';
import type { OptimizerName } from '../../core/document/schema.ts';
import { adamStep, momentumStep, rmspropStep } from '../kernels/names.ts';
import { stockKernel } from '../kernels/registry.ts';

/** One optimizer's rule. Keras's formulas and defaults; tfjs's own differ in epsilon and in where it is added. */
export interface OptimizerRule {
  /** Names of its slots; each has the shape of its weight and starts at 0. */
  readonly slots: readonly string[];
  /** Next weight and next slots, in order. `step` counts from 1. Runs inside a tidy of its own. */
  readonly next: (weight: tf.Tensor, gradient: tf.Tensor, slots: readonly tf.Tensor[], step: number) => tf.Tensor[];
}

const beta1 = 0.9;
const beta2 = 0.999;
const rho = 0.9;
const epsilon = 1e-7;
const momentum = 0.9;
const weightDecay = 0.004;

export function optimizerRule(name: OptimizerName, learningRate: number): OptimizerRule {
  switch (name) {
    case 'sgd':
      return { slots: [], next: (w, g) => [tf.sub(w, tf.mul(g, learningRate))] };
    case 'momentum':
      return { slots: ['momentum'], next: (w, g, [v]) => momentumNext(w, g, slot(v), learningRate) };
    case 'rmsprop':
      return { slots: ['velocity'], next: (w, g, [s]) => rmspropNext(w, g, slot(s), learningRate) };
    case 'adam':
      return adamRule(learningRate, 0);
    case 'adamw':
      return adamRule(learningRate, weightDecay);
  }
}

const adamRule = (learningRate: number, decay: number): OptimizerRule => ({
  slots: ['momentum', 'velocity'],
  next: (w, g, [m, v], step) => {
    // Kingma and Ba 2015, section 2: both bias corrections folded into the rate.
    const rate = (learningRate * Math.sqrt(1 - beta2 ** step)) / (1 - beta1 ** step);
    return adamNext(w, g, slot(m), slot(v), rate, decay * learningRate);
  },
});

const fused = (kernel: string): boolean => stockKernel(tf.engine().backendName, kernel) !== null;

function momentumNext(weight: tf.Tensor, gradient: tf.Tensor, velocity: tf.Tensor, learningRate: number): tf.Tensor[] {
  if (fused(momentumStep)) {
    return tf.engine().runKernel<tf.Tensor[]>(momentumStep, { weight, gradient, velocity }, { learningRate, momentum });
  }
  const next = tf.sub(tf.mul(velocity, momentum), tf.mul(gradient, learningRate));
  return [tf.add(weight, next), next];
}

function rmspropNext(weight: tf.Tensor, gradient: tf.Tensor, square: tf.Tensor, learningRate: number): tf.Tensor[] {
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
  mean: tf.Tensor,
  square: tf.Tensor,
  rate: number,
  decay: number,
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
