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

/** 1 … rank in some order; one of them is missing at times. */
function shuffled(random: Random, rank: number): number[] {
  const left = Array.from({ length: rank }, (_, i) => i + 1);
  const drawn = Array.from({ length: rank }, () => left.splice(random.int(0, left.length - 1), 1)[0] ?? 1);
  return random.chance(0.9) || rank === 1 ? drawn : drawn.slice(1);
}

const sides = (random: Random, greatest: number): [number, number] => [
  random.int(0, greatest),
  random.int(0, greatest),
];

export const reshapeParams: RandomParams<
  | 'flatten'
  | 'reshape'
  | 'permute'
  | 'repeatVector'
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
  permute: (random, inputs) => ({ dims: shuffled(random, (inputs[0] ?? []).length) }),
  repeatVector: (random) => ({ n: random.int(1, 4) }),
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
