import { describe, expect, it } from 'vitest';
import { call, identifier, literal } from './python.ts';

describe('literal', () => {
  it.each([
    [null, 'None'],
    [true, 'True'],
    [0.5, '0.5'],
    [1e-5, '1e-5'],
    [1e22, '1e22'],
    [Number.POSITIVE_INFINITY, 'float("inf")'],
    ['a "b"', '"a \\"b\\""'],
    [[3, 3], '(3, 3)'],
    [[1], '(1,)'],
    [[], '()'],
  ])('%j is %s', (value, text) => {
    expect(literal(value)).toBe(text);
  });
});

describe('call', () => {
  const long = 'a'.repeat(30);
  it('breaks where a line ends: in the last bracket, in the first, at every argument, within one', () => {
    expect(call('f', ['1', '2'], '(x)', 4)).toBe('f(1, 2)(x)');
    expect(call(`y = ${long}`, [`k="${long}"`], `(${long})`, 4)).toBe(
      `y = ${long}(k="${long}")(\n        ${long}\n    )`,
    );
    expect(call(`y = ${long}`, [`k="${long}"`, `l="${long}"`], '(x)', 4)).toBe(
      `y = ${long}(\n        k="${long}", l="${long}"\n    )(x)`,
    );
    expect(call('f', [`k=${long}`, `l=${long}`, `m=g(${long}, ${long}, ${long})`], '', 0)).toBe(
      `f(\n    k=${long},\n    l=${long},\n    m=g(\n        ${long},\n        ${long},\n        ${long},\n    ),\n)`,
    );
  });
});

it('identifiers are Python’s, and each another', () => {
  const taken = new Set(['x']);
  const made = ['conv 1', 'Conv_1', '3x3', 'lambda', '猫', 'é'].map((name) => identifier(name, taken));
  expect(made).toEqual(['conv_1', 'conv_1_2', '_3x3', 'lambda_2', 'x_2', 'e_']);
});
