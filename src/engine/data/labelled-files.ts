import { fail, ok, type Result } from '../../core/result.ts';
import { say } from '../sayings.ts';
import { numberOf, parseCsv } from './csv.ts';
import type { Dataset } from './dataset.ts';
import type { DataError } from './errors.ts';
import { aboutPictures, bySplit, importFitted, type PicturePlatform, splitOf } from './folder.ts';
import { pictureName, subfolders } from './folder-plan.ts';
import type { PlannedFile } from './import-pictures.ts';
import { allocateBytes } from './memory.ts';
import type { PictureOptions } from './picture-options.ts';
import { type DataReader, joinPath, type LoadOptions, unreadable } from './source.ts';
import { cut } from './tables.ts';

interface Labelled {
  readonly file: PlannedFile;
  readonly flags: readonly number[];
}

/**
 * Pictures of any number of classes: a CSV file of file names and a column of 0 and 1 for each class. The pictures lie
 * beside it or in folders beside it.
 */
export async function loadLabelledFiles(
  path: string,
  platform: PicturePlatform,
  options: LoadOptions & PictureOptions,
): Promise<Result<Dataset, DataError>> {
  const read = await readTable(path, platform.reader);
  if (!read.ok) return read;
  const { classes, rows, skipped } = read.value;
  const parts = cut(rows.length, { validation: 0.1, test: 0.1 });
  const chosen = bySplit((name) => parts[name].flatMap((index) => rows[index] ?? []));
  const planned = bySplit((name) => chosen[name].map(({ file }) => ({ picture: file })));
  const imported = await importFitted(path, planned, platform, options);
  if (!imported.ok) return imported;
  const { fit, splits } = imported.value;
  return ok({
    ...aboutPictures(path, fit),
    classes,
    task: 'manyLabel',
    splits: bySplit((name) => {
      const { kept } = splits[name];
      const values = allocateBytes(kept.length * classes.length);
      for (const [place, index] of kept.entries()) values.set(chosen[name][index]?.flags ?? [], place * classes.length);
      return splitOf(splits[name], planned[name], { kind: 'manyLabels', values });
    }),
    skipped: [...skipped, ...imported.value.skipped],
  });
}

/** A header whose first cell names no picture, over rows that begin with one and go on with 0 and 1. */
export function isLabelledTable(bytes: Uint8Array): boolean {
  const { rows } = parseCsv(bytes);
  const [, second] = rows;
  if (!second || second.length < 2 || !pictureName.test(second[0] ?? '')) return false;
  return second.slice(1).every((cell) => cell === '0' || cell === '1');
}

async function readTable(
  path: string,
  reader: DataReader,
): Promise<Result<{ classes: readonly string[]; rows: readonly Labelled[]; skipped: Dataset['skipped'] }, DataError>> {
  const files = new Map<string, PlannedFile>();
  try {
    const bytes = await reader.read(path);
    const folder = path.slice(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')));
    await collect(folder, '', reader, files);
    for (const name of await subfolders(folder, reader)) await collect(joinPath(folder, name), name, reader, files);
    return readRows(path, bytes, files);
  } catch (error) {
    return fail(unreadable(error, path));
  }
}

/** Pictures by their name, and by their folder's and their name. */
async function collect(
  folder: string,
  name: string,
  reader: DataReader,
  files: Map<string, PlannedFile>,
): Promise<void> {
  for (const entry of await reader.list(folder)) {
    if (entry.kind !== 'file' || !pictureName.test(entry.name)) continue;
    const file = { path: joinPath(folder, entry.name), bytes: entry.bytes, modified: entry.modified };
    if (!files.has(entry.name)) files.set(entry.name, file);
    files.set(`${name}/${entry.name}`, file);
  }
}

function readRows(path: string, bytes: Uint8Array, files: ReadonlyMap<string, PlannedFile>) {
  const { rows, lines, delimiter } = parseCsv(bytes);
  const [header = []] = rows;
  const classes = header.slice(1);
  const refuse = (message: string): Result<never, DataError> => fail({ code: 'format', path, message });
  if (classes.length === 0) return refuse(say('csvOneColumn', { path }));
  const found: Labelled[] = [];
  const skipped: { path: string; reason: string }[] = [];
  for (const [index, row] of rows.entries()) {
    if (index === 0) continue;
    const [name = '', ...cells] = row;
    const flags = cells.map((cell) => numberOf(cell, delimiter));
    const file = files.get(name.replaceAll('\\', '/').replace(/^\.\//, ''));
    const broken = flags.findIndex((flag) => flag !== 0 && flag !== 1);
    const reason =
      row.length !== header.length
        ? say('csvCells', { expected: header.length, received: row.length })
        : broken >= 0
          ? say('csvNoFlag', { column: classes[broken] ?? '', text: cells[broken] ?? '' })
          : file
            ? null
            : say('csvNoPicture', { name });
    if (reason === null && file) found.push({ file, flags: flags.map((flag) => flag ?? 0) });
    else skipped.push({ path, reason: say('csvRow', { row: lines[index] ?? index + 1, reason: reason ?? '' }) });
  }
  if (found.length >= 2) return ok({ classes, rows: found, skipped });
  const reason = skipped[0]?.reason ?? say('csvFewRows', { count: found.length });
  return refuse(say('csvUnreadable', { path, names: header.length, reason }));
}
