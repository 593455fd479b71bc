import type { Random } from '../random.ts';
import { constraint, initializer, regularizer } from './parts.ts';
import type { RandomParams } from './types.ts';

const gammaBeta = (random: Random) => ({
  epsilon: 0.01,
  center: random.chance(0.7),
  scale: random.chance(0.7),
  gammaInitializer: initializer(random),
  gammaRegularizer: regularizer(random),
  gammaConstraint: constraint(random),
  betaInitializer: initializer(random),
  betaRegularizer: regularizer(random),
  betaConstraint: constraint(random),
});

export const normalisationParams: RandomParams<
  | 'batchNormalization'
  | 'layerNormalization'
  | 'groupNormalization'
  | 'localResponseNormalization'
  | 'unitNormalization'
  | 'rescaling'
  | 'normalization'
> = {
  batchNormalization: (random) => ({
    momentum: 0.9,
    axis: random.chance(0.7) ? -1 : random.int(-4, 4),
    ...gammaBeta(random),
  }),
  layerNormalization: (random, inputs) => ({
    axis: random.chance(0.6)
      ? [-1]
      : (inputs[0] ?? []).map((_, i) => i + 1).filter((axis) => axis === 1 || random.chance(0.5)),
    ...gammaBeta(random),
  }),
  groupNormalization: (random) => ({ groups: random.int(1, 3), ...gammaBeta(random) }),
  localResponseNormalization: (random) => ({
    depthRadius: random.int(0, 4),
    bias: random.pick([1, 2]),
    alpha: random.pick([0.0001, 0.1, 1]),
    beta: random.pick([0.5, 0.75]),
  }),
  unitNormalization: (random) => ({ axis: random.chance(0.7) ? [-1] : [random.int(1, 3)] }),
  rescaling: (random) => ({ scale: random.pick([1 / 255, 2]), offset: random.pick([0, -1]) }),
  normalization: (random) =>
    random.pick([
      { mean: '', variance: '' },
      { mean: '0.5', variance: '2' },
    ]),
};
