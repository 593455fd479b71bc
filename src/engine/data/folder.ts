import { fail, ok, type Result } from '../../core/result.ts';
import { say } from '../sayings.ts';
import type { Dataset, Split, SplitName } from './dataset.ts';
import type { DataError } from './errors.ts';
import { planFolder } from './folder-plan.ts';
import type { PictureFit } from './images.ts';
import {
  type Imported,
  type ImportedSplit,
  type ImportPlatform,
  importPictures,
  type PlannedSample,
  splitNames,
} from './import-pictures.ts';
import { allocateBytes } from './memory.ts';
import { fitOf, type PictureOptions } from './picture-options.ts';
import { baseName, type ImageDecoder, type LoadOptions } from './source.ts';

export interface PicturePlatform extends ImportPlatform {
  readonly decodeImage: ImageDecoder;
}

/** A data set of a folder per class (see `planFolder`). Pictures that cannot be read are left out and listed. */
export async function loadFolder(
  path: string,
  platform: PicturePlatform,
  options: LoadOptions & PictureOptions,
): Promise<Result<Dataset, DataError>> {
  const plan = await planFolder(path, platform.reader);
  if (!plan.ok) return plan;
  const { classes, images } = plan.value;
  const planned = bySplit((name) => images[name].map(({ file }) => ({ picture: file })));
  const imported = await importFitted(path, planned, platform, options);
  if (!imported.ok) return imported;
  const { fit, splits, skipped } = imported.value;
  return ok({
    ...aboutPictures(path, fit),
    classes,
    task: 'oneLabel',
    splits: bySplit((name) => {
      const labels = labelsFor(splits[name].kept.length, classes.length);
      for (const [place, index] of splits[name].kept.entries()) labels[place] = images[name][index]?.label ?? 0;
      return splitOf(splits[name], planned[name], { kind: 'classes', labels });
    }),
    skipped: [...plan.value.skipped, ...skipped],
  });
}

export const bySplit = <T>(of: (name: SplitName) => T): Readonly<Record<SplitName, T>> => ({
  train: of('train'),
  validation: of('validation'),
  test: of('test'),
});

/** Imports pictures at the size of the network, or at their own; refuses where none of those to train on can be read. */
export async function importFitted(
  path: string,
  planned: Readonly<Record<SplitName, readonly PlannedSample[]>>,
  platform: PicturePlatform,
  options: LoadOptions & PictureOptions,
): Promise<Result<Imported & { readonly fit: PictureFit }, DataError>> {
  const all = splitNames.flatMap((name) => planned[name]);
  const known = fitOf(options, options.inputShape, null);
  const fit = known ?? fitOf(options, options.inputShape, await firstSize(all, platform));
  if (!fit) return fail({ code: 'unreadable', path, message: say('noneReadable', { count: all.length, path }) });
  const imported = await importPictures(planned, fit, platform, options);
  if (!imported.ok) return fail({ path, ...imported.error });
  if (imported.value.splits.train.kept.length === 0) {
    return fail({ code: 'unreadable', path, message: say('noTrainingReadable', { path }) });
  }
  return ok({ ...imported.value, fit });
}

/** What all pictures of the user's own have in common. */
export const aboutPictures = (path: string, { shape }: PictureFit) => ({
  id: path,
  title: baseName(path),
  sampleShape: [...shape],
  licence: '',
  attribution: '',
  normalization: { kind: 'unit' } as const,
});

export const splitOf = (
  { kept, pictures }: ImportedSplit,
  planned: readonly PlannedSample[],
  targets: Split['targets'],
): Split => ({
  count: kept.length,
  samples: pictures,
  targets,
  paths: kept.map((index) => planned[index]?.picture.path ?? ''),
});

export const labelsFor = (count: number, classes: number): Uint8Array | Uint16Array =>
  classes <= 256 ? allocateBytes(count) : new Uint16Array(allocateBytes(count * 2).buffer);

async function firstSize(
  samples: readonly PlannedSample[],
  { reader, decodeImage }: PicturePlatform,
): Promise<{ readonly height: number; readonly width: number } | null> {
  for (const { picture } of samples) {
    try {
      return await decodeImage(await reader.read(picture.path));
    } catch {
      // The import itself lists it among the skipped.
    }
  }
  return null;
}
