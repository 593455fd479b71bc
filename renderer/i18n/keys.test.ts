import { describe, expect, it } from 'vitest';
import { later } from './en/later.ts';
import { shell } from './en/shell.ts';
import { start } from './en/start.ts';
import { fr } from './fr/index.ts';
import { readSourceUses } from './testing/source-uses.ts';

const english = flat({ shell, start, ...later });
const french = flat(fr);
const source = readSourceUses();

/** Texts by `namespace:key`, the key's steps joined by dots. */
function flat(namespaces: Readonly<Record<string, object>>): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const add = (path: string, value: unknown) => {
    if (typeof value === 'string') texts.set(path, value);
    else for (const [key, inner] of Object.entries(Object(value))) add(`${path}.${key}`, inner);
  };
  for (const [namespace, content] of Object.entries(namespaces))
    for (const [key, value] of Object.entries(content)) add(`${namespace}:${key}`, value);
  return texts;
}

/** i18next chooses the form by the language's rules: code names the key without it. */
const withoutPlural = (key: string): string => key.replace(/_(zero|one|two|few|many|other)$/, '');

const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{\{\s*(\w+)[^}]*\}\}/g)].map(([, name = '']) => name).sort();

function isUsed(path: string): boolean {
  const [namespace = '', key = ''] = path.split(/:(.*)/);
  const names = [key, withoutPlural(key)];
  return (
    names.some((name) => source.named.has(`${namespace}:${name}`)) ||
    source.uses.some((use) => use.namespaces.includes(namespace) && names.some(use.matches))
  );
}

/** The texts that a call may print: one, or the forms of a plural. */
const textsOf = (texts: ReadonlyMap<string, string>, namespaces: readonly string[], key: string): string[] =>
  namespaces.flatMap((namespace) =>
    ['', '_one', '_other'].flatMap((form) => texts.get(`${namespace}:${key}${form}`) ?? []),
  );

describe('keys of texts', () => {
  it('are read from the sources', () => {
    expect(source.calls.length).toBeGreaterThan(500);
    expect(english.size).toBeGreaterThan(800);
  });

  it('have code that uses them', () => {
    expect([...english.keys()].filter((path) => !isUsed(path))).toEqual([]);
  });

  it('have texts, wherever code asks for one', () => {
    const missing = source.calls.filter(({ namespaces, key }) => textsOf(english, namespaces, key).length === 0);
    expect(missing.map(({ file, key }) => `${file}: ${key}`)).toEqual([]);
  });

  it('get every value that their texts name', () => {
    const short = source.calls.flatMap(({ file, namespaces, key, values }) => {
      if (values === null) return [];
      const wanted = [english, french].flatMap((texts) => textsOf(texts, namespaces, key).flatMap(placeholders));
      return wanted.filter((name) => !values.has(name)).map((name) => `${file}: ${key} without ${name}`);
    });
    expect(short).toEqual([]);
  });

  it('have both forms of a plural, in both languages', () => {
    const plurals = [...english.keys(), ...french.keys()].filter((path) => withoutPlural(path) !== path);
    const forms = plurals.flatMap((path) => ['_one', '_other'].map((form) => `${withoutPlural(path)}${form}`));
    expect(forms.filter((path) => !english.has(path) || !french.has(path))).toEqual([]);
  });
});

describe('French texts', () => {
  it('are those of the English keys', () => {
    expect([...french.keys()].filter((path) => !english.has(path))).toEqual([]);
    expect([...english.keys()].filter((path) => !french.has(path))).toEqual([]);
  });

  it('print the same values as the English ones', () => {
    // One of something may be written as a word: `{{count}}` may be left out of singular forms.
    const values = (text: string) => new Set(placeholders(text).filter((name) => name !== 'count'));
    const different = [...english].filter(
      ([path, text]) => JSON.stringify([...values(text)]) !== JSON.stringify([...values(french.get(path) ?? '')]),
    );
    expect(different.map(([path]) => path)).toEqual([]);
  });
});
