import type { FieldsFr, LayersFr } from './texts.ts';

/** Titles stay those of Keras, as the course and its notebooks use them. */
export const attentionLayersFr: LayersFr<never> = {};

export const attentionFieldsFr: FieldsFr<never> = {};
