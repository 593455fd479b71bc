import * as tf from '@tensorflow/tfjs-core';
import { type LossName, smoothable } from '../../core/document/tasks.ts';
import { defaultOptions } from '../../core/document/training-options.ts';
import { fusedSoftmaxLoss } from '../kernels/softmax-loss.ts';
import type { Output } from '../network/forward.ts';
import { withGradient } from '../network/gradient.ts';

/** Numbers of the losses that have any, by their names in the settings. */
export interface LossOptions {
  readonly huberDelta: number;
  readonly focalGamma: number;
  readonly focalAlpha: number;
}

/** Keras's fuzz: probabilities are kept this far from 0 and 1 where a logarithm is taken of them. */
const epsilon = 1e-7;

/**
 * Labels that are not wholly sure (Szegedy et al. 2016, section 7), as Keras spreads them: over the classes, or between
 * yes and no. Numbers to hit stay as they are.
 */
export function smoothed(loss: LossName, targets: tf.Tensor, smoothing: number): tf.Tensor {
  if (smoothing === 0 || !smoothable.has(loss)) return targets;
  const yesOrNo = loss === 'binaryCrossentropy' || loss === 'binaryFocalCrossentropy';
  const answers = yesOrNo ? 2 : (targets.shape.at(-1) ?? 1);
  return tf.add(tf.mul(targets, 1 - smoothing), smoothing / answers);
}

/**
 * Loss of each sample, `[batch]`, as Keras computes it, from the logits where the last activation allows it. That of a mask
 * is the mean over its pixels, but for Dice, which is one fraction over all of them: Keras's with `axis=(1, 2, 3)`.
 */
export function sampleLosses(
  loss: LossName,
  result: Output,
  targets: tf.Tensor,
  options: LossOptions = defaultOptions,
): tf.Tensor {
  if (loss === 'dice') return diceLosses(result.output, targets);
  if (targets.shape.length === 2) return rowLosses(loss, result, targets, options);
  const [batch = 1] = targets.shape;
  const units = targets.shape.at(-1) ?? 1;
  const pixels = (tensor: tf.Tensor): tf.Tensor => tf.reshape(tensor, [-1, units]);
  const seen = { ...result, output: pixels(result.output), logits: pixels(result.logits) };
  return tf.mean(tf.reshape(rowLosses(loss, seen, pixels(targets), options), [batch, -1]), 1);
}

/** `[rows]`; outputs, logits and targets are `[rows, units]`. */
function rowLosses(loss: LossName, result: Output, targets: tf.Tensor, options: LossOptions): tf.Tensor {
  const { activation, logits, output } = result;
  const difference = (): tf.Tensor => tf.sub(output, targets);
  switch (loss) {
    case 'categoricalCrossentropy':
      return activation === 'softmax' ? softmaxCrossentropy(logits, targets) : crossentropy(result, targets);
    case 'binaryCrossentropy':
      return tf.mean(binaryCrossentropies(result, targets), 1);
    case 'categoricalFocalCrossentropy':
      return categoricalFocal(result, targets, options);
    case 'binaryFocalCrossentropy':
      return binaryFocal(result, targets, options);
    case 'klDivergence':
      return divergence(result, targets);
    case 'hinge':
      return tf.mean(beyond(output, targets), 1);
    case 'squaredHinge':
      return tf.mean(tf.square(beyond(output, targets)), 1);
    case 'categoricalHinge': {
      const right = tf.sum(tf.mul(targets, output), 1);
      const wrong = largest(tf.mul(tf.sub(1, targets), output));
      return tf.relu(tf.add(tf.sub(wrong, right), 1));
    }
    case 'meanSquaredError':
      return tf.mean(tf.square(difference()), 1);
    case 'meanAbsoluteError':
      return tf.mean(magnitude(difference()), 1);
    case 'huber': {
      const delta = options.huberDelta;
      const error = magnitude(difference());
      const near = tf.minimum(error, delta);
      return tf.mean(tf.add(tf.mul(tf.square(near), 0.5), tf.mul(tf.sub(error, near), delta)), 1);
    }
    case 'dice':
      return diceLosses(output, targets);
  }
}

/** log Σ exp z − z_label; its gradient is softmax(z) − target, with no logarithm of a rounded 0. */
const softmaxCrossentropy = (logits: tf.Tensor, targets: tf.Tensor): tf.Tensor =>
  fusedSoftmaxLoss(logits, targets) ??
  withGradient([logits], ([z], save) => {
    const shifted = tf.sub(z, tf.max(z, 1, true));
    const powers = tf.exp(shifted);
    const total = tf.sum(powers, 1, true);
    const value = tf.sub(tf.squeeze(tf.log(total), [1]), tf.sum(tf.mul(shifted, targets), 1));
    save([tf.div(powers, total), targets]);
    return {
      value,
      gradient: (dy, [probabilities = powers, wanted = targets]) => [
        tf.mul(tf.sub(probabilities, wanted), tf.expandDims(dy, 1)),
      ],
    };
  });

/** Outputs that are probabilities but not from a softmax are brought to sum 1 first, as Keras does. */
const crossentropy = (result: Output, targets: tf.Tensor): tf.Tensor =>
  tf.neg(tf.sum(tf.mul(targets, logShares(result)), 1));

const binaryCrossentropies = (result: Output, targets: tf.Tensor): tf.Tensor =>
  result.activation === 'sigmoid' ? sigmoidCrossentropy(result.logits, targets) : binary(result, targets);

