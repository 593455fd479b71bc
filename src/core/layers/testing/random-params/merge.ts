import type { RandomParams } from './types.ts';

export const mergeParams: RandomParams<'add' | 'concatenate'> = {
  add: () => ({}),
  concatenate: (random) => ({ axis: random.chance(0.7) ? -1 : random.int(-4, 4) }),
};
