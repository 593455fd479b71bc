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

const sides = (random: Random, greatest: number): [number, number] => [
  random.int(0, greatest),
  random.int(0, greatest),
];

export const reshapeParams: RandomParams<
  | 'flatten'
  | 'reshape'
  | 'zeroPadding1d'
  | 'zeroPadding2d'
  | 'zeroPadding3d'
  | 'cropping1d'
  | 'cropping2d'
  | 'cropping3d'
  | 'upSampling1d'
  | 'upSampling2d'
  | 'upSampling3d'
> = {
  flatten: () => ({}),
  reshape: (random, inputs) => ({ targetShape: targetShape(random, inputs) }),
  zeroPadding1d: (random) => ({ padding: sides(random, 3) }),
  zeroPadding2d: (random) => ({ padding: [sides(random, 3), sides(random, 3)] }),
  zeroPadding3d: (random) => ({ padding: [sides(random, 2), sides(random, 2), sides(random, 2)] }),
  cropping1d: (random) => ({ cropping: sides(random, 1) }),
  cropping2d: (random) => ({ cropping: [sides(random, 2), sides(random, 2)] }),
  cropping3d: (random) => ({ cropping: [sides(random, 1), sides(random, 1), sides(random, 1)] }),
  upSampling1d: (random) => ({ size: random.int(1, 3) }),
  upSampling2d: (random) => ({ size: pair(random, 2), interpolation: random.pick(interpolationNames) }),
  upSampling3d: (random) => ({ size: [...pair(random, 2), random.int(1, 2)] }),
};
