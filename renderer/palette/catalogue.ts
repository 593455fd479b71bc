import { type Family, families } from '../../src/core/layers/define.ts';
import { type LayerKind, layerDefinitions, layerOf } from '../../src/core/layers/registry.ts';
import type { Locale } from '../i18n/format.ts';
import { searchKinds } from './search.ts';

export interface Section {
  readonly family: Family;
  /** The best known first. */
  readonly kinds: readonly LayerKind[];
  /** How many of them are in sight until the others are asked for. */
  readonly usual: number;
}

/**
 * Kinds that most networks are made of, by family, in the order of the palette; the others wait behind "more". An odd
 * count of them: that button takes the last place of the two columns.
 */
const usualKinds: Readonly<Record<Family, readonly LayerKind[]>> = {
  core: ['input', 'dense', 'dropout'],
  convolution: ['conv2d', 'conv1d', 'depthwiseConv2d', 'separableConv2d', 'conv3d'],
  pooling: ['maxPooling2d', 'averagePooling2d', 'globalAveragePooling2d'],
  normalisation: ['batchNormalization', 'layerNormalization', 'groupNormalization'],
  activation: ['relu', 'softmax', 'sigmoid', 'tanh', 'leakyRelu'],
  merge: ['add', 'concatenate', 'multiply'],
  reshape: ['flatten', 'reshape', 'zeroPadding2d', 'upSampling2d', 'permute'],
  recurrent: ['embedding', 'lstm', 'gru'],
  attention: ['multiHeadAttention', 'positionEmbedding', 'patchEmbedding'],
};

const usual: ReadonlySet<LayerKind> = new Set(Object.values(usualKinds).flat());

/** Families that have blocks, with them, in the order of the palette. */
export const catalogue: readonly Section[] = families.map((family) => {
  const first = usualKinds[family];
  const others = layerDefinitions.filter(({ kind, doc }) => doc.family === family && !usual.has(kind));
  return { family, kinds: [...first, ...others.map(({ kind }) => kind)], usual: first.length };
});

/** Sections with the blocks found, the best first, in the order of the best of each. */
export function searchCatalogue(text: string, locale: Locale): readonly Section[] {
  if (text.trim() === '') return catalogue;
  const sections = new Map<Family, LayerKind[]>();
  for (const kind of searchKinds(text, locale)) {
    const family = layerOf(kind)?.doc.family ?? 'core';
    const kinds = sections.get(family);
    if (kinds) kinds.push(kind);
    else sections.set(family, [kind]);
  }
  return [...sections].map(([family, kinds]) => ({ family, kinds, usual: kinds.length }));
}
