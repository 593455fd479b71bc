/** Kinds of this family, in the order of the palette. */
export const attentionLayers = [] as const;
