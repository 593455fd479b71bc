import { readFileSync } from 'node:fs';
import { encode as encodePng } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { decodeImageFile } from './decode-image.ts';
import { detectSource } from './detect.ts';
import { loadLabelledFiles } from './labelled-files.ts';
import { loadMasks } from './masks.ts';
import { prepareSample } from './prepare.ts';
import { bytesOf } from './testing/contents.ts';
import { fixtureSchema } from './testing/fixtures.ts';
import { idxFile } from './testing/idx-files.ts';
import { memoryReader } from './testing/memory-reader.ts';
import { npyFile, npzFile } from './testing/numpy-files.ts';
import { plainPlatform } from './testing/platform.ts';

const recorded = fixtureSchema.parse(JSON.parse(readFileSync(new URL('fixtures/data.json', import.meta.url), 'utf8')));
const decode = async (bytes: Uint8Array) => decodeImageFile(bytes);
const grey = (values: readonly number[], width: number, height: number): Uint8Array =>
  encodePng({ width, height, channels: 1, depth: 8, data: Uint8Array.from(values) });

/** Four greys, the first of which tells which picture it is. */
const picture = (index: number): Uint8Array => grey([index, 0, 0, 0], 2, 2);
const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const options = { inputShape: [2, 2, 1] };

describe('masks as Pillow writes them', () => {
  const blank = grey(Array(48).fill(0), 8, 6);
  const fit = { shape: [6, 8, 1], resize: 'stretch', grey: false } as const;

  test.each(recorded.masks.filter(({ values }) => values.length > 0))('$name', async ({ file, values }) => {
    const parts = await prepareSample([blank, Uint8Array.from(Buffer.from(file, 'base64'))], fit, decode);
    expect([...(parts[1] ?? [])]).toEqual(values);
  });

  test('colours without a palette, other sizes and other files are refused', async () => {
    const colours = recorded.masks.find(({ name }) => name === 'colours')?.file ?? '';
    const mask = (bytes: Uint8Array) => prepareSample([blank, bytes], fit, decode);
    await expect(mask(Uint8Array.from(Buffer.from(colours, 'base64')))).rejects.toThrow('its mask is in colours');
    await expect(mask(picture(1))).rejects.toThrow('its mask is 2×2, the picture 6×8');
    await expect(mask(text('no picture'))).rejects.toThrow('its mask is no PNG');
  });

  test('another size keeps classes whole, and goes the way that the picture goes', async () => {
    const mask = grey([7, 7, 0, 0, 7, 7, 9, 9], 4, 2);
    const own = grey([7, 7, 0, 0, 7, 7, 9, 9], 4, 2);
    const fitted = async (resize: 'stretch' | 'pad' | 'crop') =>
      (await prepareSample([own, mask], { shape: [4, 4, 1], resize, grey: false }, decode)).map((part) => [...part]);
    const [, stretched] = await fitted('stretch');
    expect(stretched).toEqual([7, 7, 0, 0, 7, 7, 0, 0, 7, 7, 9, 9, 7, 7, 9, 9]);
    const [padded, paddedMask] = await fitted('pad');
    expect(paddedMask).toEqual(padded);
    expect(paddedMask?.slice(0, 4)).toEqual([0, 0, 0, 0]);
    const [, cropped] = await fitted('crop');
    expect(new Set(cropped)).toEqual(new Set([7, 0, 9]));
  });
});

describe('a folder of pictures and masks', () => {
  const files: Readonly<Record<string, Uint8Array>> = Object.fromEntries(
    Array.from({ length: 20 }, (_, i): [string, Uint8Array][] => [
      [`/s/images/${i}.png`, picture(i)],
      [`/s/masks/${i}${i % 2 ? '_mask' : ''}.png`, grey([i % 2 ? 255 : 0, 40, 255, 40], 2, 2)],
    ]).flat(),
  );

  test('pairs them by name; classes are numbered from 0; every mask stays with its picture', async () => {
    const result = await loadMasks(
      '/s',
      plainPlatform(memoryReader({ ...files, '/s/images/x.png': picture(1) })),
      options,
    );
    if (!result.ok) throw new Error(result.error.message);
    const { value: dataset } = result;
    expect(dataset).toMatchObject({ task: 'segmentation', classes: ['0', '40', '255'], sampleShape: [2, 2, 1] });
    expect(dataset.skipped).toEqual([{ path: '/s/images/x.png', reason: 'there is no mask of this name' }]);
    for (const name of ['train', 'validation', 'test'] as const) {
      const { count, targets } = dataset.splits[name];
      expect(count).toBe(name === 'train' ? 16 : 2);
      const masks = targets.kind === 'masks' && targets.masks.kind === 'bytes' ? targets.masks.values : [];
      for (let i = 0; i < count; i++) {
        const odd = (bytesOf(dataset, name)[i * 4] ?? 0) % 2;
        expect([...masks.slice(i * 4, i * 4 + 4)]).toEqual([odd ? 2 : 0, 1, 2, 1]);
      }
    }
  });

  test('splits of its own are kept', async () => {
    const moved = Object.fromEntries(
      Object.entries(files).map(([path, bytes]) => [
        path.replace('/s/', /\b1?\d(_mask)?\.png/.test(path) && /\/1?[0-4]\D/.test(path) ? '/s/test/' : '/s/train/'),
        bytes,
      ]),
    );
    const result = await loadMasks('/s', plainPlatform(memoryReader(moved)), options);
    const counts = result.ok && [
      result.value.splits.train.count + result.value.splits.validation.count,
      result.value.splits.test.count,
    ];
    expect(counts).toEqual([10, 10]);
  });

  test('without pairs, and of one class, it is refused', async () => {
    const load = (given: Readonly<Record<string, Uint8Array>>) =>
      loadMasks('/s', plainPlatform(memoryReader(given)), options);
    expect(await load({ '/s/images/1.png': picture(1) })).toMatchObject({ ok: false, error: { code: 'empty' } });
    const same = Object.fromEntries(
      Object.entries(files).map(([path, bytes]) => [path, path.includes('mask') ? grey([3, 3, 3, 3], 2, 2) : bytes]),
    );
    expect(await load(same)).toMatchObject({ ok: false, error: { code: 'mismatch' } });
  });
});

