import type { Dataset } from '../../src/engine/data/dataset.ts';
import type { SampleValues } from '../../src/engine/data/samples.ts';
import { paintViridis } from '../canvas/viridis.ts';
import { type Picture, pictureOfSample } from '../training/pixels.ts';

/** Bytes in viridis. */
export function mapPicture(bytes: Uint8Array, width: number, height: number): Picture {
  const rgba = new Uint8ClampedArray(width * height * 4);
  paintViridis(bytes, rgba);
  return { width, height, rgba };
}

/** Values from their least to their greatest as viridis; one value everywhere is the darkest. */
export function valuesPicture(values: ArrayLike<number>, width: number, height: number): Picture {
  const [min, max] = rangeOf(values);
  const scale = max > min ? 255 / (max - min) : 0;
  return mapPicture(
    Uint8Array.from(values, (value) => Math.round((value - min) * scale)),
    width,
    height,
  );
}

export function rangeOf(values: ArrayLike<number>): readonly [number, number] {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return [min, max];
}

/** Viridis over nothing: the greater the value, the less the picture beneath shows through. */
export function overlayPicture(values: ArrayLike<number>, width: number, height: number): Picture {
  const [min, max] = rangeOf(values);
  const picture = valuesPicture(values, width, height);
  const scale = max > min ? 1 / (max - min) : 0;
  for (let i = 0; i < values.length; i++) {
    picture.rgba[i * 4 + 3] = Math.round(215 * (((values[i] ?? 0) - min) * scale) ** 0.8);
  }
  return picture;
}

/** A sample moved to the right and down, black where it has left; `null` for samples that are no pictures. */
export function shiftedPicture(
  values: SampleValues,
  dataset: Pick<Dataset, 'sampleShape'>,
  [right, down]: readonly [number, number],
): Picture | null {
  const whole = pictureOfSample(values, dataset);
  if (!whole) return null;
  const { width, height } = whole;
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      const [fromX, fromY] = [x - right, y - down];
      rgba[at + 3] = 255;
      if (fromX < 0 || fromY < 0 || fromX >= width || fromY >= height) continue;
      const from = (fromY * width + fromX) * 4;
      rgba.set(whole.rgba.subarray(from, from + 3), at);
    }
  }
  return { width, height, rgba };
}
