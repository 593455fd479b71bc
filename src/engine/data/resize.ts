import { fail, ok, type Result } from '../../core/result.ts';
import { say } from '../sayings.ts';
import { type Dataset, pictureShape, type Split } from './dataset.ts';
import { type DataError, largestDataset } from './errors.ts';
import { fitImage } from './images.ts';
import { allocateBytes } from './memory.ts';

type ImageShape = readonly [number, number, number];

/** The same images at another size or number of channels; refuses what would not fit in memory. */
export function resizeDataset(dataset: Dataset, shape: ImageShape): Result<Dataset, DataError> {
  const from = pictureShape(dataset.sampleShape);
  if (!from || shape.every((extent, axis) => extent === from[axis])) return ok(dataset);
  const { train, validation, test } = dataset.splits;
  const refusal = checkSize(train.count + validation.count + test.count, shape);
  if (refusal) return fail(refusal);
  const resize = (split: Split): Split => resizeSplit(split, from, shape);
  const splits = { train: resize(train), validation: resize(validation), test: resize(test) };
  return ok({ ...dataset, sampleShape: [...shape], splits });
}

/** Why so many images of this shape cannot be loaded, or `null`. */
export function checkSize(count: number, shape: ImageShape): DataError | null {
  const [height, width, channels] = shape;
  const bytes = count * height * width * channels;
  if (bytes <= largestDataset) return null;
  const needed = (bytes / 2 ** 30).toFixed(1);
  const message = say('tooManyImages', { count, shape: `${height}×${width}×${channels}`, needed });
  return { code: 'too-large', message };
}

function resizeSplit(split: Split, from: ImageShape, to: ImageShape): Split {
  const [height, width, channels] = from;
  const [oldSize, newSize] = [height * width * channels, to[0] * to[1] * to[2]];
  if (split.samples.kind !== 'bytes') return split;
  const { values } = split.samples;
  const pixels = allocateBytes(split.count * newSize);
  for (let index = 0; index < split.count; index++) {
    const data = values.subarray(index * oldSize, (index + 1) * oldSize);
    pixels.set(fitImage({ width, height, channels, data }, to).data, index * newSize);
  }
  return { ...split, samples: { kind: 'bytes', values: pixels } };
}
