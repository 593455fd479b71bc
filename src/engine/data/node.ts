import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DataRef } from '../../core/document/schema.ts';
import { fail, type Result } from '../../core/result.ts';
import type { Dataset } from './dataset.ts';
import { decodeImageFile } from './decode-image.ts';
import type { DataError } from './errors.ts';
import { type DataPlatform, openDataset } from './load.ts';
import { type LoadOptions, unreadable } from './source.ts';

const assets = fileURLToPath(new URL('../../../assets/data/', import.meta.url));

const platform: DataPlatform = {
  reader: {
    list: async (path) => {
      const entries = await readdir(path, { withFileTypes: true });
      return Promise.all(
        entries.map(async (entry) => {
          const isFolder = entry.isSymbolicLink()
            ? (await stat(join(path, entry.name))).isDirectory()
            : entry.isDirectory();
          return { name: entry.name, kind: isFolder ? 'folder' : 'file' } as const;
        }),
      );
    },
    read: (path) => readFile(path),
  },
  decodeImage: async (bytes) => decodeImageFile(bytes),
  embedded: async (id) => ({
    png: await readFile(join(assets, `${id}.png`)),
    manifest: JSON.parse(await readFile(join(assets, `${id}.json`), 'utf8')),
  }),
};

/**
 * Opens a data set for the command line. A name is `digits` or `fashion-mnist`; any other text is a path: a folder per
 * class, a folder with MNIST's idx files, or one idx file of images with its labels beside it.
 */
export async function loadDatasetNode(
  what: DataRef | string,
  options: LoadOptions = {},
): Promise<Result<Dataset, DataError>> {
  if (typeof what !== 'string') return openDataset(what, platform, options);
  if (what === 'digits' || what === 'fashion-mnist') {
    return openDataset({ source: 'embedded', id: what }, platform, options);
  }
  const path = resolve(what);
  try {
    return openDataset(await refOfPath(path), platform, options);
  } catch (error) {
    return fail(unreadable(error, what));
  }
}

async function refOfPath(path: string): Promise<DataRef> {
  if (!(await stat(path)).isDirectory()) return idxRef(path);
  const images = (await readdir(path)).find((name) => /^train-images.*idx3/.test(name));
  return images ? idxRef(join(path, images)) : { source: 'folder', path };
}

/** `train-images-idx3-ubyte.gz` goes with `train-labels-idx1-ubyte.gz`. */
function idxRef(images: string): DataRef {
  const labels = basename(images).replace('images', 'labels').replace('idx3', 'idx1');
  return { source: 'idx', images, labels: join(dirname(images), labels) };
}
