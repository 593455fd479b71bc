import type { Dataset, SplitName } from '../../src/engine/data/dataset.ts';
import { prepareDigit } from '../../src/engine/data/digit.ts';
import { fitImage, type PixelImage } from '../../src/engine/data/images.ts';
import type { PredictInput } from '../store/session.ts';
import { type Picture, pictureOf, sampleBytes } from '../training/pixels.ts';

type Shape = PredictInput['shape'];

const unit = (bytes: ArrayLike<number>): Float32Array => Float32Array.from(bytes, (byte) => byte / 255);

export function sampleInput(dataset: Dataset, split: SplitName, index: number): PredictInput {
  return {
    source: 'sample',
    split,
    index,
    label: dataset.splits[split].labels[index] ?? 0,
    values: unit(sampleBytes(dataset, split, index)),
    shape: dataset.imageShape,
  };
}

/** A drawing as the network's training images are: for digits the ink is cut out, scaled and centred by its mass. */
export const drawingInput = (drawing: PixelImage, shape: Shape, centred: boolean): PredictInput => ({
  source: 'drawing',
  values: unit((centred ? prepareDigit(drawing, shape) : fitImage(drawing, shape)).data),
  shape,
});

export const fileInput = (image: PixelImage, name: string, shape: Shape, centred: boolean): PredictInput => ({
  source: 'file',
  name,
  values: unit((centred ? prepareDigit(image, shape) : fitImage(image, shape)).data),
  shape,
});

/** What the network sees. */
export function inputPicture({ values, shape: [height, width, channels] }: PredictInput): Picture {
  return pictureOf(
    values.map((value) => Math.round(value * 255)),
    width,
    height,
    channels,
  );
}

/** Images of 28×28 white on black are digits or garments, drawn as such; anything else is taken as a picture. */
export const isDigits = (datasetId: string | undefined): boolean => datasetId === 'digits';
