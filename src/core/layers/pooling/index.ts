import { averagePooling2d } from './average-pooling2d.ts';
import { globalAveragePooling2d } from './global-average-pooling2d.ts';
import { globalMaxPooling2d } from './global-max-pooling2d.ts';
import { maxPooling2d } from './max-pooling2d.ts';

/** Kinds of this family, in the order of the palette. */
export const poolingLayers = [maxPooling2d, averagePooling2d, globalAveragePooling2d, globalMaxPooling2d] as const;
