import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Dataset } from './dataset.ts';
import { labelsOf } from './dataset.ts';
import { parseNpy } from './npy.ts';
import { loadNumpy } from './numpy-dataset.ts';
import { bytesOf } from './testing/contents.ts';
import { fixtureSchema } from './testing/fixtures.ts';
import { memoryReader } from './testing/memory-reader.ts';
import { npyFile, npzFile } from './testing/numpy-files.ts';

const recorded = fixtureSchema.parse(JSON.parse(readFileSync(new URL('fixtures/data.json', import.meta.url), 'utf8')));
const bytesIn = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'base64'));

describe('arrays as NumPy writes them', () => {
  const readable = recorded.arrays.filter(
    ({ values, texts, name }) => values.length + texts.length > 0 && name !== 'fortran',
  );
  test.each(readable.filter(({ name }) => name !== 'f2'))('$name', ({ file, shape, values, texts }) => {
    const read = parseNpy(bytesIn(file), 'a.npy');
    if (!read.ok) throw new Error(read.error.message);
    expect(read.value.shape).toEqual(shape);
    expect([...read.value.values]).toEqual(values);
    expect(read.value.texts ?? []).toEqual(texts);
  });

  test.each([
    ['fortran', 'Fortran order'],
    ['f2', 'type <f2'],
    ['records', 'type records'],
    ['objects', 'type |O'],
  ])('%s are refused with a way out', (name, words) => {
    const file = recorded.arrays.find((array) => array.name === name)?.file ?? '';
    const read = parseNpy(bytesIn(file), 'a.npy');
    expect(!read.ok && read.error.message).toContain(words);
    expect(!read.ok && read.error.message).toContain('a.npy');
  });

  test('a file that is cut short, and one that is none', () => {
    const whole = bytesIn(recorded.arrays[0]?.file ?? '');
    expect(parseNpy(whole.subarray(0, whole.length - 1), 'a')).toMatchObject({
      ok: false,
      error: { code: 'truncated' },
    });
    expect(parseNpy(new TextEncoder().encode('PK no'), 'a')).toMatchObject({ ok: false, error: { code: 'format' } });
    expect(parseNpy(whole.subarray(0, 9), 'a')).toMatchObject({ ok: false });
  });
});

