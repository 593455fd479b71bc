import { alphaDropout } from './alpha-dropout.ts';
import { custom } from './custom.ts';
import { dense } from './dense.ts';
import { dropout } from './dropout.ts';
import { gaussianDropout } from './gaussian-dropout.ts';
import { gaussianNoise } from './gaussian-noise.ts';
import { input } from './input.ts';
import { spatialDropout1d } from './spatial-dropout1d.ts';
import { spatialDropout2d } from './spatial-dropout2d.ts';
import { spatialDropout3d } from './spatial-dropout3d.ts';

/** Kinds of this family, in the order of the palette. */
export const coreLayers = [
  input,
  dense,
  dropout,
  spatialDropout2d,
  spatialDropout1d,
  spatialDropout3d,
  gaussianNoise,
  gaussianDropout,
  alphaDropout,
  custom,
] as const;
