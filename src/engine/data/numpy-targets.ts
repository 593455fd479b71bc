import type { Task } from '../../core/document/tasks.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { say } from '../sayings.ts';
import type { Targets } from './dataset.ts';
import type { DataError } from './errors.ts';
import { labelsFor } from './folder.ts';
import { allocateBytes } from './memory.ts';
import type { NumpyArray } from './npy.ts';
import { allocateFloats, byValue, chooseRows, mostClassesByNumber } from './tables.ts';

/** What arrays of y are answers to. The first array is that of the training samples. */
export interface NumpyTargets {
  readonly task: Task;
  readonly classes: readonly string[];
  /** Classes of the first array's samples, to split them by. */
  readonly labels: Uint8Array | Uint16Array | null;
  /** Those of some samples of one of the arrays. */
  readonly choose: (array: number, indices: readonly number[]) => Targets;
}

/**
 * Strings and whole numbers are classes, rows of one 1 and zeros too; other rows of 0 and 1 are any number of classes, maps of
 * the samples' height and width classes of pixels, and everything else values to be predicted.
 */
export function targetsOfNumpy(
  arrays: readonly NumpyArray[],
  sampleShape: readonly number[],
  task: 'oneLabel' | 'regression' | undefined,
  path: string,
): Result<NumpyTargets, DataError> {
  const [first] = arrays;
  if (!first) throw new Error('there are targets to train on');
  const width = first.values.length / (first.shape[0] ?? 1);
  const other = arrays.find(({ shape }) => shape.slice(1).join() !== first.shape.slice(1).join());
  if (other) return mismatch(path, say('testSize', { test: other.shape.join('×'), train: first.shape.join('×') }));
  if (first.texts) return ofTexts(arrays);
  if (isMap(first, sampleShape)) return ofMaps(arrays, path);
  if (task !== 'regression' && width === 1 && arrays.every((y) => isClasses(y, task === 'oneLabel')))
    return ofNumbers(arrays);
  if (task === 'oneLabel') return mismatch(path, say('npyNoClasses', { path, shape: first.shape.join('×') }));
  const flags =
    task !== 'regression' && width > 1 && arrays.every(({ values }) => values.every((v) => v === 0 || v === 1));
  if (flags) return ofFlags(arrays, width);
  const names = Array.from({ length: width }, (_, i) => (width === 1 ? 'y' : `y${i + 1}`));
  return ok({
    task: 'regression',
    classes: [],
    labels: null,
    choose: (array, indices) => {
      const values = floats(arrays[array]?.values ?? new Float32Array());
      return { kind: 'values', values: chooseRows(values, width, indices, allocateFloats), names };
    },
  });
}

const mismatch = (path: string, message: string): Result<never, DataError> => fail({ code: 'mismatch', path, message });

const floats = (values: NumpyArray['values']): Float32Array =>
  values instanceof Float32Array ? values : Float32Array.from(values);

/** Whole numbers by type, or floats that are all whole and few: labels that went through a table of floats. */
function isClasses({ values, whole }: NumpyArray, asked: boolean): boolean {
  if (!values.every((value) => Number.isInteger(value) && value >= 0 && value < 65_536)) return false;
  return whole || asked || new Set(values).size <= mostClassesByNumber;
}

function isMap({ shape, values }: NumpyArray, [height, width, channels]: readonly number[]): boolean {
  const flat = shape.length === 4 && shape[3] === 1 ? shape.slice(0, 3) : shape;
  const fits = flat.length === 3 && flat[1] === height && flat[2] === width && channels !== undefined;
  return fits && values.every((value) => Number.isInteger(value) && value >= 0 && value < 256);
}

/** One label each; `of` gives a sample's class. */
function oneLabel(
  classes: readonly string[],
  labels: readonly (Uint8Array | Uint16Array)[],
): Result<NumpyTargets, DataError> {
  return ok({
    task: 'oneLabel',
    classes,
    labels: labels[0] ?? null,
    choose: (array, indices) => {
      const own = labelsFor(indices.length, classes.length);
      for (const [to, index] of indices.entries()) own[to] = labels[array]?.[index] ?? 0;
      return { kind: 'classes', labels: own };
    },
  });
}

function ofTexts(arrays: readonly NumpyArray[]): Result<NumpyTargets, DataError> {
  const classes = [...new Set(arrays.flatMap(({ texts = [] }) => texts))].sort(byValue);
  const place = new Map(classes.map((name, label) => [name, label]));
  const labelled = arrays.map(({ texts = [] }) => {
    const labels = labelsFor(texts.length, classes.length);
    for (const [i, text] of texts.entries()) labels[i] = place.get(text) ?? 0;
    return labels;
  });
  return oneLabel(classes, labelled);
}

/** Classes are numbered from 0 to the largest, also those that no sample is of: the numbers are the network's outputs. */
function ofNumbers(arrays: readonly NumpyArray[]): Result<NumpyTargets, DataError> {
  let most = 1;
  for (const { values } of arrays) for (const value of values) most = Math.max(most, value);
  const classes = Array.from({ length: most + 1 }, (_, label) => String(label));
  const labelled = arrays.map(({ values }) => {
    const labels = labelsFor(values.length, classes.length);
    labels.set(values);
    return labels;
  });
  return oneLabel(classes, labelled);
}

function ofFlags(arrays: readonly NumpyArray[], width: number): Result<NumpyTargets, DataError> {
  const classes = Array.from({ length: width }, (_, label) => String(label));
  const row = ({ values }: NumpyArray, index: number) => values.subarray(index * width, (index + 1) * width);
  const rows = (array: NumpyArray): number => array.values.length / width;
  const oneHot = arrays.every((array) =>
    Array.from({ length: rows(array) }, (_, index) => row(array, index)).every(
      (flags) => flags.indexOf(1) >= 0 && flags.indexOf(1) === flags.lastIndexOf(1),
    ),
  );
  if (oneHot) {
    const labelled = arrays.map((array) => {
      const labels = labelsFor(rows(array), width);
      for (let index = 0; index < labels.length; index++) labels[index] = row(array, index).indexOf(1);
      return labels;
    });
    return oneLabel(classes, labelled);
  }
  const bytes = arrays.map(({ values }) => Uint8Array.from(values));
  return ok({
    task: 'manyLabel',
    classes,
    labels: null,
    choose: (array, indices) => ({
      kind: 'manyLabels',
      values: chooseRows(bytes[array] ?? new Uint8Array(), width, indices, allocateBytes),
    }),
  });
}

function ofMaps(arrays: readonly NumpyArray[], path: string): Result<NumpyTargets, DataError> {
  const seen = new Set<number>();
  for (const { values } of arrays) for (const value of values) seen.add(value);
  const found = [...seen].sort((a, b) => a - b);
  if (found.length < 2) return mismatch(path, say('masksOneClass', { path, value: found[0] ?? 0 }));
  const place = new Uint8Array(256);
  for (const [label, value] of found.entries()) place[value] = label;
  return ok({
    task: 'segmentation',
    classes: found.map(String),
    labels: null,
    choose: (array, indices) => {
      const y = arrays[array];
      const size = y ? y.values.length / (y.shape[0] ?? 1) : 0;
      const values = Uint8Array.from(y?.values ?? [], (value) => place[value] ?? 0);
      return { kind: 'masks', masks: { kind: 'bytes', values: chooseRows(values, size, indices, allocateBytes) } };
    },
  });
}
