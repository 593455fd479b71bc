import type { Shape } from '../../../math/shape.ts';
import { interpolationNames } from '../../names.ts';
import type { Random } from '../random.ts';
import { pair } from './parts.ts';
import type { RandomParams } from './types.ts';

function targetShape(random: Random, inputs: readonly Shape[]): number[] {
  const size = (inputs[0] ?? []).reduce((product, n) => product * n, 1);
  const divisor = random.pick([1, 2, 3, 4, 6]);
  if (random.chance(0.5)) return random.chance(0.5) ? [-1, divisor] : [divisor, random.int(1, 2), -1];
  return random.chance(0.5) ? [size] : [divisor, Math.ceil(size / divisor)];
}

export const reshapeParams: RandomParams<'flatten' | 'reshape' | 'zeroPadding2d' | 'upSampling2d'> = {
  flatten: () => ({}),
  reshape: (random, inputs) => ({ targetShape: targetShape(random, inputs) }),
  zeroPadding2d: (random) => ({
    padding: [
      [random.int(0, 3), random.int(0, 3)],
      [random.int(0, 3), random.int(0, 3)],
    ],
  }),
  upSampling2d: (random) => ({ size: pair(random, 2), interpolation: random.pick(interpolationNames) }),
};
