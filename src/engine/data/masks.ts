import { fail, ok, type Result } from '../../core/result.ts';
import { say } from '../sayings.ts';
import type { Dataset, Samples, Split, SplitName } from './dataset.ts';
import type { DataError } from './errors.ts';
import { aboutPictures, bySplit, importFitted, type PicturePlatform, splitOf } from './folder.ts';
import { byName, pictureName, splitFolders, subfolders } from './folder-plan.ts';
import type { PlannedFile, PlannedSample } from './import-pictures.ts';
import type { PictureOptions } from './picture-options.ts';
import { type DataReader, joinPath, type LoadOptions, unreadable } from './source.ts';
import { mix, splitSeed } from './split.ts';
import { cut } from './tables.ts';

const pictureFolder = /^(images?|imgs?|jpegimages|pictures?|x)$/i;
const maskFolder = /^(masks?|labels?|annotations?|segmentationclass|segmentations?|y)$/i;

type Plan = Record<SplitName, readonly PlannedSample[]>;

/** A folder that holds pictures and masks in folders of their own; or one per split that does. */
export const isMaskFolder = (names: readonly string[]): boolean =>
  names.some((name) => pictureFolder.test(name)) && names.some((name) => maskFolder.test(name));

/**
 * Pictures with a class for each pixel: `images` and `masks`, paired by their names without their endings, in `train`,
 * `validation` and `test` folders or not. A mask is a PNG of a palette or of greys; its numbers are the classes.
 */
export async function loadMasks(
  path: string,
  platform: PicturePlatform,
  options: LoadOptions & PictureOptions,
): Promise<Result<Dataset, DataError>> {
  const skipped: { path: string; reason: string }[] = [];
  const planned = await plan(path, platform.reader, skipped).catch((error: unknown) => unreadable(error, path));
  if ('code' in planned) return fail(planned);
  if (planned.train.length === 0) return fail({ code: 'empty', path, message: say('noMasks', { path }) });
  const imported = await importFitted(path, planned, platform, options);
  if (!imported.ok) return imported;
  const { fit, splits, maskValues } = imported.value;
  const [only] = maskValues;
  if (maskValues.length < 2) {
    return fail({ code: 'mismatch', path, message: say('masksOneClass', { path, value: only ?? 0 }) });
  }
  const place = new Uint8Array(256);
  for (const [label, value] of maskValues.entries()) place[value] = label;
  return ok({
    ...aboutPictures(path, fit),
    classes: maskValues.map(String),
    task: 'segmentation',
    splits: bySplit((name): Split => {
      const masks = splits[name].masks ?? { kind: 'bytes', values: new Uint8Array() };
      return splitOf(splits[name], planned[name], { kind: 'masks', masks: numbered(masks, place) });
    }),
    skipped: [...skipped, ...imported.value.skipped],
  });
}

/** Classes from 0 on in place of the numbers that the files use; in a file they are put in when they are read. */
function numbered(masks: Samples, place: Uint8Array): Samples {
  if (masks.kind === 'file') return { kind: 'file', file: { ...masks.file, lookup: place } };
  for (const [i, value] of masks.values.entries()) masks.values[i] = place[value] ?? 0;
  return masks;
}

async function plan(path: string, reader: DataReader, skipped: { path: string; reason: string }[]): Promise<Plan> {
  const folders = await subfolders(path, reader);
  const named = (split: SplitName) => folders.find((name) => splitFolders[split].test(name));
  const trainFolder = named('train');
  const pairsOf = async (split: SplitName): Promise<readonly PlannedSample[] | null> => {
    const folder = named(split);
    return folder === undefined ? null : pairs(joinPath(path, folder), reader, skipped);
  };
  const train = trainFolder === undefined ? await pairs(path, reader, skipped) : ((await pairsOf('train')) ?? []);
  const validation = trainFolder === undefined ? null : await pairsOf('validation');
  const test = trainFolder === undefined ? null : await pairsOf('test');
  if (train.length === 0) return { train, validation: [], test: [] };
  const parts = cut(train.length, { validation: validation ? 0 : 0.1, test: test ? 0 : 0.1 });
  const part = (name: SplitName) => parts[name].flatMap((index) => train[index] ?? []);
  return {
    train: part('train'),
    validation: validation ? mix(validation, splitSeed) : part('validation'),
    test: test ? mix(test, splitSeed) : part('test'),
  };
}

async function pairs(
  path: string,
  reader: DataReader,
  skipped: { path: string; reason: string }[],
): Promise<readonly PlannedSample[]> {
  const folders = await subfolders(path, reader);
  const listed = async (pattern: RegExp): Promise<readonly PlannedFile[]> => {
    const folder = folders.find((name) => pattern.test(name));
    if (folder === undefined) return [];
    const whole = joinPath(path, folder);
    const entries = (await reader.list(whole)).filter(({ kind, name }) => kind === 'file' && pictureName.test(name));
    return entries
      .toSorted((a, b) => byName(a.name, b.name))
      .map(({ name, bytes, modified }) => ({ path: joinPath(whole, name), bytes, modified }));
  };
  const masks = new Map((await listed(maskFolder)).map((file) => [stem(file.path), file]));
  const found: PlannedSample[] = [];
  for (const picture of await listed(pictureFolder)) {
    const mask = masks.get(stem(picture.path));
    if (mask) found.push({ picture, mask });
    else skipped.push({ path: picture.path, reason: say('maskMissing') });
  }
  return found;
}

/** `7` of `images/7.jpg` and of `masks/7_mask.png`. */
const stem = (path: string): string =>
  (path.split(/[\\/]/).at(-1) ?? path).replace(/\.[^.]*$/, '').replace(/[-_](masks?|labels?|seg|segmentation)$/i, '');
