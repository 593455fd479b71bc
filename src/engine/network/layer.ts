import type { Tensor } from '@tensorflow/tfjs-core';
import type { Constraint, Regularizer } from '../../core/layers/penalties.ts';
import type { ConfigReader } from './config.ts';
import type { Initializer } from './initializers.ts';

export interface WeightSlot {
  readonly name: string;
  readonly shape: readonly number[];
  readonly initializer: Initializer;
  /** Moving statistics are never trained; a frozen layer's weights are not either. */
  readonly trainable: boolean;
  /** What its size adds to the loss. */
  readonly regularizer?: Regularizer;
  /** What it is brought back to after each step. */
  readonly constraint?: Constraint;
}

export interface CallContext {
  readonly training: boolean;
  /** Changes every step; layers that draw numbers mix their own place into it. */
  readonly seed: number;
  /** Some weight before this layer, or in an input of it, is being trained. */
  readonly inputGradient: boolean;
  /** New value of a weight that is not trained by gradient (moving mean, moving variance). */
  readonly assign: (name: string, value: Tensor) => void;
}

/** A layer ready to run. Shapes are without batch. */
export interface RunnableLayer {
  readonly weights: readonly WeightSlot[];
  readonly outputShape: readonly number[];
  /** Applied to what `call` returns; kept apart because a loss is computed from what comes before it. */
  readonly activation: string;
  /** Training changes weights of it that no gradient does: moving statistics. */
  readonly movesWeights?: true;
  /** `weights` in the order of the slots. May return its input itself. */
  readonly call: (inputs: readonly Tensor[], weights: readonly Tensor[], context: CallContext) => Tensor;
}

/** Reads one Keras class's config. Refuses through `config.refuse` what it cannot run as Keras would. */
export type LayerBuilder = (config: ConfigReader, inputShapes: readonly (readonly number[])[]) => RunnableLayer;

/** The one input of a layer that takes one. */
export function only<T>(values: readonly T[]): T {
  const [first] = values;
  if (first === undefined) throw new Error('the layer has no input');
  return first;
}
