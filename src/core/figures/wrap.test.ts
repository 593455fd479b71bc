import { expect, test } from 'vitest';
import { fitLines, wrap } from './wrap.ts';

/** As in a typewriter: every letter is one wide. */
const letters = (text: string): number => [...text].length;

test('lines are broken between words, and keep the breaks of the text', () => {
  expect(wrap('the stem halves twice\nthen pools', 10, letters)).toEqual(['the stem', 'halves', 'twice', 'then pools']);
  expect(wrap('one\n\ntwo\r\nthree', 10, letters)).toEqual(['one', '', 'two', 'three']);
  expect(wrap('', 10, letters)).toEqual(['']);
});

test('words wider than the column are broken within', () => {
  expect(wrap('see convolution', 6, letters)).toEqual(['see', 'convol', 'ution']);
  expect(wrap('👍👍👍', 2, letters)).toEqual(['👍👍', '👍']);
  expect(wrap('abc', 0, letters)).toEqual(['a', 'b', 'c']);
});

test('indents stay', () => {
  expect(wrap('a\n  - b c', 5, letters)).toEqual(['a', '  - b', 'c']);
});

test('what has no room is told by an ellipsis', () => {
  expect(fitLines('one two three four', 5, 2, letters)).toEqual(['one', 'two …']);
  expect(fitLines('three four five', 5, 1, letters)).toEqual(['thre…']);
  expect(fitLines('one two', 5, 2, letters)).toEqual(['one', 'two']);
});
