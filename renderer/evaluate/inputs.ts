import { type Dataset, labelOf, pictureShape, type SplitName } from '../../src/engine/data/dataset.ts';
import type { PixelImage } from '../../src/engine/data/images.ts';
import { normalized } from '../../src/engine/data/normalize.ts';
import { seeImage, sightOf } from '../../src/engine/data/see-image.ts';
import type { PredictInput } from '../store/session.ts';
import { type Picture, pictureOf, readSample } from '../training/pixels.ts';
import type { PredictTarget } from './use-predict-target.ts';

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

/** A picture from elsewhere, seen as the data of the run was: for digits the ink is cut out, scaled and centred by its mass. */
const seen = (image: PixelImage, { record, dataset }: PredictTarget) => {
  const shape = shapeOf(dataset);
  const sight = sightOf(record) ?? { shape, resize: 'stretch', grey: false };
  return asInput(seeImage(image, { ...sight, shape }).data, dataset);
};

export const drawingInput = (drawing: PixelImage, target: PredictTarget): PredictInput => ({
  source: 'drawing',
  ...seen(drawing, target),
});

export const fileInput = (image: PixelImage, name: string, target: PredictTarget): PredictInput => ({
  source: 'file',
  name,
  ...seen(image, target),
});

export const cameraInput = (frame: PixelImage, target: PredictTarget): PredictInput => ({
  source: 'camera',
  ...seen(frame, target),
});

/** What the network sees. */
export const inputPicture = ({ stored, shape: [height, width, channels] }: PredictInput): Picture =>
  pictureOf(stored, width, height, channels);

/** Ink is centred before the network sees it. */
export const isCentred = (target: PredictTarget | null): boolean =>
  target !== null && sightOf(target.record)?.digits === true;
