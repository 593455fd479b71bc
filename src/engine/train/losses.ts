import * as tf from '@tensorflow/tfjs-core';
import type { LossName } from '../../core/document/schema.ts';
import { EngineError } from '../failure.ts';
import { fusedSoftmaxLoss } from '../kernels/softmax-loss.ts';
import type { Output } from '../network/forward.ts';
import { withGradient } from '../network/gradient.ts';
import { say } from '../sayings.ts';

/** Keras's fuzz: probabilities are kept this far from 0 and 1 where a logarithm is taken of them. */
const epsilon = 1e-7;

/**
 * How labels meet an output. `units` is the length of the output vector; one unit tells two classes apart.
 * @throws EngineError `output-mismatch`, with the numbers, when loss, output and classes do not fit.
 */
export function checkOutput(
  loss: LossName,
  outputShape: readonly number[],
  activation: string,
  classes: number,
  nodeId?: string,
): void {
  const refuse = (message: string): never => {
    throw new EngineError('output-mismatch', message, nodeId);
  };
  const [units = 0] = outputShape;
  if (outputShape.length !== 1) {
    refuse(say('outputShape', { shape: outputShape.join('×'), classes }));
  }
  const single = units === 1 && classes === 2 && loss !== 'categoricalCrossentropy';
  if (units !== classes && !single) refuse(say('outputUnits', { units, classes }));
  const probabilities = activation === 'softmax' || activation === 'sigmoid';
  if (loss !== 'meanSquaredError' && !probabilities) {
    refuse(say('outputActivation', { loss, activation }));
  }
}

/**
 * One-hot rows `[batch, units]`; for a single unit the label itself, `[batch, 1]`. Made as integers and cast: asked for
 * floats, wasm's OneHot writes the bits of the integer 1, which is 1.4e-45.
 */
export const targetsOf = (labels: tf.Tensor1D, units: number): tf.Tensor =>
  tf.cast(units === 1 ? tf.expandDims(labels, 1) : tf.oneHot(labels, units), 'float32');

/**
 * Labels that are not wholly sure (Szegedy et al. 2016, section 7), as Keras spreads them: over the classes, or between
 * yes and no. Numbers to hit stay as they are.
 */
export function smoothed(loss: LossName, targets: tf.Tensor, smoothing: number): tf.Tensor {
  if (smoothing === 0 || loss === 'meanSquaredError') return targets;
  const answers = loss === 'binaryCrossentropy' ? 2 : (targets.shape[1] ?? 1);
  return tf.add(tf.mul(targets, 1 - smoothing), smoothing / answers);
}

/** Loss of each sample, `[batch]`, as Keras computes it, from the logits where the last activation allows it. */
export function sampleLosses(loss: LossName, result: Output, targets: tf.Tensor): tf.Tensor {
  switch (loss) {
    case 'categoricalCrossentropy':
      return result.activation === 'softmax'
        ? softmaxCrossentropy(result.logits, targets)
        : crossentropy(result, targets);
    case 'binaryCrossentropy':
      return tf.mean(
        result.activation === 'sigmoid' ? sigmoidCrossentropy(result.logits, targets) : binary(result, targets),
        1,
      );
    case 'meanSquaredError':
      return tf.mean(tf.square(tf.sub(result.output, targets)), 1);
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

/** Outputs that are probabilities but not from a softmax are brought to sum 1 first, as Keras does. */
function crossentropy({ output }: Output, targets: tf.Tensor): tf.Tensor {
  const shares = tf.clipByValue(tf.div(output, tf.sum(output, 1, true)), epsilon, 1 - epsilon);
  return tf.neg(tf.sum(tf.mul(targets, tf.log(shares)), 1));
}

function binary({ output }: Output, targets: tf.Tensor): tf.Tensor {
  const p = tf.clipByValue(output, epsilon, 1 - epsilon);
  const hit = tf.mul(targets, tf.log(p));
  const miss = tf.mul(tf.sub(1, targets), tf.log(tf.sub(1, p)));
  return tf.neg(tf.add(hit, miss));
}
