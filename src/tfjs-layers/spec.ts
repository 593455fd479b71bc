import type { Options } from './options.ts';
import type { Tensor, Tf } from './tf.ts';

/** Sizes without the batch; one that is not known is `NaN`, which arithmetic keeps. */
export type Sizes = readonly number[];

export interface Slot {
  readonly name: string;
  readonly shape: Sizes;
  /** Class of the initialiser where the config has none. */
  readonly initializer: string;
  /** What its options begin with: `depthwise` for `depthwise_kernel`. Its own name where absent. */
  readonly prefix?: string;
  /** A statistic of the data is not. */
  readonly trainable?: false;
}

export interface Call {
  readonly training: boolean;
  /** New value of a weight that no gradient trains. */
  readonly assign: (name: string, value: Tensor) => void;
}

/**
 * What makes one layer class different from another. `call` uses tfjs's differentiable operations only, so that tfjs takes
 * all gradients itself.
 */
export interface LayerSpec {
  /** Keras's, where Keras has the class. */
  readonly className: string;
  /**
   * For a class that tfjs has too: the configs that tfjs's own would compute otherwise than Keras. The others go to tfjs's
   * own, as if nothing had been registered.
   */
  readonly insteadOfStock?: (options: Options) => boolean;
  readonly weights?: (options: Options, inputs: readonly Sizes[]) => readonly Slot[];
  readonly outputShape: (options: Options, inputs: readonly Sizes[]) => Sizes;
  /** The layer's output before its activation. `weights` are those of the slots, by name. */
  readonly call: (tf: Tf, inputs: readonly Tensor[], weights: Weights, options: Options, call: Call) => Tensor;
}

export class Weights {
  constructor(private readonly values: ReadonlyMap<string, Tensor>) {}

  get(name: string): Tensor {
    const value = this.values.get(name);
    if (value === undefined) throw new Error(`The layer has no weight ${name}.`);
    return value;
  }

  optional(name: string): Tensor | undefined {
    return this.values.get(name);
  }
}

/** The one input of a layer that takes one. */
export function only<T>(values: readonly T[]): T {
  const [first] = values;
  if (first === undefined) throw new Error('The layer has no input.');
  return first;
}

export const sameShape = (_: Options, inputs: readonly Sizes[]): Sizes => only(inputs);

export const product = (sizes: Sizes): number => sizes.reduce((total, n) => total * n, 1);

export const biasSlot = (options: Options, size: number): readonly Slot[] =>
  options.boolean('useBias', true) ? [{ name: 'bias', shape: [size], initializer: 'Zeros' }] : [];

export function plusBias(tf: Tf, y: Tensor, weights: Weights): Tensor {
  const bias = weights.optional('bias');
  return bias === undefined ? y : tf.add(y, bias);
}
