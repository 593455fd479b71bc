import type { DataRef } from '../../core/document/schema.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { say } from '../sayings.ts';
import type { Dataset, Samples, Split } from './dataset.ts';
import { type DataError, largestDataset } from './errors.ts';
import { bySplit } from './folder.ts';
import { allocateBytes } from './memory.ts';
import { type NumpyArray, parseNpy, unpackNpz } from './npy.ts';
import { type NumpyTargets, targetsOfNumpy } from './numpy-targets.ts';
import { baseName, type DataReader, type LoadOptions, unreadable } from './source.ts';
import { stratifiedSplit } from './split.ts';
import { allocateFloats, chooseRows, cut, shapeFor } from './tables.ts';

type NumpyRef = Extract<DataRef, { source: 'numpy' }>;
type Arrays = Readonly<Record<string, NumpyArray>>;

const inputNames = ['x', 'X', 'data', 'images', 'features', 'inputs', 'arr_0'];
const targetNames = ['y', 'Y', 'labels', 'label', 'targets', 'target', 'masks', 'classes', 'arr_1'];
const suffixes: Readonly<Record<keyof Dataset['splits'], readonly string[]>> = {
  train: ['', '_train', 'train', '_tr', '_training'],
  validation: ['_val', '_valid', '_validation', 'val', 'valid'],
  test: ['_test', 'test', '_te', '_testing'],
};

/** Samples and targets of NumPy: an `.npz` that names its arrays x and y (x_train, y_train…), or two `.npy` files. */
export async function loadNumpy(
  ref: NumpyRef,
  reader: DataReader,
  options: LoadOptions,
): Promise<Result<Dataset, DataError>> {
  const { path } = ref;
  const pairs = path.toLowerCase().endsWith('.npz') ? await pairsOfNpz(path, reader) : await pairOfNpy(ref, reader);
  if (!pairs.ok) return pairs;
  const { train, validation, test } = pairs.value;
  const own = sampleShape(train.x, options.inputShape);
  const arrays = [train, validation, test].flatMap((pair) => (pair ? [pair] : []));
  const refusal = arrays.map((pair) => checkPair(pair, train, path)).find((error) => error !== null);
  if (refusal) return fail(refusal);
  const targets = targetsOfNumpy(
    arrays.map(({ y }) => y),
    own,
    ref.task,
    path,
  );
  if (!targets.ok) return targets;
  const shares = { validation: validation ? 0 : 0.1, test: test ? 0 : 0.1 };
  const count = train.x.shape[0] ?? 0;
  const { labels } = targets.value;
  const parts = labels ? stratifiedSplit(labels, shares) : cut(count, shares);
  return ok({
    id: path,
    title: baseName(path),
    classes: targets.value.classes,
    task: targets.value.task,
    sampleShape: [...own],
    licence: '',
    attribution: '',
    normalization: { kind: train.x.values instanceof Uint8Array ? 'unit' : 'none' },
    splits: bySplit((name): Split => {
      const given = name === 'train' ? null : pairs.value[name];
      const pair = given ?? train;
      const indices = given ? [...Array(given.x.shape[0] ?? 0).keys()] : parts[name];
      return splitOf(pair.x, indices, arrays.indexOf(pair), targets.value);
    }),
    skipped: [],
  });
}

interface Pair {
  readonly x: NumpyArray;
  readonly y: NumpyArray;
}

type Pairs = { readonly train: Pair; readonly validation: Pair | null; readonly test: Pair | null };

async function pairsOfNpz(path: string, reader: DataReader): Promise<Result<Pairs, DataError>> {
  const bytes = await reader.read(path).catch((error: unknown) => unreadable(error, path));
  if (!(bytes instanceof Uint8Array)) return fail(bytes);
  const unpacked = unpackNpz(bytes, path);
  if (!unpacked.ok) return unpacked;
  const arrays: Record<string, NumpyArray> = {};
  const wanted = new Set(
    Object.values(suffixes).flatMap((ends) => [...namesWith(inputNames, ends), ...namesWith(targetNames, ends)]),
  );
  for (const [name, file] of Object.entries(unpacked.value)) {
    if (!wanted.has(name)) continue;
    const array = parseNpy(file, `${path}: ${name}`);
    if (!array.ok) return array;
    arrays[name] = array.value;
  }
  const pair = (split: keyof Dataset['splits']): Pair | null => {
    const x = find(arrays, namesWith(inputNames, suffixes[split]));
    const y = find(arrays, namesWith(targetNames, suffixes[split]));
    return x && y ? { x, y } : null;
  };
  const train = pair('train');
  if (train) return ok({ train, validation: pair('validation'), test: pair('test') });
  const names = Object.keys(unpacked.value).join(', ');
  return fail({ code: 'format', path, message: say('npzNames', { path, names }) });
}

