import { flatten } from './flatten.ts';
import { reshape } from './reshape.ts';
import { upSampling2d } from './up-sampling2d.ts';
import { zeroPadding2d } from './zero-padding2d.ts';

/** Kinds of this family, in the order of the palette. */
export const reshapeLayers = [flatten, reshape, zeroPadding2d, upSampling2d] as const;
