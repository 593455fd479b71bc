import { expect, test } from 'vitest';
import { formatMilliseconds } from './format-time.ts';

test.each([
  [1.2391, '1.24 ms', '1,24 ms'],
  [0.0851, '85.1 µs', '85,1 µs'],
  [0.1, '0.100 ms', '0,100 ms'],
  [312.44, '312 ms', '312 ms'],
  [999.4, '999 ms', '999 ms'],
  [999.7, '1.00 s', '1,00 s'],
  [12_345, '12.3 s', '12,3 s'],
  [0, '0.00 µs', '0,00 µs'],
])('%d ms is written %s, in French %s', (milliseconds, english, french) => {
  expect(formatMilliseconds(milliseconds, 'en').replace('\u00a0', ' ')).toBe(english);
  expect(formatMilliseconds(milliseconds, 'fr').replace('\u00a0', ' ')).toBe(french);
});
