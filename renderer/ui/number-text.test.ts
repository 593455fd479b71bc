import { describe, expect, test } from 'vitest';
import { formatFull, formatPlain } from '../i18n/format.ts';
import { parseNumber } from './number-text.ts';

const anyNumber = { integer: false, min: undefined, max: undefined };
const anyInteger = { ...anyNumber, integer: true };

describe('typed numbers', () => {
  test.each([
    ['0,5', 'fr', 0.5],
    ['0,5', 'en', 0.5],
    ['0.5', 'fr', 0.5],
    ['.5', 'en', 0.5],
    ['1e-3', 'en', 0.001],
    ['1e−3', 'fr', 0.001],
    ['−2', 'fr', -2],
    ['1 234', 'fr', 1234],
    ['1 234 567,5', 'fr', 1_234_567.5],
    ['1,234.5', 'en', 1234.5],
    ['12 34', 'fr', null],
    ['1 2345', 'fr', null],
    ['', 'en', null],
    ['0x10', 'en', null],
    ['Infinity', 'en', null],
    ['ten', 'en', null],
  ] as const)('%s in %s is %s', (text, locale, value) => {
    expect(parseNumber(text, locale, anyNumber)).toBe(value);
  });

  test('a whole number takes no fraction; in French a comma is never a separator of thousands', () => {
    expect(parseNumber('1,234', 'en', anyInteger)).toBe(1234);
    expect(parseNumber('1,234', 'fr', anyInteger)).toBeNull();
    expect(parseNumber('2.5', 'en', anyInteger)).toBeNull();
  });

  test('both limits belong to the range', () => {
    const limits = { integer: false, min: 1e-9, max: 100 };
    expect(parseNumber('100', 'en', limits)).toBe(100);
    expect(parseNumber('101', 'en', limits)).toBeNull();
    expect(parseNumber('0', 'en', limits)).toBeNull();
  });

  test.each(['en', 'fr'] as const)('what is printed in %s can be typed back', (locale) => {
    for (const value of [0, 7, 1234, 138_357_544]) {
      expect(parseNumber(formatFull(value, locale), locale, anyInteger)).toBe(value);
    }
    for (const value of [0.5, 1e-9, 2.25e-7, 1234.5]) {
      expect(parseNumber(formatPlain(value, locale), locale, anyNumber)).toBe(value);
    }
  });
});
