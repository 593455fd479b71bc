import type { DataRef } from '../../core/document/schema.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { say } from '../sayings.ts';
import type { DataError } from './errors.ts';
import { splitFolders } from './folder-plan.ts';
import { isLabelledTable } from './labelled-files.ts';
import { isMaskFolder } from './masks.ts';
import { baseName, type DataReader, joinPath, unreadable } from './source.ts';

/** Formats that others write and that nothing here reads, with what writes a file that is read. */
const foreign =
  /\.(mat|h5|hdf5|parquet|feather|pkl|pickle|pt|pth|tfrecords?|xlsx?|ods|arff|zip|tar|tgz|rar|7z|json|jsonl)$/i;

/** What a path holds, by its files' names and, for CSV, their first rows. */
export async function detectSource(path: string, reader: DataReader): Promise<Result<DataRef, DataError>> {
  try {
    const entries = await reader.list(path).catch(() => null);
    return entries ? ok(await ofFolder(path, entries, reader)) : await ofFile(path, reader);
  } catch (error) {
    return fail(unreadable(error, path));
  }
}

type Entries = Awaited<ReturnType<DataReader['list']>>;

async function ofFolder(path: string, entries: Entries, reader: DataReader): Promise<DataRef> {
  const files = entries.filter(({ kind }) => kind === 'file').map(({ name }) => name);
  const images = files.find((name) => /^train-images.*idx3/.test(name));
  if (images) return idxRef(joinPath(path, images));
  const folders = entries.filter(({ kind }) => kind === 'folder').map(({ name }) => name);
  if (isMaskFolder(folders)) return { source: 'masks', path };
  const train = folders.find((name) => splitFolders.train.test(name));
  const within = train === undefined ? [] : await reader.list(joinPath(path, train));
  if (isMaskFolder(within.map(({ name }) => name))) return { source: 'masks', path };
  return { source: 'folder', path };
}

async function ofFile(path: string, reader: DataReader): Promise<Result<DataRef, DataError>> {
  const name = baseName(path);
  if (/\.(csv|tsv|txt)$/i.test(name)) {
    return ok({ source: isLabelledTable(await reader.read(path)) ? 'labels' : 'csv', path });
  }
  if (/\.npz$/i.test(name)) return ok({ source: 'numpy', path });
  if (/\.npy$/i.test(name)) return npyRef(path, reader);
  if (/idx[13]-ubyte|\.idx\d?(\.gz)?$/i.test(name)) return ok(idxRef(path));
  const [, ending] = foreign.exec(name) ?? [];
  if (ending !== undefined) {
    return fail({ code: 'format', path, message: say('foreignFormat', { path, ending: ending.toLowerCase() }) });
  }
  // What has no ending that says more may still be an idx file; its first bytes will tell. Reading says if it is missing.
  await reader.read(path);
  return ok(idxRef(path));
}

/** `train-images-idx3-ubyte.gz` goes with `train-labels-idx1-ubyte.gz`. */
function idxRef(images: string): DataRef {
  return {
    source: 'idx',
    images,
    labels: withName(images, (name) => name.replace('images', 'labels').replace('idx3', 'idx1')),
  };
}

/** `x_train.npy` goes with `y_train.npy`, `images.npy` with `labels.npy`. */
async function npyRef(path: string, reader: DataReader): Promise<Result<DataRef, DataError>> {
  const name = baseName(path);
  const folder = path.slice(0, path.length - name.length);
  const names = (await reader.list(folder === '' ? '.' : folder)).map((entry) => entry.name);
  const others = [
    name.replace(/^x/i, (x) => (x === 'X' ? 'Y' : 'y')),
    name.replace(/^X/, 'y'),
    ...['labels', 'targets', 'masks', 'y'].map((word) => name.replace(/images|data|features|inputs|x/i, word)),
  ];
  const labels = others.find((other) => other !== name && names.includes(other));
  if (labels === undefined) return fail({ code: 'mismatch', path, message: say('npyNoLabels', { path }) });
  return ok({ source: 'numpy', path, labels: withName(path, () => labels) });
}

function withName(path: string, rename: (name: string) => string): string {
  const name = baseName(path);
  return path.slice(0, path.length - name.length) + rename(name);
}
