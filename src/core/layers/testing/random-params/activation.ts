import { activationNames } from '../../names.ts';
import type { RandomParams } from './types.ts';

export const activationParams: RandomParams<
  'activation' | 'relu' | 'leakyRelu' | 'elu' | 'sigmoid' | 'tanh' | 'softmax'
> = {
  activation: (random) => ({ activation: random.pick(activationNames) }),
  relu: (random) => ({ maxValue: random.pick([null, 6]), negativeSlope: 0, threshold: 0 }),
  leakyRelu: () => ({ negativeSlope: 0.1 }),
  elu: (random) => ({ alpha: random.pick([1, 1, 1, 0.5]) }),
  sigmoid: () => ({}),
  tanh: () => ({}),
  softmax: (random) => ({ axis: random.chance(0.7) ? -1 : random.int(-3, 4) }),
};