async function opened(
  files: Readonly<Record<string, Uint8Array>>,
  ref: Partial<Parameters<typeof loadNumpy>[0]> = {},
  inputShape?: readonly number[],
): Promise<Dataset> {
  const [path = ''] = Object.keys(files);
  const options = inputShape ? { inputShape } : {};
  const result = await loadNumpy({ source: 'numpy', path, ...ref }, memoryReader(files), options);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

describe('data sets', () => {
  test.each(recorded.archives)(
    'an archive of pictures and labels, with its own test split',
    async ({ file, ...made }) => {
      const dataset = await opened({ '/d/pack.npz': bytesIn(file) });
      expect(dataset).toMatchObject({ task: 'oneLabel', classes: ['0', '1', '2'], sampleShape: [4, 5, 1] });
      expect(dataset.normalization).toEqual({ kind: 'unit' });
      expect([...bytesOf(dataset, 'test')]).toEqual(made.testX);
      expect([...labelsOf(dataset.splits.test)]).toEqual([2, 1, 0]);
      const { train, validation } = dataset.splits;
      expect([train.count, validation.count]).toEqual([20 - validation.count, validation.count]);
      // Every picture is in one of the two, with its own label.
      const found = (['train', 'validation'] as const).flatMap((name) =>
        [...labelsOf(dataset.splits[name])].map(
          (label, i) => `${bytesOf(dataset, name).slice(i * 20, i * 20 + 20)} ${label}`,
        ),
      );
      const all = made.y.map((label, i) => `${made.x.slice(i * 20, i * 20 + 20)} ${label}`);
      expect(found.toSorted()).toEqual(all.toSorted());
    },
  );

  const x = npyFile(
    '<f4',
    [20, 6],
    Array.from({ length: 120 }, (_, i) => i / 4),
  );
  const y = (values: readonly number[], shape: readonly number[] = [20], type = '<i8') => npyFile(type, shape, values);
  const twenty = (of: (i: number) => number): number[] => Array.from({ length: 20 }, (_, i) => of(i));

  test('a pair of files; a row is a series where the network takes one of as many values', async () => {
    const files = { '/d/x.npy': x, '/d/y.npy': y(twenty((i) => i % 2)) };
    const ref = { labels: '/d/y.npy' };
    expect((await opened(files, ref)).sampleShape).toEqual([6]);
    expect((await opened(files, ref, [3, 2])).sampleShape).toEqual([3, 2]);
    expect((await opened(files, ref, [5, 2])).sampleShape).toEqual([6]);
  });

  test.each([
    [
      'floats that are classes',
      y(
        twenty((i) => i % 3),
        [20],
        '<f8',
      ),
      'oneLabel',
      3,
    ],
    [
      'one-hot rows',
      y(
        twenty((i) => i % 4).flatMap((c) => [0, 1, 2, 3].map((k) => Number(k === c))),
        [20, 4],
      ),
      'oneLabel',
      4,
    ],
    [
      'flags',
      y(
        twenty((i) => i).flatMap((i) => [i % 2, Number(i > 9), 1]),
        [20, 3],
      ),
      'manyLabel',
      3,
    ],
    [
      'values',
      y(
        twenty((i) => i / 3),
        [20],
        '<f4',
      ),
      'regression',
      0,
    ],
    [
      'rows of values',
      y(
        twenty((i) => i).flatMap((i) => [i, -i]),
        [20, 2],
        '<f4',
      ),
      'regression',
      0,
    ],
  ] as const)('%s', async (_, labels, task, classes) => {
    const dataset = await opened({ '/d/a.npz': npzFile({ x, y: labels }) });
    expect([dataset.task, dataset.classes.length]).toEqual([task, classes]);
  });

  test('one-hot rows and values keep to their samples', async () => {
    const oneHot = y(
      twenty((i) => i % 4).flatMap((c) => [0, 1, 2, 3].map((k) => Number(k === c))),
      [20, 4],
    );
    const { train } = (await opened({ '/d/a.npz': npzFile({ x, y: oneHot }) })).splits;
    if (train.samples.kind !== 'floats') throw new Error('numbers are floats');
    const rows = [...labelsOf(train)].map((_, i) =>
      train.samples.kind === 'floats' ? (train.samples.values[i * 6] ?? 0) : 0,
    );
    expect([...labelsOf(train)]).toEqual(rows.map((first) => ((first * 4) / 6) % 4));
    const values = (
      await opened({
        '/d/a.npz': npzFile({
          x,
          y: y(
            twenty((i) => i + 0.5),
            [20],
            '<f4',
          ),
        }),
      })
    ).splits.train;
    if (values.targets.kind !== 'values' || values.samples.kind !== 'floats') throw new Error('values are predicted');
    const { targets, samples } = values;
    expect([...targets.values]).toEqual(
      [...targets.values.keys()].map((i) => ((samples.values[i * 6] ?? 0) * 4) / 6 + 0.5),
    );
  });

  test('maps of the pictures’ size are classes of pixels, numbered from 0', async () => {
    const pictures = npyFile(
      '|u1',
      [20, 2, 2],
      Array.from({ length: 80 }, (_, i) => i),
    );
    const maps = npyFile(
      '|u1',
      [20, 2, 2],
      Array.from({ length: 80 }, (_, i) => (i % 3 === 0 ? 255 : 7)),
    );
    const dataset = await opened({ '/d/a.npz': npzFile({ images: pictures, masks: maps }) });
    expect(dataset).toMatchObject({ task: 'segmentation', classes: ['7', '255'], sampleShape: [2, 2, 1] });
    const { targets } = dataset.splits.test;
    const masks = targets.kind === 'masks' && targets.masks.kind === 'bytes' ? [...targets.masks.values] : [];
    expect(masks).toEqual([...bytesOf(dataset, 'test')].map((value) => Number(value % 3 === 0)));
  });

  test.each([
    [
      'other counts',
      { '/d/a.npz': npzFile({ x, y: npyFile('<i8', [19], twenty(() => 0).slice(1)) }) },
      'x of 20×6 and y of 19',
    ],
    ['no names that tell', { '/d/a.npz': npzFile({ a: x, b: x }) }, 'holds a, b: x and y are needed'],
    [
      'x without values',
      { '/d/a.npz': npzFile({ x: y(twenty((i) => i)), y: y(twenty((i) => i)) }) },
      'x of 20 and y of 20',
    ],
    [
      'values that are none',
      { '/d/a.npz': npzFile({ x: npyFile('<f4', [2, 2], [0, 1, Number.NaN, 1]), y: npyFile('<i8', [2], [0, 1]) }) },
      'first in sample 1',
    ],
    ['no archive', { '/d/a.npz': new TextEncoder().encode('no archive') }, 'cannot be unpacked'],
  ])('%s are refused with the shapes', async (_, files, words) => {
    const result = await loadNumpy({ source: 'numpy', path: '/d/a.npz' }, memoryReader(files), {});
    expect(!result.ok && result.error.message).toContain(words);
  });
});
