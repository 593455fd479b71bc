import { type LayerKind, layerDefinitions, layerOf } from '../../src/core/layers/registry.ts';
import { layerText } from '../i18n/core-text.ts';
import type { Locale } from '../i18n/format.ts';
import { familyWords, kindWords } from './synonyms.ts';

/* Finding a layer by what it is called: here, in Keras, in papers, in English or French. */

/** Small letters without accents; spaces, dashes and underscores count the same. */
export const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s_\-·:’']+/g, ' ')
    .trim();

interface Entry {
  readonly kind: LayerKind;
  /** What it is called, without spaces: `maxpool`, `maxpooling2d`. */
  readonly names: readonly string[];
  /** Words of its names, synonyms and family. */
  readonly words: readonly string[];
  readonly summary: string;
}

const entries = new Map<Locale, readonly Entry[]>();

function entriesOf(locale: Locale): readonly Entry[] {
  const known = entries.get(locale);
  if (known) return known;
  const made = layerDefinitions.map(({ kind, doc }): Entry => {
    const { title, summary } = layerText(kind, locale);
    const english = layerText(kind, 'en').title;
    // Keras's class name is the kind in Pascal case, `LSTM` apart; titles split where a capital or digit begins a word.
    const split = [title, english, kind].map((name) => name.replace(/(\p{Ll})(?=[\p{Lu}\d])/gu, '$1 '));
    const texts = [...split, kindWords[kind] ?? '', familyWords[doc.family]];
    return {
      kind,
      names: [...new Set([title, english, kind].map((name) => plain(name).replaceAll(' ', '')))],
      words: [...new Set(texts.flatMap((text) => plain(text).split(' ')).filter((word) => word !== ''))],
      summary: plain(`${summary} ${layerOf(kind)?.doc.summary ?? ''}`),
    };
  });
  entries.set(locale, made);
  return made;
}

/**
 * Kinds that the text is about, the best first: those called so, those whose name starts with it, those of which every
 * word is found in name, synonyms or family, at last those whose description has it. All of them where nothing is typed.
 */
export function searchKinds(text: string, locale: Locale): readonly LayerKind[] {
  const wanted = plain(text);
  const all = entriesOf(locale);
  if (wanted === '') return all.map(({ kind }) => kind);
  return all
    .map((entry) => ({ kind: entry.kind, score: scoreOf(entry, wanted) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ kind }) => kind);
}

function scoreOf({ names, words, summary }: Entry, wanted: string): number {
  const compact = wanted.replaceAll(' ', '');
  if (names.includes(compact)) return 100;
  if (names.some((name) => name.startsWith(compact))) return 80;
  const parts = wanted.split(' ');
  const found = Math.min(...parts.map((part) => wordScore(names, words, part)));
  if (found > 0) return found;
  return parts.every((part) => summary.includes(part)) ? 10 : 0;
}

/** A whole word is better than its beginning, that better than a piece from the middle of a name. */
function wordScore(names: readonly string[], words: readonly string[], part: string): number {
  if (words.includes(part)) return 60;
  if (words.some((word) => word.startsWith(part))) return 50;
  return names.some((name) => name.includes(part)) ? 30 : 0;
}
