import { fail, ok, type Result } from '../../core/result.ts';
import { say } from '../sayings.ts';
import type { Dataset, SplitName } from './dataset.ts';
import type { DataError } from './errors.ts';
import type { PlannedFile } from './import-pictures.ts';
import { type DataReader, joinPath, unreadable } from './source.ts';
import { mix, splitSeed, stratifiedSplit } from './split.ts';

export interface PlannedImage {
  readonly file: PlannedFile;
  readonly label: number;
}

/** Which file is which class in which split, before any of them is opened. */
export interface FolderPlan {
  readonly classes: readonly string[];
  readonly images: Readonly<Record<SplitName, readonly PlannedImage[]>>;
  readonly skipped: Dataset['skipped'];
}

export const pictureName = /\.(png|jpe?g|webp|gif|bmp)$/i;

export const splitFolders: Readonly<Record<SplitName, RegExp>> = {
  train: /^train(ing)?$/i,
  validation: /^val(id(ation)?)?$/i,
  test: /^test(ing)?$/i,
};

interface Found {
  readonly file: PlannedFile;
  readonly className: string;
}

/**
 * A folder per class, or `train`, `validation` and `test` folders that hold a folder per class. What is not split by
 * folders is split by the seed: a tenth of what trains validates, a tenth tests.
 */
export async function planFolder(path: string, reader: DataReader): Promise<Result<FolderPlan, DataError>> {
  try {
    return await plan(path, reader);
  } catch (error) {
    return fail(unreadable(error, path));
  }
}

async function plan(path: string, reader: DataReader): Promise<Result<FolderPlan, DataError>> {
  const folders = await subfolders(path, reader);
  const named = (split: SplitName) => folders.find((name) => splitFolders[split].test(name));
  const skipped: { path: string; reason: string }[] = [];
  const trainFolder = named('train');
  const open = async (folder: string | undefined) =>
    folder === undefined ? null : findImages(joinPath(path, folder), reader, skipped);

  const train = trainFolder ? await open(trainFolder) : await findImages(path, reader, skipped);
  const validation = trainFolder ? await open(named('validation')) : null;
  const test = trainFolder ? await open(named('test')) : null;
  const all = [...(train ?? []), ...(validation ?? []), ...(test ?? [])];
  const classes = [...new Set(all.map((image) => image.className))].sort(byName);
  if (classes.length < 2) return fail(tooFewClasses(path, classes));

  const labelled = (images: readonly Found[]): readonly PlannedImage[] =>
    images.map((image) => ({ file: image.file, label: classes.indexOf(image.className) }));
  const toSplit = labelled(train ?? []);
  const parts = stratifiedSplit(
    toSplit.map((image) => image.label),
    { validation: validation ? 0 : 0.1, test: test ? 0 : 0.1 },
  );
  const part = (indices: readonly number[]) => indices.flatMap((index) => toSplit[index] ?? []);
  return ok({
    classes,
    images: {
      train: part(parts.train),
      validation: validation ? mix(labelled(validation), splitSeed) : part(parts.validation),
      test: test ? mix(labelled(test), splitSeed) : part(parts.test),
    },
    skipped,
  });
}

async function findImages(
  path: string,
  reader: DataReader,
  skipped: { path: string; reason: string }[],
): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const className of await subfolders(path, reader)) {
    const folder = joinPath(path, className);
    const entries = await reader.list(folder);
    for (const { name, kind, bytes, modified } of [...entries].sort((a, b) => byName(a.name, b.name))) {
      const file = joinPath(folder, name);
      if (kind === 'file' && pictureName.test(name)) found.push({ file: { path: file, bytes, modified }, className });
      else skipped.push({ path: file, reason: say(kind === 'folder' ? 'folderInClass' : 'notPicture') });
    }
  }
  return found;
}

export async function subfolders(path: string, reader: DataReader): Promise<readonly string[]> {
  const entries = await reader.list(path);
  return entries
    .filter((entry) => entry.kind === 'folder' && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort(byName);
}

/** Numbers in order, and the same order on every machine whatever its language. */
export function byName(a: string, b: string): number {
  return new Intl.Collator('en', { numeric: true }).compare(a, b) || (a < b ? -1 : 1);
}

function tooFewClasses(path: string, classes: readonly string[]): DataError {
  const [only] = classes;
  const message = only ? say('oneClass', { path, name: only }) : say('noFolders', { path });
  return { code: only ? 'mismatch' : 'empty', path, message };
}
