const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();

/** What an entry is found by, made ready once: letters without accents and capitals. */
export interface Searchable {
  readonly label: string;
  readonly words: readonly string[];
  readonly all: string;
}

/** @param texts the entry's label, then what else it is found by. */
export function searchable(texts: readonly string[]): Searchable {
  const [label = '', ...others] = texts.map(plain);
  return { label, words: label.split(/[\s/(:,’-]+/), all: [label, ...others].join(' ') };
}

/**
 * How well entries answer what was typed, 0 (not at all) to 1. A label that starts so comes before one that has it inside,
 * and both before a mere mention: scattered letters count for nothing, or Enter would run what nobody asked for.
 */
export function scorer(query: string): (entry: Searchable) => number {
  const wanted = plain(query).trim();
  const parts = wanted.split(/\s+/);
  return ({ label, words, all }) => {
    if (label.startsWith(wanted)) return 1;
    if (words.some((word) => word.startsWith(wanted))) return 0.9;
    if (label.includes(wanted)) return 0.7;
    return parts.every((part) => all.includes(part)) ? 0.3 : 0;
  };
}

/** The same for one entry: how well it answers. */
export const paletteScore = (query: string, texts: readonly string[]): number => scorer(query)(searchable(texts));

/** The entries that answer, best first and else in their order, at most so many. */
export function bestOf<T>(
  entries: readonly (readonly [T, Searchable])[],
  score: (entry: Searchable) => number,
  most: number,
): { readonly items: readonly T[]; readonly best: number; readonly count: number } {
  const found = entries.flatMap(([item, text]) => {
    const points = score(text);
    return points > 0 ? [{ item, points }] : [];
  });
  found.sort((a, b) => b.points - a.points);
  return { items: found.slice(0, most).map(({ item }) => item), best: found[0]?.points ?? 0, count: found.length };
}
