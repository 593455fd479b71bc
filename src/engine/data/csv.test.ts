import { describe, expect, test } from 'vitest';
import { numberOf, parseCsv } from './csv.ts';
import { loadCsv } from './csv-dataset.ts';
import { type Dataset, labelsOf } from './dataset.ts';
import { memoryReader } from './testing/memory-reader.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('tables', () => {
  test('cells in quotes hold delimiters, quotes and line breaks; empty lines are none', () => {
    const { rows, lines, delimiter } = parseCsv(
      bytes('\ufeffname,says\r\n"a, b","he said ""no"""\r\n\r\n"two\nlines", x \n'),
    );
    expect(delimiter).toBe(',');
    expect(rows).toEqual([
      ['name', 'says'],
      ['a, b', 'he said "no"'],
      ['two\nlines', 'x'],
    ]);
    expect(lines).toEqual([1, 2, 4]);
  });

  test.each([
    ['semicolons', 'a;b\n1,5;2', ';', 1.5],
    ['tabs', 'a\tb\n1.5\t2', '\t', 1.5],
    ['commas', 'a,b\n1.5,2', ',', 1.5],
  ] as const)('%s', (_, text, delimiter, value) => {
    const table = parseCsv(bytes(text));
    expect(table.delimiter).toBe(delimiter);
    expect(numberOf(table.rows[1]?.[0] ?? '', delimiter)).toBe(value);
  });

  test.each([
    ['', null],
    ['1e3', 1000],
    ['-.5', -0.5],
    ['NaN', null],
    ['inf', null],
    ['1,5', null],
    ['12 cm', null],
  ])('%s as a number beside commas is %s', (cell, value) => {
    expect(numberOf(cell, ',')).toBe(value);
  });
});

type Ref = Parameters<typeof loadCsv>[0];
const load = (text: string, ref: Partial<Ref> = {}, inputShape?: readonly number[]) =>
  loadCsv(
    { source: 'csv', path: '/d/t.csv', ...ref },
    memoryReader({ '/d/t.csv': bytes(text) }),
    inputShape ? { inputShape } : {},
  );

async function loaded(...args: Parameters<typeof load>): Promise<Dataset> {
  const result = await load(...args);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

/** Ten flowers of two kinds; the width is the row's number, the length twice that. */
const flowers = [
  'width,length,kind',
  ...Array.from({ length: 10 }, (_, i) => `${i + 1},${2 * (i + 1)},${i % 2 ? 'rose' : 'iris'}`),
].join('\n');

const names = ['train', 'validation', 'test'] as const;
const floatsOf = (dataset: Dataset, name: (typeof names)[number]): readonly number[] => {
  const { samples } = dataset.splits[name];
  return samples.kind === 'floats' ? [...samples.values] : [];
};

describe('data sets', () => {
  test('the last column is the target; every row keeps its numbers and its class', async () => {
    const dataset = await loaded(flowers);
    expect(dataset).toMatchObject({ task: 'oneLabel', classes: ['iris', 'rose'], sampleShape: [2], skipped: [] });
    const rows = names.flatMap((name) => {
      const values = floatsOf(dataset, name);
      return [...labelsOf(dataset.splits[name])].map((label, i) => [values[2 * i] ?? 0, values[2 * i + 1] ?? 0, label]);
    });
    expect(rows.toSorted(([a = 0], [b = 0]) => a - b)).toEqual(
      Array.from({ length: 10 }, (_, i) => [i + 1, 2 * i + 2, i % 2]),
    );
  });

  test('a column called label is the target wherever it stands, and so is one that is named or numbered', async () => {
    expect((await loaded('label,a,b\ncat,1,2\ndog,3,4\ncat,5,6')).classes).toEqual(['cat', 'dog']);
    expect((await loaded(flowers, { targets: ['width'], task: 'regression' }).catch(String)).toString()).toContain(
      'no number',
    );
    expect((await loaded('1,2,7\n3,4,8\n5,6,7', { header: false, targets: ['3'] })).classes).toEqual(['7', '8']);
  });

  test('numbers that are no whole ones are values; several targets too', async () => {
    const one = await loaded('a,y\n1,0.5\n2,1.25\n3,2');
    expect(one).toMatchObject({ task: 'regression', classes: [] });
    const two = await loaded('a,b,u,v\n1,2,3,4\n5,6,7,8\n9,10,11,12', { targets: ['u', 'v'] });
    const { targets } = two.splits.train;
    expect(targets.kind === 'values' && targets.names).toEqual(['u', 'v']);
    const values = targets.kind === 'values' ? [...targets.values] : [];
    expect(values).toEqual(floatsOf(two, 'train').map((value) => value + 2));
  });

  test('a row is what the network takes where the number of values fits', async () => {
    const series = [
      'x',
      ...Array.from({ length: 4 }, (_, i) => `${Array.from({ length: 6 }, (_, k) => i + k).join()},${i % 2}`),
    ]
      .slice(1)
      .join('\n');
    expect((await loaded(series, {}, [3, 2])).sampleShape).toEqual([3, 2]);
    expect((await loaded(series, {}, [2, 3, 1])).sampleShape).toEqual([2, 3, 1]);
    expect((await loaded(series, {}, [5])).sampleShape).toEqual([6]);
  });

  test('cells that are missing or no numbers are named by row and column, and their rows left out', async () => {
    const { skipped, splits } = await loaded(`${flowers}\n,4,iris\n5,long,rose\n6,7\n8,9,`);
    expect(skipped.map(({ reason }) => reason)).toEqual([
      'row 12: nothing in column width',
      'row 13: “long” in column length is no number',
      'row 14: 2 cells instead of 3',
      'row 15: nothing in column kind',
    ]);
    expect(names.reduce((sum, name) => sum + splits[name].count, 0)).toBe(10);
  });

  test.each<readonly [string, string, Partial<Ref>, string, string]>([
    ['nothing', '', {}, 'empty', 'holds no rows'],
    ['one column', 'a\n1\n2', {}, 'format', 'one column only'],
    ['a column of texts', 'a,b,y\nx,1,0\ny,2,1\nz,3,0', {}, 'format', 'row 2: “x” in column a is no number'],
    [
      'an unknown target',
      flowers,
      { targets: ['weight'] },
      'format',
      'has no column weight; it has width, length, kind',
    ],
    ['one class', 'a,y\n1,b\n2,b', {}, 'format', 'has the target b'],
    ['only targets', 'a,y\n1,2\n3,4', { targets: ['a', 'y'] }, 'format', 'no column left'],
  ])('%s is refused', async (_, text, ref, code, words) => {
    const result = await load(text, ref);
    expect(result).toMatchObject({ ok: false, error: { code, path: '/d/t.csv' } });
    expect(!result.ok && result.error.message).toContain(words);
  });
});
