import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode as encodePng } from 'fast-png';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDiskCache } from '../node/cache-folder.ts';
import { spawnPrepareThread } from '../node/threads.ts';
import { decodeImageFile } from './decode-image.ts';
import type { PictureFit } from './images.ts';
import { type Imported, type ImportPlatform, importPictures, type PlannedSample } from './import-pictures.ts';
import { createPixelCache, type PixelCache } from './pixel-cache.ts';
import { prepareHere } from './prepare.ts';
import { preparePool } from './prepare-pool.ts';
import { openSamples } from './samples.ts';
import { memoryReader } from './testing/memory-reader.ts';

const side = 64;
const size = side * side * 3;
const fit: PictureFit = { shape: [side, side, 3], resize: 'stretch', grey: false };

/** A picture of one colour that is told from all others of a set. */
const picture = (index: number): Uint8Array => {
  const data = new Uint8Array(size);
  for (let i = 0; i < size; i += 3) data.set([index & 255, index >> 8, 7], i);
  return encodePng({ width: side, height: side, channels: 3, depth: 8, data });
};

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stride-cache-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function cacheOf(limit?: number): Promise<PixelCache> {
  const files = await openDiskCache(folder);
  if (!files) throw new Error('there is no place for the test’s cache');
  return createPixelCache(files, limit);
}

/** A platform over files in memory that counts what is read of them. */
function platformOf(files: Readonly<Record<string, Uint8Array>>, cache: PixelCache | null) {
  const reader = memoryReader(files);
  const reads: string[] = [];
  const platform: ImportPlatform = {
    reader: {
      list: reader.list,
      read: (path) => {
        reads.push(path);
        return reader.read(path);
      },
    },
    startPreparer: () => prepareHere(async (bytes) => decodeImageFile(bytes)),
    openCache: async () => cache,
  };
  return { platform, reads };
}

const sample = (path: string, modified = 1): PlannedSample => ({ picture: { path, bytes: 1, modified } });

function planOf(files: Readonly<Record<string, Uint8Array>>, modified = 1) {
  const all = Object.keys(files).map((path) => sample(path, modified));
  return { train: all.slice(0, -20), validation: all.slice(-20, -10), test: all.slice(-10) };
}