/** max(z, 0) − z·t + log(1 + exp(−|z|)), elementwise; gradient sigmoid(z) − t. */
const sigmoidCrossentropy = (logits: tf.Tensor, targets: tf.Tensor): tf.Tensor =>
  withGradient([logits], ([z], save) => {
    const value = tf.add(tf.sub(tf.relu(z), tf.mul(z, targets)), tf.log1p(tf.exp(tf.neg(tf.abs(z)))));
    save([z, targets]);
    return {
      value,
      gradient: (dy, [saved = z, wanted = targets]) => [tf.mul(dy, tf.sub(tf.sigmoid(saved), wanted))],
    };
  });

function binary({ output }: Output, targets: tf.Tensor): tf.Tensor {
  const p = tf.clipByValue(output, epsilon, 1 - epsilon);
  const hit = tf.mul(targets, tf.log(p));
  const miss = tf.mul(tf.sub(1, targets), tf.log(tf.sub(1, p)));
  return tf.neg(tf.add(hit, miss));
}

/** Lin et al. 2017, equation 5, summed over the classes. */
function categoricalFocal(result: Output, targets: tf.Tensor, { focalGamma, focalAlpha }: LossOptions): tf.Tensor {
  const logs = logShares(result);
  const weighted = tf.mul(tf.mul(targets, logs), power(tf.sub(1, tf.exp(logs)), focalGamma));
  return tf.mul(tf.sum(weighted, 1), -focalAlpha);
}

/** Lin et al. 2017, equation 4: Keras's without `apply_class_balancing`. */
function binaryFocal(result: Output, targets: tf.Tensor, { focalGamma }: LossOptions): tf.Tensor {
  const { output } = result;
  // 1 − p of what is right: t·(1 − p) + (1 − t)·p.
  const left = tf.add(tf.mul(targets, tf.sub(1, output)), tf.mul(tf.sub(1, targets), output));
  return tf.mean(tf.mul(power(left, focalGamma), binaryCrossentropies(result, targets)), 1);
}

/** Σ t·log(t / p), Kullback and Leibler 1951. */
function divergence(result: Output, targets: tf.Tensor): tf.Tensor {
  const known = tf.clipByValue(targets, epsilon, 1);
  const logs = result.activation === 'softmax' ? logShares(result) : tf.log(tf.clipByValue(result.output, epsilon, 1));
  return tf.sum(tf.mul(known, tf.sub(tf.log(known), logs)), 1);
}

/** Logarithms of the shares that the output gives the classes. */
function logShares({ activation, logits, output }: Output): tf.Tensor {
  if (activation !== 'softmax')
    return tf.log(tf.clipByValue(tf.div(output, tf.sum(output, 1, true)), epsilon, 1 - epsilon));
  return withGradient([logits], ([z], save) => {
    const shifted = tf.sub(z, tf.max(z, 1, true));
    const value = tf.sub(shifted, tf.log(tf.sum(tf.exp(shifted), 1, true)));
    save([tf.exp(value)]);
    return {
      value,
      gradient: (dy, [shares = value]) => [tf.sub(dy, tf.mul(shares, tf.sum(dy, 1, true)))],
    };
  });
}

/** `base` lies from 0 to 1. A rounded 0 has no gradient below the power 1. */
function power(base: tf.Tensor, exponent: number): tf.Tensor {
  if (exponent === 0) return tf.onesLike(base);
  if (exponent === 1) return base;
  if (exponent === 2) return tf.square(base);
  return withGradient([tf.clipByValue(base, epsilon, 1)], ([x], save) => {
    save([x]);
    return {
      value: tf.pow(x, exponent),
      gradient: (dy, [saved = x]) => [tf.mul(dy, tf.mul(tf.pow(saved, exponent - 1), exponent))],
    };
  });
}

/** The largest of each row; rows with several share its gradient among them. */
const largest = (rows: tf.Tensor): tf.Tensor =>
  withGradient([rows], ([x], save) => {
    const value = tf.max(x, 1, true);
    const hits = tf.cast(tf.equal(x, value), 'float32');
    save([tf.div(hits, tf.sum(hits, 1, true))]);
    return { value: tf.squeeze(value, [1]), gradient: (dy, [share = hits]) => [tf.mul(share, tf.expandDims(dy, 1))] };
  });

/** How far each unit is from 1 on its right side, Keras's labels of 0 and 1 taken as −1 and 1. */
const beyond = (output: tf.Tensor, targets: tf.Tensor): tf.Tensor =>
  tf.relu(tf.sub(1, tf.mul(tf.sub(tf.mul(targets, 2), 1), output)));

/** |x|; its gradient is 0 at 0, where tfjs's is −1. */
const magnitude = (x: tf.Tensor): tf.Tensor =>
  withGradient([x], ([value], save) => {
    save([tf.sign(value)]);
    return { value: tf.abs(value), gradient: (dy, [sign = value]) => [tf.mul(dy, sign)] };
  });

/** 1 − (2·Σ t·p + ε) / (Σ t + Σ p + ε) of each sample, over all its pixels and classes (Milletari et al. 2016). */
function diceLosses(output: tf.Tensor, targets: tf.Tensor): tf.Tensor {
  const [batch = 1] = targets.shape;
  const all = (tensor: tf.Tensor): tf.Tensor => tf.sum(tf.reshape(tensor, [batch, -1]), 1);
  const common = tf.mul(all(tf.mul(targets, output)), 2);
  const total = tf.add(all(targets), all(output));
  return tf.sub(1, tf.div(tf.add(common, epsilon), tf.add(total, epsilon)));
}
