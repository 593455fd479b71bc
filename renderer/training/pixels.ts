import { type Dataset, pictureShape, type SplitName, sampleSize } from '../../src/engine/data/dataset.ts';
import { openSamples, type SampleValues } from '../../src/engine/data/samples.ts';
import type { LayerMaps } from '../../src/engine/protocol.ts';
import { paintViridis } from '../canvas/viridis.ts';

/** A picture ready for a canvas: RGBA bytes. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
}

/** Bytes 0…255, rows of channels-last values with 1 or 3 channels (of more, the first), as RGBA. */
export function pictureOf(pixels: ArrayLike<number>, width: number, height: number, channels: number): Picture {
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const at = pixel * channels;
    const red = pixels[at] ?? 0;
    rgba[pixel * 4] = red;
    rgba[pixel * 4 + 1] = channels === 3 ? (pixels[at + 1] ?? 0) : red;
    rgba[pixel * 4 + 2] = channels === 3 ? (pixels[at + 2] ?? 0) : red;
    rgba[pixel * 4 + 3] = 255;
  }
  return { width, height, rgba };
}

/** A sample as it was stored, at once; `null` where it must be read from a file: `readSample` does. */
export function sampleNow(dataset: Dataset, split: SplitName, index: number): SampleValues | null {
  const reader = openSamples(dataset.splits[split].samples, sampleSize(dataset.sampleShape));
  return reader.readNow?.([index]) ?? null;
}

export async function readSample(dataset: Dataset, split: SplitName, index: number): Promise<SampleValues> {
  const reader = openSamples(dataset.splits[split].samples, sampleSize(dataset.sampleShape));
  try {
    return await reader.read([index]);
  } finally {
    reader.close();
  }
}

/** `null` for samples that are no pictures. */
export function pictureOfSample(values: SampleValues, { sampleShape }: Pick<Dataset, 'sampleShape'>): Picture | null {
  const shape = pictureShape(sampleShape);
  if (!shape) return null;
  // Floats from files of numbers are mostly 0…1.
  const bytes = values instanceof Uint8Array ? values : values.map((value) => value * 255);
  return pictureOf(bytes, shape[1], shape[0], shape[2]);
}

/** One feature map in viridis; `null` when the layer has no such map. */
export function mapPicture(maps: LayerMaps, index: number): Picture | null {
  const values = maps.maps[index];
  if (!values) return null;
  const rgba = new Uint8ClampedArray(maps.width * maps.height * 4);
  paintViridis(values, rgba);
  return { width: maps.width, height: maps.height, rgba };
}
