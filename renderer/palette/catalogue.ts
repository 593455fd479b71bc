import { type Family, families } from '../../src/core/layers/define.ts';
import { type LayerKind, layerDefinitions } from '../../src/core/layers/registry.ts';
import { layerText } from '../i18n/core-text.ts';
import type { Locale } from '../i18n/format.ts';

export interface Section {
  readonly family: Family;
  readonly kinds: readonly LayerKind[];
}

/** Families that have blocks, with them, in the order of the palette. */
export const catalogue: readonly Section[] = families
  .map((family) => ({
    family,
    kinds: layerDefinitions.filter((definition) => definition.doc.family === family).map(({ kind }) => kind),
  }))
  .filter(({ kinds }) => kinds.length > 0);

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Sections with the blocks whose kind, title or summary has the text in it; accents and case do not matter. */
export function searchCatalogue(text: string, locale: Locale): readonly Section[] {
  const wanted = plain(text.trim());
  if (wanted === '') return catalogue;
  const fits = (kind: LayerKind) => {
    const { title, summary } = layerText(kind, locale);
    return [kind, title, summary].some((words) => plain(words).includes(wanted));
  };
  return catalogue
    .map((section) => ({ ...section, kinds: section.kinds.filter(fits) }))
    .filter(({ kinds }) => kinds.length > 0);
}