async function imported(...args: Parameters<typeof importPictures>): Promise<Imported> {
  const result = await importPictures(...args);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

/** Which picture each sample of the training split is. */
async function numbers({ splits }: Imported): Promise<readonly number[]> {
  const reader = openSamples(splits.train.pictures, size);
  const all = await reader.read(splits.train.kept.map((_, place) => place));
  reader.close();
  return splits.train.kept.map((_, place) => (all[place * size] ?? -1) + 256 * (all[place * size + 1] ?? -1));
}

const small = Object.fromEntries(Array.from({ length: 120 }, (_, i) => [`/p/${i}.png`, picture(i)]));

describe('pictures in memory', () => {
  test('are kept, and opened from the cache without reading a file again', async () => {
    const { platform, reads } = platformOf(small, await cacheOf());
    const first = await imported(planOf(small), fit, platform, {});
    expect(reads).toHaveLength(120);
    const again = await imported(planOf(small), fit, platform, {});
    expect(reads).toHaveLength(120);
    expect(again).toEqual(first);
    expect(await numbers(again)).toEqual(Array.from({ length: 100 }, (_, i) => i));
  });

  test.each([
    ['another time', planOf(small, 2), fit],
    ['another order', { ...planOf(small), train: planOf(small).train.toReversed() }, fit],
    ['another way', planOf(small), { ...fit, resize: 'crop' }],
  ] as const)('%s is another entry', async (_, plan, other) => {
    const { platform, reads } = platformOf(small, await cacheOf());
    await imported(planOf(small), fit, platform, {});
    await imported(plan, other, platform, {});
    expect(reads).toHaveLength(240);
  });

  test('those that cannot be read are left out, listed, and stay so in the cache', async () => {
    const files = { ...small, '/p/3.png': new TextEncoder().encode('no picture'), '/p/99.png': new Uint8Array() };
    const { platform } = platformOf(files, await cacheOf());
    for (let time = 0; time < 2; time++) {
      const { splits, skipped } = await imported(planOf(files), fit, platform, {});
      expect(skipped.map(({ path }) => path)).toEqual(['/p/3.png', '/p/99.png']);
      expect(splits.train.kept).toHaveLength(98);
      expect(splits.train.kept.slice(2, 4)).toEqual([2, 4]);
    }
  });

  test('a cancelled import leaves nothing behind', async () => {
    const { platform } = platformOf(small, await cacheOf());
    const abort = new AbortController();
    const result = await importPictures(planOf(small), fit, platform, {
      signal: abort.signal,
      onProgress: ({ done }) => {
        if (done === 50) abort.abort();
      },
    });
    expect(result).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('pictures that are too many for memory', () => {
  // 12,000 × 12,288 bytes are above 128 MiB.
  const count = 12_000;
  const shared = Object.fromEntries(Array.from({ length: count }, (_, i) => [`/p/${i}.png`, picture(i % 512)]));

  test('lie in a file, made ready by several threads in order, and are read here and there', async () => {
    const { platform, reads } = platformOf(shared, await cacheOf());
    const threads = { ...platform, startPreparer: () => preparePool(spawnPrepareThread, 2) };
    const first = await imported(planOf(shared), fit, threads, {});
    expect(first.splits.train.pictures.kind).toBe('file');
    expect(first.splits.test.kept).toHaveLength(10);
    expect(await numbers(first)).toEqual(Array.from({ length: count - 20 }, (_, i) => i % 512));
    const again = await imported(planOf(shared), fit, platform, {});
    expect(reads).toHaveLength(count);
    const reader = openSamples(again.splits.test.pictures, size);
    const bytes = await reader.read([9, 0]);
    reader.close();
    expect([bytes[0], bytes[1], bytes[size], bytes[size + 1]]).toEqual(
      [count - 1, count - 10].flatMap((index) => [(index % 512) & 255, (index % 512) >> 8]),
    );
  }, 60_000);

  test('are refused with the figures where the cache may not hold them', async () => {
    const { platform, reads } = platformOf(shared, await cacheOf(100 * 2 ** 20));
    const result = await importPictures(planOf(shared), fit, platform, {});
    expect(result).toMatchObject({ ok: false, error: { code: 'too-large' } });
    expect(!result.ok && result.error.message).toContain('12000 images of 64×64×3 take 0.1 GiB');
    expect(reads).toEqual([]);
  });
});

describe('the cache', () => {
  const entry = async (cache: PixelCache, key: string, bytes: number): Promise<void> => {
    const writer = await cache.create(key, bytes);
    writer.write(0, new Uint8Array(bytes).fill(1));
    await writer.finish({ key });
  };

  test('removes what was used longest ago, and only as much as is needed', async () => {
    const cache = await cacheOf(1000);
    for (const [age, key] of ['a', 'b', 'c'].entries()) {
      await entry(cache, key, 300);
      for (const name of await readdir(folder)) {
        if (name.startsWith(`${key}_`)) await utimes(join(folder, name), 1000 + age, 1000 + age);
      }
    }
    // Opened, the oldest becomes the newest.
    expect((await cache.find('a'))?.notes).toEqual({ key: 'a' });
    await entry(cache, 'd', 300);
    expect(await Promise.all(['a', 'b', 'c', 'd'].map(async (key) => (await cache.find(key)) !== null))).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });

  test('half an entry is none, and what was cut off long ago is removed', async () => {
    const cache = await cacheOf(1000);
    await writeFile(join(folder, 'x_1.pixels'), new Uint8Array(10));
    await writeFile(join(folder, 'y_1.pixels'), new Uint8Array(10));
    await utimes(join(folder, 'y_1.pixels'), 1, 1);
    expect(await cache.find('x')).toBeNull();
    await entry(cache, 'z', 10);
    expect((await readdir(folder)).filter((name) => /^[xy]/.test(name))).toEqual(['x_1.pixels']);
  });
});
