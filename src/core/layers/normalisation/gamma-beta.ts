import type { Expr } from '../../math/formula.ts';
import type { WeightSpec } from '../define.ts';
import { kerasWeight } from '../ending.ts';
import { constraintField, initializerField, numberField, regularizerField, toggleField } from '../fields.ts';
import type { Initializer } from '../initializers.ts';
import { weight } from '../parts.ts';
import type { Constraint, Regularizer } from '../penalties.ts';

export const epsilonField = () =>
  numberField(
    {
      label: 'Epsilon',
      help: 'Added to the variance, so that nothing is divided by 0.',
      symbol: 'ε',
      min: 0,
      max: 1,
      open: 'min',
    },
    0.001,
  );

/** Fields of the factor γ and the shift β that follow a normalisation; the rarely needed ones come last in a form. */
export const gammaBetaFields = () => ({
  center: toggleField({ label: 'Centre (β)', help: 'Trained shift of each channel.' }, true),
  scale: toggleField({ label: 'Scale (γ)', help: 'Trained factor of each channel. Not needed before ReLU.' }, true),
});

export const gammaBetaWeightFields = () => ({
  gammaInitializer: initializerField('gamma', 'ones', true),
  gammaRegularizer: regularizerField('gamma'),
  gammaConstraint: constraintField('gamma'),
  betaInitializer: initializerField('beta', 'zeros', true),
  betaRegularizer: regularizerField('beta'),
  betaConstraint: constraintField('beta'),
});

interface GammaBeta {
  readonly center: boolean;
  readonly scale: boolean;
  readonly gammaInitializer: Initializer;
  readonly gammaRegularizer: Regularizer;
  readonly gammaConstraint: Constraint;
  readonly betaInitializer: Initializer;
  readonly betaRegularizer: Regularizer;
  readonly betaConstraint: Constraint;
}

export const gammaBetaWeights = (params: GammaBeta, size: readonly Expr[]): readonly WeightSpec[] => [
  ...(params.scale ? [weight('gamma', size, params.gammaInitializer)] : []),
  ...(params.center ? [weight('beta', size, params.betaInitializer)] : []),
];

export const kerasGammaBeta = (params: GammaBeta) => ({
  center: params.center,
  scale: params.scale,
  ...kerasWeight('beta', {
    initializer: params.betaInitializer,
    regularizer: params.betaRegularizer,
    constraint: params.betaConstraint,
  }),
  ...kerasWeight('gamma', {
    initializer: params.gammaInitializer,
    regularizer: params.gammaRegularizer,
    constraint: params.gammaConstraint,
  }),
});
