import type { RandomParams } from './types.ts';

export const mergeParams: RandomParams<
  'add' | 'subtract' | 'multiply' | 'average' | 'maximum' | 'minimum' | 'dot' | 'concatenate'
> = {
  add: () => ({}),
  subtract: () => ({}),
  multiply: () => ({}),
  average: () => ({}),
  maximum: () => ({}),
  minimum: () => ({}),
  dot: (random) => ({
    axes: random.chance(0.6) ? [random.pick([-1, 1, 2])] : [random.pick([-1, 1, 2]), random.pick([-1, 1, 2])],
    normalize: random.chance(0.3),
  }),
  concatenate: (random) => ({ axis: random.chance(0.7) ? -1 : random.int(-4, 4) }),
};
