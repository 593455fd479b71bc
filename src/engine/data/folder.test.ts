import { encode as encodePng } from 'fast-png';
import { encode as encodeJpeg } from 'jpeg-js';
import { describe, expect, test } from 'vitest';
import { type Dataset, labelOf, type SplitName, sampleSize } from './dataset.ts';
import { decodeImageFile } from './decode-image.ts';
import { loadFolder } from './folder.ts';
import type { LoadOptions } from './source.ts';
import { bytesOf } from './testing/contents.ts';
import { memoryReader } from './testing/memory-reader.ts';
import { plainPlatform } from './testing/platform.ts';

/** One colour all over, so that an image can be recognised at any size. */
const png = (value: number, width = 6, height = 4) =>
  encodePng({ width, height, channels: 3, depth: 8, data: new Uint8Array(width * height * 3).fill(value) });

const load = (files: Readonly<Record<string, Uint8Array>>, options: LoadOptions = {}) =>
  loadFolder('/pets', plainPlatform(memoryReader(files)), options);

async function loaded(files: Readonly<Record<string, Uint8Array>>, options: LoadOptions = {}): Promise<Dataset> {
  const result = await load(files, options);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

/** `[first pixel, label]` of each image of a split. */
function contents(dataset: Dataset, name: SplitName) {
  const { count } = dataset.splits[name];
  const pixels = bytesOf(dataset, name);
  const size = sampleSize(dataset.sampleShape);
  return Array.from({ length: count }, (_, index) => [pixels[index * size], labelOf(dataset.splits[name], index)]);
}

const twenty = Object.fromEntries(
  Array.from({ length: 20 }, (_, index) => [`/pets/${index < 10 ? 'cats' : 'dogs'}/${index}.png`, png(index)]),
);

describe('a folder per class', () => {
  test('is split by the seed, with every class in every split and every image once', async () => {
    const dataset = await loaded(twenty, { inputShape: [2, 3, 3] });
    expect(dataset).toMatchObject({ title: 'pets', classes: ['cats', 'dogs'], sampleShape: [2, 3, 3], skipped: [] });
    const parts = (['train', 'validation', 'test'] as const).map((name) => contents(dataset, name));
    expect(parts.map((part) => part.length)).toEqual([16, 2, 2]);
    for (const part of parts) expect(new Set(part.map(([, label]) => label))).toEqual(new Set([0, 1]));
    const all = parts.flat();
    expect(all.every(([value, label]) => label === ((value ?? -1) < 10 ? 0 : 1))).toBe(true);
    expect(new Set(all.map(([value]) => value)).size).toBe(20);
    expect(await loaded(twenty, { inputShape: [2, 3, 3] })).toEqual(dataset);
  });

  test('train, validation and test folders are kept, under any of their names', async () => {
    const dataset = await loaded({
      '/pets/Training/dogs/1.png': png(1),
      '/pets/Training/cats/2.png': png(2),
      '/pets/val/cats/3.png': png(3),
      '/pets/val/dogs/4.png': png(4),
      '/pets/test/dogs/5.png': png(5),
    });
    expect(contents(dataset, 'train').sort()).toEqual([
      [1, 1],
      [2, 0],
    ]);
    expect(contents(dataset, 'validation').sort()).toEqual([
      [3, 0],
      [4, 1],
    ]);
    expect(contents(dataset, 'test')).toEqual([[5, 1]]);
  });

  test('files that are no pictures are left out and listed', async () => {
    const dataset = await loaded({
      ...twenty,
      '/pets/cats/broken.png': png(3).slice(0, 60),
      '/pets/cats/empty.jpg': new Uint8Array(),
      '/pets/cats/notes.txt': new Uint8Array([1]),
      '/pets/dogs/puppies/1.png': png(1),
    });
    const total = Object.values(dataset.splits).reduce((sum, split) => sum + split.count, 0);
    expect(total).toBe(20);
    expect(Object.fromEntries(dataset.skipped.map(({ path, reason }) => [path, reason]))).toEqual({
      '/pets/cats/broken.png': 'cut off: the PNG ends before its picture does',
      '/pets/cats/empty.jpg': 'the file is empty',
      '/pets/cats/notes.txt': 'not a picture',
      '/pets/dogs/puppies': 'a folder inside a class',
    });
  });

  test('without a wish the first picture gives the size, in colour', async () => {
    expect((await loaded(twenty)).sampleShape).toEqual([4, 6, 3]);
    const wide = { '/pets/a/1.png': png(1, 1024, 512), '/pets/b/1.png': png(1) };
    expect((await loaded(wide)).sampleShape).toEqual([128, 256, 3]);
  });

  test('progress counts every file; a cancelled load says so', async () => {
    const seen: number[] = [];
    await loaded(twenty, { onProgress: ({ done, total }) => seen.push(done / total) });
    expect(seen.at(-1)).toBe(1);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(await load(twenty, { signal: AbortSignal.abort() })).toMatchObject({ error: { code: 'cancelled' } });
  });

  test.each<[string, Record<string, Uint8Array>, LoadOptions, string]>([
    ['no folder', {}, {}, 'not-found'],
    ['no class folders', { '/pets/1.png': png(1) }, {}, 'empty'],
    ['one class', { '/pets/cats/1.png': png(1) }, {}, 'mismatch'],
    [
      'only damaged pictures',
      { '/pets/a/1.png': new Uint8Array(9), '/pets/b/1.png': new Uint8Array(9) },
      {},
      'unreadable',
    ],
    ['more than memory holds', twenty, { inputShape: [20_000, 20_000, 3] }, 'too-large'],
  ])('%s is refused', async (_, files, options, code) => {
    expect(await load(files, options)).toMatchObject({ ok: false, error: { code } });
  });
});

describe('pictures without a browser', () => {
  test('JPEG', () => {
    const { data } = encodeJpeg({ width: 8, height: 8, data: new Uint8Array(256).fill(200) }, 95);
    const image = decodeImageFile(data);
    expect(image).toMatchObject({ width: 8, height: 8, channels: 4 });
    expect(Math.abs((image.data[0] ?? 0) - 200)).toBeLessThan(3);
  });

  test('PNG of 16 bits and of a palette', () => {
    const deep = encodePng({ width: 2, height: 1, channels: 1, depth: 16, data: new Uint16Array([0x1234, 0xffff]) });
    expect(decodeImageFile(deep)).toEqual({ width: 2, height: 1, channels: 1, data: new Uint8Array([0x12, 0xff]) });
    const palette = [
      [1, 2, 3],
      [4, 5, 6],
    ] as [number, number, number][];
    const indexed = encodePng({ width: 2, height: 1, channels: 1, depth: 8, data: new Uint8Array([1, 0]), palette });
    expect([...decodeImageFile(indexed).data]).toEqual([4, 5, 6, 1, 2, 3]);
  });

  test('PNG of 1 bit, with rows that end inside a byte', () => {
    const bits = encodePng({
      width: 3,
      height: 2,
      channels: 1,
      depth: 1,
      data: new Uint8Array([0b10100000, 0b01000000]),
    });
    expect([...decodeImageFile(bits).data]).toEqual([255, 0, 255, 0, 255, 0]);
  });
});
