import { activationNames } from '../../names.ts';
import { constraint, initializer, regularizer } from './parts.ts';
import type { RandomParams } from './types.ts';

export const activationParams: RandomParams<
  | 'activation'
  | 'relu'
  | 'leakyRelu'
  | 'elu'
  | 'sigmoid'
  | 'tanh'
  | 'softmax'
  | 'prelu'
  | 'gelu'
  | 'silu'
  | 'selu'
  | 'relu6'
  | 'softplus'
  | 'softsign'
  | 'hardSigmoid'
> = {
  activation: (random) => ({ activation: random.pick(activationNames) }),
  relu: (random) => ({ maxValue: random.pick([null, 6]), negativeSlope: 0, threshold: 0 }),
  leakyRelu: () => ({ negativeSlope: 0.1 }),
  elu: (random) => ({ alpha: random.pick([1, 1, 1, 0.5]) }),
  prelu: (random, inputs) => ({
    sharedAxes: (inputs[0] ?? []).map((_, i) => i + 1).filter(() => random.chance(0.3)),
    alphaInitializer: initializer(random),
    alphaRegularizer: regularizer(random),
    alphaConstraint: constraint(random),
  }),
  gelu: () => ({}),
  silu: () => ({}),
  selu: () => ({}),
  relu6: () => ({}),
  softplus: () => ({}),
  softsign: () => ({}),
  hardSigmoid: () => ({}),
  sigmoid: () => ({}),
  tanh: () => ({}),
  softmax: (random) => ({ axis: random.chance(0.7) ? -1 : random.int(-3, 4) }),
};
