import { fail, ok, type Result } from '../../core/result.ts';
import { say } from '../sayings.ts';
import type { Dataset, Split } from './dataset.ts';
import type { DataError } from './errors.ts';
import { type IdxImages, parseIdxImages, parseIdxLabels } from './idx.ts';
import { allocateBytes } from './memory.ts';
import { type DataReader, joinPath, unreadable } from './source.ts';
import { stratifiedSplit } from './split.ts';

interface Pair {
  readonly images: IdxImages;
  readonly labels: Uint8Array;
}

interface PairPaths {
  readonly images: string;
  readonly labels: string;
}

/**
 * A data set of two idx files. With MNIST's file names the test files beside them make the test split; else a tenth of
 * the images tests. A tenth validates.
 */
export async function loadIdx(paths: PairPaths, reader: DataReader): Promise<Result<Dataset, DataError>> {
  const main = await readPair(paths, reader);
  if (!main.ok) return main;
  const testPaths = await findTestPair(paths.images, reader);
  const test = testPaths ? await readPair(testPaths, reader) : null;
  if (test && !test.ok) return test;
  const { images, labels } = main.value;
  if (test && (test.value.images.height !== images.height || test.value.images.width !== images.width)) {
    const [height, width] = [test.value.images.height, test.value.images.width];
    const message = say('testSize', { test: `${height}×${width}`, train: `${images.height}×${images.width}` });
    return fail({ code: 'mismatch', message, path: paths.images });
  }
  const parts = stratifiedSplit(labels, { validation: 0.1, test: test ? 0 : 0.1 });
  const classes = Math.max(2, largest(labels) + 1, test ? largest(test.value.labels) + 1 : 0);
  return ok({
    id: paths.images,
    title: fileName(paths.images),
    classes: Array.from({ length: classes }, (_, label) => String(label)),
    task: 'oneLabel',
    sampleShape: [images.height, images.width, 1],
    normalization: { kind: 'unit' },
    licence: '',
    attribution: '',
    splits: {
      train: choose(main.value, parts.train),
      validation: choose(main.value, parts.validation),
      test: test ? choose(test.value, [...test.value.labels.keys()]) : choose(main.value, parts.test),
    },
    skipped: [],
  });
}

async function readPair(paths: PairPaths, reader: DataReader): Promise<Result<Pair, DataError>> {
  const imageBytes = await readFile(paths.images, reader);
  if (!imageBytes.ok) return imageBytes;
  const labelBytes = await readFile(paths.labels, reader);
  if (!labelBytes.ok) return labelBytes;
  return pairIdx(imageBytes.value, labelBytes.value, paths);
}

/** Two idx files that belong together; `paths` are only for messages. */
function pairIdx(imageBytes: Uint8Array, labelBytes: Uint8Array, paths: PairPaths): Result<Pair, DataError> {
  const images = parseIdxImages(imageBytes, paths.images);
  if (!images.ok) return images;
  const labels = parseIdxLabels(labelBytes, paths.labels);
  if (!labels.ok) return labels;
  if (images.value.count !== labels.value.length) {
    const counts = { images: images.value.count, count: labels.value.length };
    const message = say('labelCount', { path: paths.images, labels: paths.labels, ...counts });
    return fail({ code: 'mismatch', path: paths.labels, message });
  }
  return ok({ images: images.value, labels: labels.value });
}

async function readFile(path: string, reader: DataReader): Promise<Result<Uint8Array, DataError>> {
  try {
    return ok(await reader.read(path));
  } catch (error) {
    return fail(unreadable(error, path));
  }
}

/** `train-images…` has `t10k-images…` and `t10k-labels…` beside it in MNIST and all that copied its names. */
async function findTestPair(images: string, reader: DataReader): Promise<PairPaths | null> {
  const name = fileName(images);
  const folder = images.slice(0, images.length - name.length);
  if (!name.startsWith('train-images') || folder === '') return null;
  const names = await reader.list(folder).then(
    (entries) => entries.map((entry) => entry.name),
    () => [],
  );
  const testImages = names.find((entry) => entry.startsWith('t10k-images'));
  const testLabels = names.find((entry) => entry.startsWith('t10k-labels'));
  return testImages && testLabels
    ? { images: joinPath(folder, testImages), labels: joinPath(folder, testLabels) }
    : null;
}

function choose({ images, labels }: Pair, indices: readonly number[]): Split {
  const size = images.height * images.width;
  const pixels = allocateBytes(indices.length * size);
  const chosen = allocateBytes(indices.length);
  for (const [place, index] of indices.entries()) {
    pixels.set(images.pixels.subarray(index * size, (index + 1) * size), place * size);
    chosen[place] = labels[index] ?? 0;
  }
  return {
    count: indices.length,
    samples: { kind: 'bytes', values: pixels },
    targets: { kind: 'classes', labels: chosen },
  };
}

const largest = (labels: Uint8Array): number => labels.reduce((most, label) => Math.max(most, label), 0);

const fileName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;
