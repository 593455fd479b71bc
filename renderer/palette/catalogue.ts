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

/** Kinds that most networks are made of, by family, in the order of the palette; the others wait behind "more". */
const usualKinds: Readonly<Record<Family, readonly LayerKind[]>> = {
  core: ['input', 'dense', 'dropout', 'custom'],
  convolution: ['conv2d', 'conv1d', 'depthwiseConv2d', 'separableConv2d', 'conv2dTranspose', 'conv3d'],
  pooling: ['maxPooling2d', 'averagePooling2d', 'globalAveragePooling2d', 'globalMaxPooling2d'],
  normalisation: ['batchNormalization', 'layerNormalization', 'groupNormalization', 'rescaling'],
  activation: ['relu', 'softmax', 'sigmoid', 'tanh', 'leakyRelu', 'gelu'],
  merge: ['add', 'concatenate', 'multiply', 'average'],
  reshape: ['flatten', 'reshape', 'zeroPadding2d', 'upSampling2d'],
  recurrent: ['embedding', 'lstm', 'gru', 'bidirectional'],
  attention: ['multiHeadAttention', 'positionEmbedding', 'patchEmbedding', 'classToken'],
};

const usual: ReadonlySet<LayerKind> = new Set(Object.values(usualKinds).flat());

export const isUsual = (kind: LayerKind): boolean => usual.has(kind);

/** Families that have blocks, with them, in the order of the palette. */
export const catalogue: readonly Section[] = families.map((family) => {
  const first = usualKinds[family];
  const others = layerDefinitions.filter(({ kind, doc }) => doc.family === family && !usual.has(kind));
  // One or two blocks behind "more" would take the room of the button.
  const shown = others.length < 3 ? first.length + others.length : first.length;
  return { family, kinds: [...first, ...others.map(({ kind }) => kind)], usual: shown };
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
