import type { RandomParams } from './types.ts';

export const normalisationParams: RandomParams<'batchNormalization'> = {
  batchNormalization: (random) => ({
    momentum: 0.9,
    epsilon: 0.01,
    center: random.chance(0.7),
    scale: random.chance(0.7),
  }),
};
