import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DataRef } from '../../core/document/schema.ts';
import { ok, type Result } from '../../core/result.ts';
import { cachePath, openDiskCache } from '../node/cache-folder.ts';
import { spawnPrepareThread } from '../node/threads.ts';
import type { Dataset } from './dataset.ts';
import { decodeImageFile } from './decode-image.ts';
import { detectSource } from './detect.ts';
import type { DataError } from './errors.ts';
import { type DataPlatform, openDataset } from './load.ts';
import { createPixelCache } from './pixel-cache.ts';
import { prepareHere } from './prepare.ts';
import { preparePool } from './prepare-pool.ts';
import type { ImageDecoder, LoadOptions } from './source.ts';

const assets = fileURLToPath(new URL('../../../assets/data/', import.meta.url));

/** Pictures that take longer than it takes to start threads for them. */
const worthThreads = 200;
const threads = Math.max(2, Math.min(8, availableParallelism() - 1));

const decodeImage: ImageDecoder = async (bytes) => decodeImageFile(bytes);

const platform: DataPlatform = {
  reader: {
    list: async (path) => {
      const entries = await readdir(path, { withFileTypes: true });
      return Promise.all(
        entries.map(async (entry) => {
          const { size, mtimeMs, isFolder } = await found(join(path, entry.name), entry);
          return { name: entry.name, kind: isFolder ? 'folder' : 'file', bytes: size, modified: mtimeMs } as const;
        }),
      );
    },
    read: (path) => readFile(path),
  },
  decodeImage,
  startPreparer: (count) =>
    count < worthThreads ? prepareHere(decodeImage) : preparePool(spawnPrepareThread, threads),
  openCache: async () => {
    const folder = await openDiskCache(join(cachePath(), 'data'));
    return folder && createPixelCache(folder);
  },
  embedded: async (id) => ({
    png: await readFile(join(assets, `${id}.png`)),
    manifest: JSON.parse(await readFile(join(assets, `${id}.json`), 'utf8')),
  }),
};

/** Reads pictures that belong to no data set. */
export const nodePictures: Pick<DataPlatform, 'reader' | 'startPreparer'> = platform;

/** What a path of the command line names: `digits`, `fashion-mnist`, or whatever its files are (see `detectSource`). */
export async function dataRefOf(what: string): Promise<Result<DataRef, DataError>> {
  if (what === 'digits' || what === 'fashion-mnist') return ok({ source: 'embedded', id: what });
  return detectSource(resolve(what), platform.reader);
}

/** Opens a data set for the command line. */
export async function loadDatasetNode(
  what: DataRef | string,
  options: LoadOptions = {},
): Promise<Result<Dataset, DataError>> {
  const ref = typeof what === 'string' ? await dataRefOf(what) : ok(what);
  return ref.ok ? openDataset(ref.value, platform, options) : ref;
}

/** Links are followed; one that leads nowhere is a file that cannot be read. */
async function found(path: string, entry: Dirent): Promise<{ size: number; mtimeMs: number; isFolder: boolean }> {
  const known = await stat(path).catch(() => null);
  return {
    size: known?.size ?? 0,
    mtimeMs: known?.mtimeMs ?? 0,
    isFolder: known ? known.isDirectory() : entry.isDirectory(),
  };
}
