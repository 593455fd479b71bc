import { batchNormalization } from './batch-normalization.ts';

/** Kinds of this family, in the order of the palette. */
export const normalisationLayers = [batchNormalization] as const;
