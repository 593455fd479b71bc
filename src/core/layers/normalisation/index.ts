import { batchNormalization } from './batch-normalization.ts';
import { groupNormalization } from './group-normalization.ts';
import { layerNormalization } from './layer-normalization.ts';
import { localResponseNormalization } from './local-response-normalization.ts';
import { normalization } from './normalization.ts';
import { rescaling } from './rescaling.ts';
import { unitNormalization } from './unit-normalization.ts';

/** Kinds of this family, in the order of the palette. */
export const normalisationLayers = [
  batchNormalization,
  layerNormalization,
  groupNormalization,
  localResponseNormalization,
  unitNormalization,
  rescaling,
  normalization,
] as const;
