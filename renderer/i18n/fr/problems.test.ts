import { describe, expect, it } from 'vitest';
import { fixTitles, problemMessages } from '../../../src/core/problems/messages.ts';
import { fixesFr, problemsFr } from './problems.ts';

const placeholders = (text: string): readonly string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');

describe('French messages of the core', () => {
  const pairs = [
    ...Object.entries(problemMessages).map(([code, english]) => [code, english, Reflect.get(problemsFr, code)]),
    ...Object.entries(fixTitles).map(([code, english]) => [code, english, Reflect.get(fixesFr, code)]),
  ];

  it.each(pairs)('%s says the same with the same values', (_, english, french) => {
    expect(french).not.toBe('');
    // A French text may leave out a word that only exists in English (the axis), but never ask for a value that is not there.
    expect(placeholders(english)).toEqual(expect.arrayContaining([...placeholders(french)]));
  });

  it('are not English', () => {
    const same = pairs.filter(([, english, french]) => english === french);
    expect(same).toEqual([]);
  });
});
