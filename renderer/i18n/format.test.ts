import { describe, expect, it } from 'vitest';
import { formatDecimals, formatExact, formatSmall } from './format.ts';

/** U+202F, which groups digits in French. */
const thin = '\u202f';

describe('numbers of a formula', () => {
  it('are written as the reader writes them', () => {
    expect(formatExact(14_450_688, 'en')).toBe('14,450,688');
    expect(formatExact(14_450_688, 'fr')).toBe(`14${thin}450${thin}688`);
    expect(formatExact(0.25, 'en')).toBe('0.25');
    expect(formatExact(0.25, 'fr')).toBe('0,25');
    expect(formatExact(29_767.125, 'fr')).toBe(`29${thin}767,1`);
    expect(formatDecimals(23.114, 2, 'fr')).toBe('23,11');
  });

  it('have a minus, not a hyphen', () => {
    expect(formatExact(-2, 'en')).toBe('−2');
    expect(formatExact(-1.5, 'fr')).toBe('−1,5');
  });
});

describe('a loss', () => {
  it('has four decimals, and an exponent where those say too little or the number is too long', () => {
    expect(formatSmall(1.23456, 'fr')).toBe('1,2346');
    expect(formatSmall(0.00001, 'en')).toBe('1e−5');
    expect(formatSmall(4.729e21, 'fr')).toBe('4,7e21');
    expect(formatSmall(Number.POSITIVE_INFINITY, 'en')).toBe('—');
  });
});
