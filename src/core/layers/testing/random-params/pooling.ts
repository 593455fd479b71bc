import { paddingNames } from '../../names.ts';
import type { Random } from '../random.ts';
import { pair } from './parts.ts';
import type { RandomParams } from './types.ts';

const pooling = (random: Random) => ({
  poolSize: pair(random, 3),
  strides: pair(random, 3),
  padding: random.pick(paddingNames),
});

export const poolingParams: RandomParams<
  'maxPooling2d' | 'averagePooling2d' | 'globalAveragePooling2d' | 'globalMaxPooling2d'
> = {
  maxPooling2d: pooling,
  averagePooling2d: pooling,
  globalAveragePooling2d: () => ({}),
  globalMaxPooling2d: () => ({}),
};
