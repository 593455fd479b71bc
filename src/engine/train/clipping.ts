import * as tf from '@tensorflow/tfjs-core';
import type { TrainingSettings } from '../../core/document/schema.ts';

/** Cuts one weight's gradient. Runs inside a tidy. */
export type Clip = (gradient: tf.Tensor) => tf.Tensor;

/** How the gradients of one step are cut; what it keeps on the device is the caller's to dispose. */
export interface StepClip {
  readonly clip: Clip | null;
  readonly dispose: () => void;
}

const untouched: StepClip = { clip: null, dispose: () => undefined };

/**
 * Keras's `clipvalue` (each value to ±limit), `clipnorm` (each weight's gradient to that length) and `global_clipnorm` (all
 * of them together, Pascanu et al. 2013, algorithm 1). Lengths stay on the device.
 */
export function clippingOf(
  { kind, limit }: TrainingSettings['clipping'],
  gradients: readonly (tf.Tensor | null)[],
): StepClip {
  switch (kind) {
    case 'none':
      return untouched;
    case 'value':
      return { ...untouched, clip: (gradient) => tf.clipByValue(gradient, -limit, limit) };
    case 'norm':
      return { ...untouched, clip: (gradient) => tf.mul(gradient, scaleTo(limit, tf.sum(tf.square(gradient)))) };
    case 'globalNorm': {
      const scale = tf.tidy(() => {
        const squares = gradients.flatMap((gradient) => (gradient ? [tf.sum(tf.square(gradient))] : []));
        return scaleTo(limit, squares.length > 0 ? tf.addN(squares) : tf.scalar(0));
      });
      return { clip: (gradient) => tf.mul(gradient, scale), dispose: () => scale.dispose() };
    }
  }
}

/** 1 where the length is within the limit. */
const scaleTo = (limit: number, squares: tf.Tensor): tf.Tensor => tf.div(limit, tf.maximum(tf.sqrt(squares), limit));
