import type { DataRef } from '../../core/document/schema.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { say } from '../sayings.ts';
import { type CsvTable, numberOf, parseCsv } from './csv.ts';
import type { Dataset, Targets } from './dataset.ts';
import type { DataError } from './errors.ts';
import { bySplit, labelsFor } from './folder.ts';
import { baseName, type DataReader, type LoadOptions, unreadable } from './source.ts';
import { allocateFloats, byValue, chooseRows, mostClassesByNumber, shapeFor, splitRows } from './tables.ts';

type CsvRef = Extract<DataRef, { source: 'csv' }>;

/** Columns that are taken for the target when nobody names one. */
const targetNames = /^(label|class|target|species|y)$/i;

/**
 * A row a sample: numbers and what they are to be answered with. Rows with cells that are missing or no numbers are left
 * out and named. A row becomes a series where the network takes steps × features of as many values.
 */
export async function loadCsv(
  ref: CsvRef,
  reader: DataReader,
  options: LoadOptions,
): Promise<Result<Dataset, DataError>> {
  const { path } = ref;
  const bytes = await reader.read(path).catch((error: unknown) => unreadable(error, path));
  if (!(bytes instanceof Uint8Array)) return fail(bytes);
  const table = parseCsv(bytes);
  const columns = columnsOf(table, ref);
  if (!columns.ok) return columns;
  const read = readRows(table, columns.value, ref);
  if (!read.ok) return read;
  const { features, rows, skipped } = read.value;
  const targets = targetsOf(read.value.targets, columns.value, ref);
  if (!targets.ok) return targets;
  const size = columns.value.features.length;
  const { task, classes, labels, choose } = targets.value;
  const parts = splitRows(rows, labels);
  return ok({
    id: path,
    title: baseName(path),
    classes,
    task,
    sampleShape: [...shapeFor([size], options.inputShape)],
    licence: '',
    attribution: '',
    normalization: { kind: 'none' },
    splits: bySplit((name) => ({
      count: parts[name].length,
      samples: { kind: 'floats', values: chooseRows(features, size, parts[name], allocateFloats) },
      targets: choose(parts[name]),
    })),
    skipped,
  });
}

interface Columns {
  readonly names: readonly string[];
  readonly features: readonly number[];
  readonly targets: readonly number[];
  /** Rows before the first sample: 1 with a header. */
  readonly before: 0 | 1;
}

const format = (path: string, message: string): Result<never, DataError> => fail({ code: 'format', path, message });

function columnsOf({ rows, delimiter }: CsvTable, { path, header, targets }: CsvRef): Result<Columns, DataError> {
  const [first, second] = rows;
  if (!first || (header && !second)) return fail({ code: 'empty', path, message: say('csvEmpty', { path }) });
  if (first.length < 2) return format(path, say('csvOneColumn', { path }));
  const named = header ?? first.every((cell) => numberOf(cell, delimiter) === null);
  const names = first.map((cell, index) => (named && cell !== '' ? cell : String(index + 1)));
  const chosen: number[] = [];
  for (const target of targets ?? [names.find((name) => targetNames.test(name)) ?? names.at(-1) ?? '']) {
    const byName = names.indexOf(target);
    const index = byName < 0 && /^\d+$/.test(target) ? Number(target) - 1 : byName;
    if (index < 0 || index >= names.length) {
      return format(path, say('csvNoColumn', { path, name: target, names: names.join(', ') }));
    }
    chosen.push(index);
  }
  const features = [...names.keys()].filter((index) => !chosen.includes(index));
  if (features.length === 0) return format(path, say('csvNoFeatures', { path }));
  return ok({ names, features, targets: chosen, before: named ? 1 : 0 });
}

interface ReadRows {
  readonly rows: number;
  readonly features: Float32Array;
  /** Texts of the target columns of each row that is kept. */
  readonly targets: readonly (readonly string[])[];
  readonly skipped: Dataset['skipped'];
}