describe('pictures of any number of classes', () => {
  const table = (...rows: string[]): Uint8Array => text(['file,cat,dog', ...rows].join('\n'));

  test('each keeps its classes; what is wrong is named by row', async () => {
    const pictures = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`/m/photos/${i}.png`, picture(i)]));
    const rows = Array.from({ length: 20 }, (_, i) => `${i % 2 ? 'photos/' : ''}${i}.png,${i % 2},${Number(i > 9)}`);
    const csv = table(...rows, 'lost.png,1,0', '3.png,1,maybe', '4.png,1');
    const result = await loadLabelledFiles(
      '/m/labels.csv',
      plainPlatform(memoryReader({ ...pictures, '/m/labels.csv': csv })),
      options,
    );
    if (!result.ok) throw new Error(result.error.message);
    const { value: dataset } = result;
    expect(dataset).toMatchObject({ task: 'manyLabel', classes: ['cat', 'dog'] });
    expect(dataset.skipped.map(({ reason }) => reason)).toEqual([
      'row 22: there is no picture lost.png beside the file',
      'row 23: “maybe” in column dog is neither 0 nor 1',
      'row 24: 2 cells instead of 3',
    ]);
    const seen: number[] = [];
    for (const name of ['train', 'validation', 'test'] as const) {
      const { count, targets } = dataset.splits[name];
      for (let i = 0; i < count; i++) {
        const index = bytesOf(dataset, name)[i * 4] ?? -1;
        seen.push(index);
        const flags = targets.kind === 'manyLabels' ? [...targets.values.slice(i * 2, i * 2 + 2)] : [];
        expect(flags).toEqual([index % 2, Number(index > 9)]);
      }
    }
    expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i));
  });
});

describe('what a path holds', () => {
  const images = idxFile(0x0803, [1, 1, 1], [1]);
  test.each([
    ['/d', { '/d/cats/1.png': picture(1) }, { source: 'folder', path: '/d' }],
    ['/d', { '/d/images/1.png': picture(1), '/d/masks/1.png': picture(1) }, { source: 'masks', path: '/d' }],
    ['/d', { '/d/train/img/1.png': picture(1), '/d/train/masks/1.png': picture(1) }, { source: 'masks', path: '/d' }],
    [
      '/d',
      { '/d/train-images-idx3-ubyte.gz': images },
      { source: 'idx', images: '/d/train-images-idx3-ubyte.gz', labels: '/d/train-labels-idx1-ubyte.gz' },
    ],
    ['/d/a.csv', { '/d/a.csv': text('a,b\n1,2') }, { source: 'csv', path: '/d/a.csv' }],
    ['/d/a.csv', { '/d/a.csv': text('file,cat\n1.png,1') }, { source: 'labels', path: '/d/a.csv' }],
    ['/d/a.npz', { '/d/a.npz': npzFile({}) }, { source: 'numpy', path: '/d/a.npz' }],
    [
      '/d/x_train.npy',
      { '/d/x_train.npy': npyFile('<f4', [1], [1]), '/d/y_train.npy': npyFile('<f4', [1], [1]) },
      { source: 'numpy', path: '/d/x_train.npy', labels: '/d/y_train.npy' },
    ],
    [
      '/d/images.npy',
      { '/d/images.npy': npyFile('<f4', [1], [1]), '/d/labels.npy': npyFile('<f4', [1], [1]) },
      { source: 'numpy', path: '/d/images.npy', labels: '/d/labels.npy' },
    ],
  ] as const)('%s with %j', async (path, files, ref) => {
    expect(await detectSource(path, memoryReader(files))).toEqual({ ok: true, value: ref });
  });

  test.each([
    ['/d/a.mat', { '/d/a.mat': text('x') }, 'is a mat file, which is not read here. In Python, numpy.savez'],
    ['/d/x.npy', { '/d/x.npy': text('x') }, 'the file with their labels is missing'],
    ['/d/none', { '/d/x': text('x') }, 'does not exist'],
  ] as const)('%s is refused with the way out', async (path, files, words) => {
    const found = await detectSource(path, memoryReader(files));
    expect(!found.ok && found.error.message).toContain(words);
  });
});
