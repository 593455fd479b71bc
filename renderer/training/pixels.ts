import type { Dataset, SplitName } from '../../src/engine/data/dataset.ts';
import type { LayerMaps } from '../../src/engine/protocol.ts';

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
  for (let pixel = 0; pixel < maps.width * maps.height; pixel++) {
    const [red, green, blue] = viridis((values[pixel] ?? 0) / 255);
    rgba.set([red, green, blue, 255], pixel * 4);
  }
  return { width: maps.width, height: maps.height, rgba };
}

type Colour = readonly [red: number, green: number, blue: number];

/** Nine stops of matplotlib's viridis (van der Walt & Smith, CC0), an eighth apart. */
const viridisStops: readonly Colour[] = [
  [68, 1, 84],
  [71, 44, 122],
  [59, 81, 139],
  [44, 113, 142],
  [33, 144, 141],
  [39, 173, 129],
  [92, 200, 99],
  [170, 220, 50],
  [253, 231, 37],
];

/** Colour of a share from 0 to 1, between the stops by straight lines. */
export function viridis(share: number): Colour {
  const position = Math.min(Math.max(share, 0), 1) * (viridisStops.length - 1);
  const low = Math.min(Math.floor(position), viridisStops.length - 2);
  const [from, to] = [viridisStops[low], viridisStops[low + 1]];
  if (!from || !to) return [0, 0, 0];
  const blend = (channel: 0 | 1 | 2) => Math.round(from[channel] + (to[channel] - from[channel]) * (position - low));
  return [blend(0), blend(1), blend(2)];
}