function readRows(table: CsvTable, columns: Columns, { path }: CsvRef): Result<ReadRows, DataError> {
  const { features: places, names, before } = columns;
  const features = allocateFloats(Math.max(0, table.rows.length - before) * places.length);
  const targets: (readonly string[])[] = [];
  const skipped: { path: string; reason: string }[] = [];
  for (const [index, row] of table.rows.entries()) {
    if (index < before) continue;
    const reason = faultOf(row, table, columns);
    if (reason !== null) {
      skipped.push({ path, reason: say('csvRow', { row: table.lines[index] ?? index + 1, reason }) });
      continue;
    }
    const start = targets.length * places.length;
    for (const [place, column] of places.entries()) {
      features[start + place] = numberOf(row[column] ?? '', table.delimiter) ?? 0;
    }
    targets.push(columns.targets.map((column) => row[column] ?? ''));
  }
  const [firstFault] = skipped;
  // More rows that cannot be read than can: a column of texts, or another header than was thought.
  if (targets.length < 2 || skipped.length > targets.length) {
    const reason = firstFault?.reason ?? say('csvFewRows', { count: targets.length });
    return format(path, say('csvUnreadable', { path, names: names.length, reason }));
  }
  return ok({ rows: targets.length, features: features.subarray(0, targets.length * places.length), targets, skipped });
}

/** What keeps a row from being a sample; `null`: nothing. */
function faultOf(
  row: readonly string[],
  { delimiter }: CsvTable,
  { names, features, targets }: Columns,
): string | null {
  if (row.length !== names.length) return say('csvCells', { expected: names.length, received: row.length });
  const empty = [...features, ...targets].find((column) => row[column] === '');
  if (empty !== undefined) return say('csvMissing', { column: names[empty] ?? '' });
  const text = features.find((column) => numberOf(row[column] ?? '', delimiter) === null);
  return text === undefined ? null : say('csvText', { column: names[text] ?? '', text: row[text] ?? '' });
}

interface ReadTargets {
  readonly task: Dataset['task'];
  readonly classes: readonly string[];
  /** Classes of all rows, to split them by. */
  readonly labels: Uint8Array | Uint16Array | null;
  readonly choose: (indices: readonly number[]) => Targets;
}

function targetsOf(
  texts: readonly (readonly string[])[],
  { names, targets }: Columns,
  { path, task }: CsvRef,
): Result<ReadTargets, DataError> {
  const numbers = texts.map((row) => row.map(Number));
  const numeric = numbers.every((row) => row.every(Number.isFinite));
  const single = targets.length === 1;
  const distinct = single ? [...new Set(texts.map(([text = '']) => text))].sort(byValue) : [];
  const whole = numeric && numbers.every(([value]) => Number.isInteger(value));
  const asClasses = task
    ? task === 'oneLabel'
    : single && (!numeric || (whole && distinct.length <= mostClassesByNumber));
  if (asClasses && single) {
    if (distinct.length < 2) return format(path, say('csvOneClass', { path, name: distinct[0] ?? '' }));
    if (distinct.length > 65_536) return format(path, say('csvManyClasses', { path, count: distinct.length }));
    const place = new Map(distinct.map((name, label) => [name, label]));
    const labels = labelsFor(texts.length, distinct.length);
    for (const [row, [text = '']] of texts.entries()) labels[row] = place.get(text) ?? 0;
    const choose = (indices: readonly number[]): Targets => {
      const own = labelsFor(indices.length, distinct.length);
      for (const [to, index] of indices.entries()) own[to] = labels[index] ?? 0;
      return { kind: 'classes', labels: own };
    };
    return ok({ task: 'oneLabel', classes: distinct, labels, choose });
  }
  if (!numeric) {
    const row = numbers.findIndex((values) => !values.every(Number.isFinite));
    const column = numbers[row]?.findIndex((value) => !Number.isFinite(value)) ?? 0;
    const values = { column: names[targets[column] ?? 0] ?? '', text: texts[row]?.[column] ?? '' };
    return format(path, say('csvUnreadable', { path, names: names.length, reason: say('csvText', values) }));
  }
  const values = allocateFloats(texts.length * targets.length);
  values.set(numbers.flat());
  const ownNames = targets.map((column) => names[column] ?? '');
  const choose = (indices: readonly number[]): Targets => ({
    kind: 'values',
    values: chooseRows(values, targets.length, indices, allocateFloats),
    names: ownNames,
  });
  return ok({ task: 'regression', classes: [], labels: null, choose });
}
