import { fail, ok, type Result } from '../../core/result.ts';
import { say } from '../sayings.ts';
import { type Dataset, pictureShape, type Samples, type Split } from './dataset.ts';
import { type DataError, largestDataset } from './errors.ts';
import { fitImage, fitNearest, type PictureFit, type PixelImage } from './images.ts';
import { allocateBytes } from './memory.ts';

type ImageShape = PictureFit['shape'];

/** The same images in memory at another size or in other colours; refuses what would not fit there. */
export function resizeDataset(dataset: Dataset, fit: PictureFit): Result<Dataset, DataError> {
  const from = pictureShape(dataset.sampleShape);
  const { shape } = fit;
  if (!from || (shape.every((extent, axis) => extent === from[axis]) && !(fit.grey && shape[2] === 3))) {
    return ok(dataset);
  }
  const { train, validation, test } = dataset.splits;
  const refusal = checkSize(train.count + validation.count + test.count, shape);
  if (refusal) return fail(refusal);
  const resize = (split: Split): Split => resizeSplit(split, from, fit);
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

function resizeSplit(split: Split, from: ImageShape, fit: PictureFit): Split {
  const [height, width] = fit.shape;
  const samples = mapped(split.samples, split.count, from, fit.shape, (image) => fitImage(image, fit.shape, fit));
  if (split.targets.kind !== 'masks') return { ...split, samples };
  const fitMask = (image: PixelImage): PixelImage => fitNearest(image, height, width, fit.resize);
  const [oldMask, newMask] = [[from[0], from[1], 1] as const, [height, width, 1] as const];
  const masks = mapped(split.targets.masks, split.count, oldMask, newMask, fitMask);
  return { ...split, samples, targets: { kind: 'masks', masks } };
}

/** Every image of a split made into another one; samples that are no bytes in memory stay as they are. */
function mapped(
  samples: Samples,
  count: number,
  [height, width, channels]: ImageShape,
  to: ImageShape,
  made: (image: PixelImage) => PixelImage,
): Samples {
  if (samples.kind !== 'bytes') return samples;
  const [oldSize, newSize] = [height * width * channels, to[0] * to[1] * to[2]];
  const values = allocateBytes(count * newSize);
  for (let index = 0; index < count; index++) {
    const data = samples.values.subarray(index * oldSize, (index + 1) * oldSize);
    values.set(made({ width, height, channels, data }).data, index * newSize);
  }
  return { kind: 'bytes', values };
}
