import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ceil,
  derived,
  type Expr,
  evaluate,
  floor,
  formula,
  incoming,
  minus,
  num,
  outgoing,
  over,
  param,
  product,
  sum,
  sumOf,
  symbolTokens,
  tokensText,
  valueTokens,
  worded,
  zero,
} from './formula.ts';

const k = param('k_h', 3, 'kernelSize');
const n = incoming('n', 28);
const s = param('s_h', 2, 'strides');

test('one tree gives the symbols, the numbers and the value', () => {
  const output = formula(sum(floor(over(minus(n, k), s)), num(1)));
  expect(tokensText(symbolTokens(output))).toBe('⌊(n − k_h) / s_h⌋ + 1');
  expect(tokensText(valueTokens(output))).toBe('⌊(28 − 3) / 2⌋ + 1');
  expect(output.value).toBe(13);
});

test('each number leads back to where it comes from', () => {
  const macs = formula(product(outgoing('H′', 13), k, n, num(2)));
  expect(valueTokens(macs).filter(({ text }) => text !== '·')).toEqual([
    { text: '13', value: 13, origin: { from: 'output' } },
    { text: '3', value: 3, origin: { from: 'param', field: 'kernelSize' } },
    { text: '28', value: 28, origin: { from: 'input' } },
    { text: '2', value: 2 },
  ]);
  expect(symbolTokens(macs).every(({ origin }) => origin === undefined)).toBe(true);
});

test('words of a formula are marked, so that they can be said in another language; a layer’s name is not', () => {
  const moved = formula(product(sum(worded('in', 8), incoming('in', 8)), derived('in', 8)));
  expect(symbolTokens(moved)).toEqual([
    { text: '(' },
    { text: 'in', word: 'in' },
    { text: ' + ' },
    { text: 'in', word: 'in' },
    { text: ')' },
    { text: '·' },
    { text: 'in' },
  ]);
});

test('a sum of one is itself, of none 0', () => {
  expect(tokensText(symbolTokens(sumOf([n])))).toBe('n');
  expect(tokensText(symbolTokens(sumOf([n, k])))).toBe('n + k_h');
  expect(sumOf([])).toBe(zero);
});

test('nothing is 0', () => {
  expect(zero.value).toBe(0);
  expect(tokensText(valueTokens(zero))).toBe('0');
});

describe('parentheses stand only where they are needed', () => {
  test.each<[Expr, string]>([
    [sum(product(k, n), s), 'k_h·n + s_h'],
    [product(sum(k, n), s), '(k_h + n)·s_h'],
    [minus(n, sum(k, s)), 'n − (k_h + s_h)'],
    [minus(minus(n, k), s), 'n − k_h − s_h'],
    [minus(n, minus(k, s)), 'n − (k_h − s_h)'],
    [over(n, product(k, s)), 'n / (k_h·s_h)'],
    [over(over(n, k), s), 'n / k_h / s_h'],
    [product(ceil(over(n, s)), k), '⌈n / s_h⌉·k_h'],
  ])('%#: %s', (expr, text) => {
    expect(tokensText(symbolTokens(formula(expr)))).toBe(text);
  });
});

/** Random trees of small numbers; divisors are never 0, since every leaf is at least 1 and differences are kept out of them. */
const { tree } = fc.letrec<{ tree: Expr; positive: Expr; leaf: Expr }>((tie) => ({
  leaf: fc.integer({ min: 1, max: 9 }).map((value) => (value % 2 === 0 ? num(value) : incoming('x', value))),
  positive: fc.oneof(
    { depthSize: 'small' },
    tie('leaf'),
    fc.tuple(tie('positive'), tie('positive')).map((terms) => sum(...terms)),
    fc.tuple(tie('positive'), tie('positive')).map((terms) => product(...terms)),
    tie('positive').map(ceil),
  ),
  tree: fc.oneof(
    { depthSize: 'small' },
    tie('leaf'),
    fc.array(tie('tree'), { minLength: 2, maxLength: 3 }).map((terms) => sum(...terms)),
    fc.array(tie('tree'), { minLength: 2, maxLength: 3 }).map((terms) => product(...terms)),
    fc.tuple(tie('tree'), tie('tree')).map(([left, right]) => minus(left, right)),
    fc.tuple(tie('tree'), tie('positive')).map(([left, right]) => over(left, right)),
    tie('tree').map(floor),
    tie('tree').map(ceil),
  ),
}));

test('the printed numbers, read by JavaScript, give the value', () => {
  const javascript = (text: string): string =>
    text
      .replaceAll('·', '*')
      .replaceAll('−', '-')
      .replaceAll('⌊', 'Math.floor(')
      .replaceAll('⌈', 'Math.ceil(')
      .replaceAll(/[⌋⌉]/g, ')');
  fc.assert(
    fc.property(tree, (expr) => {
      const printed = tokensText(valueTokens(formula(expr)));
      expect(runInNewContext(javascript(printed)), printed).toBeCloseTo(evaluate(expr), 6);
    }),
    { numRuns: 500, seed: 3 },
  );
});
