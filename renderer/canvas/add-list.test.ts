import { expect, test } from 'vitest';
import { addList } from './add-list.ts';

const found = (text: string, shape: number[] | null) =>
  addList({ text, locale: 'en', shape, needsInput: true }).flatMap(({ kinds }) => kinds);

test('the same word finds what fits first', () => {
  expect(found('conv', [28, 28, 1])[0]).toBe('conv2d');
  expect(found('conv', [100, 16])[0]).toBe('conv1d');
  expect(found('maxpool', [8, 16, 16, 4])[0]).toBe('maxPooling3d');
  expect(found('conv2d', [100, 16])).toContain('conv2d');
});

test('without anything typed or known, layers stand by family', () => {
  const sections = addList({ text: '', locale: 'en', shape: null, needsInput: false });
  expect(sections.map(({ heading }) => heading).slice(0, 2)).toEqual(['core', 'convolution']);
  expect(sections[0]?.kinds[0]).toBe('input');
});

test('on a wire an Input cannot be put', () => {
  expect(found('', [28, 28, 1])).not.toContain('input');
  expect(found('input', null)).not.toContain('input');
});
