import { describe, expect, it } from 'vitest';
import { Call, camelIdentifier, chained, inline, Name, statement } from './javascript.ts';

describe('inline', () => {
  it.each([
    [0.00001, '1e-5'],
    [0.001, '0.001'],
    [1e21, '1e21'],
    [-0.5, '-0.5'],
    [null, 'null'],
    ['plain', "'plain'"],
    ["it's", '"it\'s"'],
    ['"both" it\'s', "'\"both\" it\\'s'"],
    ['a\nb\\', "'a\\nb\\\\'"],
    [[1, [2, 3]], '[1, [2, 3]]'],
    [{}, '{}'],
    [{ a: 1, inputs: new Name('inputs'), b: new Name('x') }, '{ a: 1, inputs, b: x }'],
    [new Call('tf.add'), 'tf.add()'],
    [new Call('tf.add', { name: 'a' }), "tf.add({ name: 'a' })"],
  ] as const)('%j', (value, text) => expect(inline(value)).toBe(text));
});

describe('statement', () => {
  it('fills lines with numbers, and gives what is longer than a line one for each part', () => {
    const long = Array.from({ length: 12 }, (_, i) => i + 0.123456);
    expect(statement('const x = ', new Call('make', { mean: long, name: 'n' }))).toBe(`  const x = make({
    mean: [
      0.123456, 1.123456, 2.123456, 3.123456, 4.123456, 5.123456, 6.123456, 7.123456, 8.123456,
      9.123456, 10.123456, 11.123456,
    ],
    name: 'n',
  });
`);
  });

  it('is one line of a hundred columns at most', () => {
    const of = (length: number) => statement('', new Call('f', { a: 'x'.repeat(length) }));
    const [fits, breaks] = [of(85), of(86)];
    expect(fits.split('\n').map(({ length }) => length)).toEqual([100, 0]);
    expect(breaks.split('\n').map(({ length }) => length)).toEqual([5, 96, 5, 0]);
  });
});

describe('chained', () => {
  it('gives each call its line where the two do not fit in one', () => {
    const made = new Call('tf.layers.dense', { units: 3, name: 'a' });
    expect(chained('x = ', made, 'apply', new Name('x'))).toBe(
      "  x = tf.layers.dense({ units: 3, name: 'a' }).apply(x);\n",
    );
    const names = Array.from({ length: 4 }, (_, i) => new Name(`${'long'.repeat(4)}${i}`));
    expect(chained('x = ', made, 'apply', names)).toBe(`  x = tf.layers
    .dense({ units: 3, name: 'a' })
    .apply([longlonglonglong0, longlonglonglong1, longlonglonglong2, longlonglonglong3]);
`);
  });
});

describe('camelIdentifier', () => {
  it('makes names of any names, each once', () => {
    const taken = new Set(['tf']);
    const names = ['conv2d_1', 'conv2d-1', 'été', '3x3 conv', 'class', 'tf', 'SE', 'fcOut', '猫', '', 'a'.repeat(60)];
    expect(names.map((name) => camelIdentifier(name, taken))).toEqual([
      'conv2d1',
      'conv2d1_2',
      'ete',
      '_3x3Conv',
      'class_2',
      'tf_2',
      'se',
      'fcOut',
      'layer',
      'layer_2',
      'a'.repeat(40),
    ]);
  });
});
