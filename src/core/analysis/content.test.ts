import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hashOf, sameContent } from './content.ts';

it('finds copies equal, and gives them one hash', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const copy: unknown = structuredClone(value);
      expect(sameContent(value, copy)).toBe(true);
      expect(hashOf(copy)).toBe(hashOf(value));
    }),
  );
});

it('tells apart what JSON tells apart', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 2 }), fc.jsonValue({ maxDepth: 2 }), (a, b) => {
      if (sameContent(a, b)) expect(b).toEqual(a);
      else expect(JSON.stringify(b)).not.toBe(JSON.stringify(a));
    }),
  );
});

it('knows NaN, an absent key from an undefined one, and a list from a record', () => {
  expect(sameContent({ a: Number.NaN }, { a: Number.NaN })).toBe(true);
  expect(sameContent({ a: undefined }, {})).toBe(false);
  expect(sameContent({ a: undefined }, { b: undefined })).toBe(false);
  expect(sameContent([], {})).toBe(false);
  expect(sameContent([1, 2], [1])).toBe(false);
});
