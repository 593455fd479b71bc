import type * as tf from '@tensorflow/tfjs-core';
import type { ProgramLayer } from '../network/program.ts';

/** Looks on during one step of training, and changes nothing of what it does. */
export interface StepHooks {
  /** What a layer reads as its input of that number; the layer is given what this returns. */
  readonly input: (layer: ProgramLayer, input: number, value: tf.Tensor) => tf.Tensor;
  readonly output: (layer: ProgramLayer, output: tf.Tensor) => void;
  /** A weight is about to become `after`: the three are gone when this returns. `gradient` is as it came, uncut. */
  readonly updated: (place: number, gradient: tf.Tensor, before: tf.Tensor, after: tf.Tensor) => void;
}
