import type { Dataset, SplitName } from '../../src/engine/data/dataset.ts';
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

export function sampleBytes(dataset: Dataset, split: SplitName, index: number): Uint8Array {
  const [height, width, channels] = dataset.imageShape;
  const size = height * width * channels;
  return dataset.splits[split].pixels.subarray(index * size, (index + 1) * size);
}

export function samplePicture(dataset: Dataset, split: SplitName, index: number): Picture {
  const [height, width, channels] = dataset.imageShape;
  return pictureOf(sampleBytes(dataset, split, index), width, height, channels);
}

/** One feature map in viridis; `null` when the layer has no such map. */
export function mapPicture(maps: LayerMaps, index: number): Picture | null {
  const values = maps.maps[index];
  if (!values) return null;
  const rgba = new Uint8ClampedArray(maps.width * maps.height * 4);
  paintViridis(values, rgba);
  return { width: maps.width, height: maps.height, rgba };
}
