import { classToken } from './class-token.ts';
import { multiHeadAttention } from './multi-head-attention.ts';
import { patchEmbedding } from './patch-embedding.ts';
import { positionEmbedding, sinePositionEmbedding } from './position-embedding.ts';
import { reverseEmbedding } from './reverse-embedding.ts';
import { takeToken } from './take-token.ts';

/** Kinds of this family, in the order of the palette. */
export const attentionLayers = [
  multiHeadAttention,
  positionEmbedding,
  sinePositionEmbedding,
  patchEmbedding,
  classToken,
  takeToken,
  reverseEmbedding,
] as const;
