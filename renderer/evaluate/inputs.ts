import { type Dataset, labelOf, pictureShape, type SplitName } from '../../src/engine/data/dataset.ts';
import { prepareDigit } from '../../src/engine/data/digit.ts';
import { fitImage, type PixelImage } from '../../src/engine/data/images.ts';
import { normalized } from '../../src/engine/data/normalize.ts';
import type { PredictInput } from '../store/session.ts';
import { type Picture, pictureOf, readSample } from '../training/pixels.ts';

type Shape = PredictInput['shape'];

/** The data of networks for pictures; others are not drawn for. */
const shapeOf = ({ sampleShape }: Dataset): Shape => pictureShape(sampleShape) ?? [1, 1, 1];

const asInput = (stored: Uint8Array | Uint8ClampedArray | Float32Array, dataset: Dataset) => ({
  stored,
  values: normalized(stored, dataset),
  shape: shapeOf(dataset),
});

export async function sampleInput(dataset: Dataset, split: SplitName, index: number): Promise<PredictInput> {
  const stored = await readSample(dataset, split, index);
  return { source: 'sample', split, index, label: labelOf(dataset.splits[split], index), ...asInput(stored, dataset) };
}

/** A drawing as the network's training images are: for digits the ink is cut out, scaled and centred by its mass. */
export const drawingInput = (drawing: PixelImage, dataset: Dataset, centred: boolean): PredictInput => ({
  source: 'drawing',
  ...asInput(fitted(drawing, dataset, centred), dataset),
});

export const fileInput = (image: PixelImage, name: string, dataset: Dataset, centred: boolean): PredictInput => ({
  source: 'file',
  name,
  ...asInput(fitted(image, dataset, centred), dataset),
});

const fitted = (image: PixelImage, dataset: Dataset, centred: boolean) =>
  (centred ? prepareDigit(image, shapeOf(dataset)) : fitImage(image, shapeOf(dataset))).data;

/** What the network sees. */
export const inputPicture = ({ stored, shape: [height, width, channels] }: PredictInput): Picture =>
  pictureOf(stored, width, height, channels);

/** Images of 28×28 white on black are digits or garments, drawn as such; anything else is taken as a picture. */
export const isDigits = (datasetId: string | undefined): boolean => datasetId === 'digits';
