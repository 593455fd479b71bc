import { frenchFor } from './french.ts';

interface Pattern {
  readonly pattern: RegExp;
  readonly french: string;
  /** Letters of the sentence itself: of two that fit, the one that says more is meant. */
  readonly own: number;
}

const compiled = new WeakMap<object, readonly Pattern[]>();

function patternsOf(reasons: Readonly<Record<string, string>>): readonly Pattern[] {
  const known = compiled.get(reasons);
  if (known) return known;
  const made = Object.entries(reasons)
    .map(([english, french]) => {
      const words = english.split('{}');
      const source = words.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('(.*?)');
      return { pattern: new RegExp(`^${source}$`), french, own: words.join('').length };
    })
    .sort((a, b) => b.own - a.own);
  compiled.set(reasons, made);
  return made;
}

/** Why the engine refuses a layer or network, in the reader's language; `null` in English and for what is not known. */
export function engineReason(reason: string, locale: string): string | null {
  const french = frenchFor(locale);
  for (const entry of french ? patternsOf(french.reasonsFr) : []) {
    const values = entry.pattern.exec(reason)?.slice(1);
    if (values) return entry.french.replaceAll('{}', () => values.shift() ?? '');
  }
  return null;
}
