import { paddingNames } from '../../names.ts';
import type { Random } from '../random.ts';
import { pair } from './parts.ts';
import type { RandomParams } from './types.ts';

const series = (random: Random) => ({
  poolSize: random.int(1, 3),
  strides: random.int(1, 3),
  padding: random.pick(paddingNames),
});

const image = (random: Random) => ({
  poolSize: pair(random, 3),
  strides: pair(random, 3),
  padding: random.pick(paddingNames),
});

const triple = (random: Random, greatest: number) => [...pair(random, greatest), random.int(1, greatest)];

const volume = (random: Random) => ({
  poolSize: triple(random, 3),
  strides: triple(random, 2),
  padding: random.pick(paddingNames),
});

const global = (random: Random) => ({ keepdims: random.chance(0.1) });

export const poolingParams: RandomParams<
  | 'maxPooling1d'
  | 'maxPooling2d'
  | 'maxPooling3d'
  | 'averagePooling1d'
  | 'averagePooling2d'
  | 'averagePooling3d'
  | 'globalAveragePooling1d'
  | 'globalAveragePooling2d'
  | 'globalAveragePooling3d'
  | 'globalMaxPooling1d'
  | 'globalMaxPooling2d'
  | 'globalMaxPooling3d'
> = {
  maxPooling1d: series,
  maxPooling2d: image,
  maxPooling3d: volume,
  averagePooling1d: series,
  averagePooling2d: image,
  averagePooling3d: volume,
  globalAveragePooling1d: global,
  globalAveragePooling2d: global,
  globalAveragePooling3d: global,
  globalMaxPooling1d: global,
  globalMaxPooling2d: global,
  globalMaxPooling3d: global,
};
