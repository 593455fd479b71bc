import { expect, it } from 'vitest';
import { formatSpan } from './format-span.ts';

it.each([
  [0.00824, '8.2 ms'],
  [0.0995, '100 ms'],
  [0.4821, '482 ms'],
  [0.9996, '1.0 s'],
  [59.94, '59.9 s'],
  [59.96, '1 min 0 s'],
  [238, '3 min 58 s'],
])('%f s is %s', (seconds, text) => {
  expect(formatSpan(seconds, 'en').replaceAll('\u00a0', ' ')).toBe(text);
});

it('has the French comma', () => {
  expect(formatSpan(6.5, 'fr')).toBe('6,5\u00a0s');
});