const namesWith = (names: readonly string[], ends: readonly string[]): readonly string[] =>
  names.flatMap((name) => ends.map((end) => name + end));

const find = (arrays: Arrays, names: readonly string[]): NumpyArray | null => {
  const name = names.find((candidate) => Object.hasOwn(arrays, candidate));
  return name === undefined ? null : (arrays[name] ?? null);
};

async function pairOfNpy({ path, labels }: NumpyRef, reader: DataReader): Promise<Result<Pairs, DataError>> {
  if (labels === undefined) return fail({ code: 'mismatch', path, message: say('npyNoLabels', { path }) });
  const arrays: NumpyArray[] = [];
  for (const file of [path, labels]) {
    const bytes = await reader.read(file).catch((error: unknown) => unreadable(error, file));
    if (!(bytes instanceof Uint8Array)) return fail(bytes);
    const array = parseNpy(bytes, file);
    if (!array.ok) return array;
    arrays.push(array.value);
  }
  const [x, y] = arrays;
  if (!x || !y) throw new Error('two files give two arrays');
  return ok({ train: { x, y }, validation: null, test: null });
}

/** Why a pair cannot be used, with the shapes; `null` where it can. */
function checkPair({ x, y }: Pair, train: Pair, path: string): DataError | null {
  const shapeOf = (array: NumpyArray): string => array.shape.join('×') || 'one number';
  const shapes = { path, x: shapeOf(x), y: shapeOf(y) };
  if (x.texts || x.shape.length < 2 || y.shape.length < 1) return mismatch(path, say('npyShapes', shapes));
  if (x.shape[0] === 0) return { code: 'empty', path, message: say('npyShapes', shapes) };
  if (x.shape[0] !== y.shape[0]) return mismatch(path, say('npyCounts', shapes));
  if (x.shape.slice(1).join() !== train.x.shape.slice(1).join()) {
    return mismatch(path, say('testSize', { test: shapeOf(x), train: shapeOf(train.x) }));
  }
  if (x.values.byteLength > largestDataset) {
    const needed = (x.values.byteLength / 2 ** 30).toFixed(1);
    return {
      code: 'too-large',
      path,
      message: say('tooManyImages', { count: x.shape[0] ?? 0, shape: shapeOf(x), needed }),
    };
  }
  const broken = x.values instanceof Float32Array ? x.values.findIndex((value) => !Number.isFinite(value)) : -1;
  if (broken < 0) return null;
  const row = Math.floor(broken / (x.values.length / (x.shape[0] ?? 1)));
  return mismatch(path, say('npyNotFinite', { path, row }));
}

const mismatch = (path: string, message: string): DataError => ({ code: 'mismatch', path, message });

/** Greys as `[n, h, w]` bytes are pictures of one channel; what holds as many values as the network takes is its input. */
function sampleShape({ shape, values }: NumpyArray, inputShape: readonly number[] | undefined): readonly number[] {
  const own = shape.slice(1);
  const fitted = shapeFor(own, inputShape);
  if (fitted !== own) return fitted;
  return own.length === 2 && values instanceof Uint8Array ? [...own, 1] : own;
}

function splitOf(x: NumpyArray, indices: readonly number[], pair: number, { choose }: NumpyTargets): Split {
  const { values } = x;
  const size = values.length / (x.shape[0] ?? 1);
  const samples: Samples =
    values instanceof Uint8Array
      ? { kind: 'bytes', values: chooseRows(values, size, indices, allocateBytes) }
      : { kind: 'floats', values: chooseRows(values, size, indices, allocateFloats) };
  return { count: indices.length, samples, targets: choose(pair, indices) };
}
