import type { Random } from '../random.ts';
import { ending, kernel } from './parts.ts';
import type { RandomParams } from './types.ts';

const rate = (random: Random) => ({ rate: random.pick([0, 0.25, 0.5, 0.9]) });

export const coreParams: RandomParams<
  | 'input'
  | 'dense'
  | 'dropout'
  | 'spatialDropout1d'
  | 'spatialDropout2d'
  | 'spatialDropout3d'
  | 'gaussianNoise'
  | 'gaussianDropout'
  | 'alphaDropout'
  | 'custom'
> = {
  input: (random) => ({
    shape: random.chance(0.6)
      ? [random.int(1, 12), random.int(1, 12), random.int(1, 4)]
      : Array.from({ length: random.pick([1, 2, 2, 2, 3, 4, 4, 4]) }, () => random.int(1, 6)),
  }),
  dense: (random) => ({ units: random.int(1, 6), ...kernel(random), ...ending(random) }),
  dropout: rate,
  spatialDropout1d: rate,
  spatialDropout2d: rate,
  spatialDropout3d: rate,
  gaussianNoise: (random) => ({ stddev: random.pick([0, 0.1, 1]) }),
  gaussianDropout: rate,
  alphaDropout: rate,
  custom: (random) => ({ className: 'Mystery', module: '', outputShape: [random.int(1, 4)], config: { a: [1, 'b'] } }),
};
