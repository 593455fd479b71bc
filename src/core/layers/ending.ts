import type { Expr, Formula } from '../math/formula.ts';
import type { InitializerName, WeightSpec } from './define.ts';
import { type ActivationName, activationFacts, kerasInitializer } from './names.ts';
import { activationOps, perElement, totalOf, weight } from './parts.ts';

/** How dense layers and convolutions end: a bias, then an activation. */
export interface Ending {
  readonly useBias: boolean;
  readonly activation: ActivationName;
}

export const biasOf = ({ useBias }: Ending, size: Expr): readonly WeightSpec[] =>
  useBias ? [weight('bias', [size], 'zeros')] : [];

/** Operations of the bias and the activation at the end of a layer whose output has these sizes. */
export const endingOps = ({ useBias, activation }: Ending, dims: readonly Expr[]): Formula =>
  totalOf(perElement(useBias ? 1 : 0, dims), activationOps(activation, dims));

/**
 * Keras's config of a layer that ends in bias and activation. `kernels` names its kernels as Keras does, with their
 * initialisers; regularisers and constraints are written out as none.
 */
export function kerasEnding({ useBias, activation }: Ending, kernels: Readonly<Record<string, InitializerName>>) {
  const weights: readonly (readonly [string, InitializerName])[] = [...Object.entries(kernels), ['bias', 'zeros']];
  return {
    trainable: true,
    dtype: 'float32',
    activation: activationFacts[activation].keras,
    use_bias: useBias,
    activity_regularizer: null,
    ...Object.fromEntries(
      weights.flatMap(([name, initializer]) => [
        [`${name}_initializer`, kerasInitializer(initializer)],
        [`${name}_regularizer`, null],
        [`${name}_constraint`, null],
      ]),
    ),
  };
}
