import { gzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { labelsOf } from './dataset.ts';
import { parseIdxImages, parseIdxLabels } from './idx.ts';
import { loadIdx } from './idx-dataset.ts';
import { bytesOf } from './testing/contents.ts';
import { idxFile } from './testing/idx-files.ts';
import { memoryReader } from './testing/memory-reader.ts';

const images = idxFile(0x0803, [2, 2, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
const labels = idxFile(0x0801, [2], [7, 3]);

describe('idx files', () => {
  test.each([
    ['plain', images],
    ['gzip', gzipSync(images)],
  ])('%s images', (_, bytes) => {
    const parsed = parseIdxImages(bytes, 'x');
    expect(parsed).toMatchObject({ ok: true, value: { count: 2, height: 2, width: 3 } });
    expect(parsed.ok && [...parsed.value.pixels]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  test('labels', () => {
    const parsed = parseIdxLabels(labels, 'x');
    expect(parsed.ok && [...parsed.value]).toEqual([7, 3]);
  });

  test.each([
    ['labels for images', labels, 'format', '0x00000801, not 0x00000803. It holds labels.'],
    ['another format', new TextEncoder().encode('%PDF-1.7'), 'format', '0x25504446'],
    ['nothing', new Uint8Array(), 'truncated', 'expected 16 bytes, received 0'],
    ['half a header', images.slice(0, 9), 'truncated', 'expected 16 bytes, received 9'],
    ['half the pixels', images.slice(0, 20), 'truncated', 'expected 28 bytes, received 20'],
    ['half a gzip file', gzipSync(images).slice(0, 25), 'truncated', 'cannot be unpacked'],
    ['no images', idxFile(0x0803, [0, 28, 28], []), 'empty', 'holds no images'],
  ])('%s are refused with the numbers', (_, bytes, code, message) => {
    const parsed = parseIdxImages(bytes, 'train.idx');
    expect(parsed).toMatchObject({ ok: false, error: { code, path: 'train.idx' } });
    expect(!parsed.ok && parsed.error.message).toContain(message);
  });
});

describe('a data set of idx files', () => {
  const count = 40;
  const many = idxFile(
    0x0803,
    [count, 1, 2],
    Array.from({ length: count * 2 }, (_, index) => index),
  );
  const classes = idxFile(
    0x0801,
    [count],
    Array.from({ length: count }, (_, index) => index % 2),
  );
  const paths = { images: '/d/train-images-idx3-ubyte', labels: '/d/train-labels-idx1-ubyte' };
  const training = { [paths.images]: many, [paths.labels]: classes };

  test('every image keeps its pixels and its label, in exactly one split', async () => {
    const loaded = await loadIdx(paths, memoryReader(training));
    if (!loaded.ok) throw new Error(loaded.error.message);
    const { train, validation, test: tests } = loaded.value.splits;
    expect([train.count, validation.count, tests.count]).toEqual([32, 4, 4]);
    const dataset = loaded.value;
    const names = ['train', 'validation', 'test'] as const;
    const seen = names.flatMap((name) =>
      [...labelsOf(dataset.splits[name])].map((label, index) => ({
        label,
        first: bytesOf(dataset, name)[index * 2],
        next: bytesOf(dataset, name)[index * 2 + 1],
      })),
    );
    expect(seen.every(({ label, first = -1, next }) => next === first + 1 && label === (first / 2) % 2)).toBe(true);
    expect(new Set(seen.map(({ first }) => first)).size).toBe(count);
  });

  test('test files of MNIST’s names are the test split', async () => {
    const files = {
      ...training,
      '/d/t10k-images-idx3-ubyte.gz': gzipSync(idxFile(0x0803, [3, 1, 2], [9, 9, 8, 8, 7, 7])),
      '/d/t10k-labels-idx1-ubyte.gz': gzipSync(idxFile(0x0801, [3], [0, 1, 2])),
    };
    const loaded = await loadIdx(paths, memoryReader(files));
    if (!loaded.ok) throw new Error(loaded.error.message);
    expect([...bytesOf(loaded.value, 'test')]).toEqual([9, 9, 8, 8, 7, 7]);
    expect(loaded.value.classes).toEqual(['0', '1', '2']);
    expect(loaded.value.splits.train.count).toBe(36);
  });

  test('different counts and missing files are refused', async () => {
    const fewer = { [paths.images]: many, [paths.labels]: labels };
    expect(await loadIdx(paths, memoryReader(fewer))).toMatchObject({
      ok: false,
      error: { code: 'mismatch', message: `${paths.images} holds 40 images, but ${paths.labels} holds 2 labels.` },
    });
    expect(await loadIdx(paths, memoryReader({ [paths.images]: many }))).toMatchObject({
      ok: false,
      error: { code: 'not-found', path: paths.labels },
    });
  });
});
