import { ending, kernel } from './parts.ts';
import type { RandomParams } from './types.ts';

export const coreParams: RandomParams<'input' | 'dense' | 'dropout' | 'custom'> = {
  input: (random) => ({
    shape: random.chance(0.75)
      ? [random.int(1, 12), random.int(1, 12), random.int(1, 4)]
      : Array.from({ length: random.int(1, 4) }, () => random.int(1, 6)),
  }),
  dense: (random) => ({ units: random.int(1, 6), ...kernel(random), ...ending(random) }),
  dropout: (random) => ({ rate: random.pick([0, 0.25, 0.5, 0.9]) }),
  custom: (random) => ({ className: 'Mystery', module: '', outputShape: [random.int(1, 4)], config: { a: [1, 'b'] } }),
};
