import { averagePooling1d } from './average-pooling1d.ts';
import { averagePooling2d } from './average-pooling2d.ts';
import { averagePooling3d } from './average-pooling3d.ts';
import { globalAveragePooling1d } from './global-average-pooling1d.ts';
import { globalAveragePooling2d } from './global-average-pooling2d.ts';
import { globalAveragePooling3d } from './global-average-pooling3d.ts';
import { globalMaxPooling1d } from './global-max-pooling1d.ts';
import { globalMaxPooling2d } from './global-max-pooling2d.ts';
import { globalMaxPooling3d } from './global-max-pooling3d.ts';
import { maxPooling1d } from './max-pooling1d.ts';
import { maxPooling2d } from './max-pooling2d.ts';
import { maxPooling3d } from './max-pooling3d.ts';

/** Kinds of this family, in the order of the palette. */
export const poolingLayers = [
  maxPooling2d,
  averagePooling2d,
  globalAveragePooling2d,
  globalMaxPooling2d,
  maxPooling1d,
  averagePooling1d,
  globalAveragePooling1d,
  globalMaxPooling1d,
  maxPooling3d,
  averagePooling3d,
  globalAveragePooling3d,
  globalMaxPooling3d,
] as const;
