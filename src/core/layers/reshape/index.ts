import { cropping1d } from './cropping1d.ts';
import { cropping2d } from './cropping2d.ts';
import { cropping3d } from './cropping3d.ts';
import { flatten } from './flatten.ts';
import { permute } from './permute.ts';
import { repeatVector } from './repeat-vector.ts';
import { reshape } from './reshape.ts';
import { upSampling1d } from './up-sampling1d.ts';
import { upSampling2d } from './up-sampling2d.ts';
import { upSampling3d } from './up-sampling3d.ts';
import { zeroPadding1d } from './zero-padding1d.ts';
import { zeroPadding2d } from './zero-padding2d.ts';
import { zeroPadding3d } from './zero-padding3d.ts';

/** Kinds of this family, in the order of the palette. */
export const reshapeLayers = [
  flatten,
  reshape,
  permute,
  repeatVector,
  zeroPadding2d,
  cropping2d,
  upSampling2d,
  zeroPadding1d,
  cropping1d,
  upSampling1d,
  zeroPadding3d,
  cropping3d,
  upSampling3d,
] as const;
