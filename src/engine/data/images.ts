import type { ResizeMode } from '../../core/document/data-ref.ts';

/** Pixels 0…255, rows of channels-last values. */
export interface PixelImage {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: Uint8Array | Uint8ClampedArray;
}

/** Greyscale weights of ITU-R BT.601, which Keras and PIL use. */
const [redWeight, greenWeight, blueWeight] = [0.299, 0.587, 0.114];

/**
 * The same picture with 1 or 3 channels. Transparent parts show white, as on a page.
 */
export function withChannels(image: PixelImage, channels: 1 | 3): PixelImage {
  const { width, height, data } = image;
  if (image.channels === channels) return image;
  const from = image.channels;
  const alphaAt = from === 2 || from === 4 ? from - 1 : -1;
  const [greenAt, blueAt] = from >= 3 ? [1, 2] : [0, 0];
  const result = new Uint8Array(width * height * channels);
  // Plain loops over typed arrays: a data set holds thousands of pictures.
  for (let pixel = 0, at = 0, place = 0; pixel < width * height; pixel++, at += from) {
    const alpha = alphaAt < 0 ? 1 : (data[at + alphaAt] ?? 255) / 255;
    const paper = 255 * (1 - alpha);
    const red = (data[at] ?? 0) * alpha + paper;
    const green = (data[at + greenAt] ?? 0) * alpha + paper;
    const blue = (data[at + blueAt] ?? 0) * alpha + paper;
    if (channels === 1) result[place++] = Math.round(red * redWeight + green * greenWeight + blue * blueWeight);
    else {
      result[place++] = Math.round(red);
      result[place++] = Math.round(green);
      result[place++] = Math.round(blue);
    }
  }
  return { width, height, channels, data: result };
}

/**
 * Bilinear, stretched to the size asked for, pixel centres at half coordinates and no smoothing first: what
 * `keras.utils.image_dataset_from_directory` does, so that a network means the same there and here.
 */
export function resizeBilinear(image: PixelImage, height: number, width: number): PixelImage {
  if (image.width === width && image.height === height) return image;
  const { channels, data } = image;
  const [columns, rows] = [taps(image.width, width), taps(image.height, height)];
  const result = new Uint8Array(width * height * channels);
  let place = 0;
  // Plain loops over typed arrays: a data set holds thousands of pictures.
  for (let y = 0; y < height; y++) {
    const down = rows.share[y] ?? 0;
    const [top, bottom] = [(rows.low[y] ?? 0) * image.width, (rows.high[y] ?? 0) * image.width];
    for (let x = 0; x < width; x++) {
      const across = columns.share[x] ?? 0;
      const [left, right] = [columns.low[x] ?? 0, columns.high[x] ?? 0];
      for (let channel = 0; channel < channels; channel++) {
        const aboveLeft = data[(top + left) * channels + channel] ?? 0;
        const aboveRight = data[(top + right) * channels + channel] ?? 0;
        const belowLeft = data[(bottom + left) * channels + channel] ?? 0;
        const belowRight = data[(bottom + right) * channels + channel] ?? 0;
        const above = aboveLeft + (aboveRight - aboveLeft) * across;
        const below = belowLeft + (belowRight - belowLeft) * across;
        result[place++] = Math.round(above + (below - above) * down);
      }
    }
  }
  return { width, height, channels, data: result };
}

/**
 * Mean over the area that each target pixel covers: for making a drawing much smaller without losing its strokes.
 */
export function resizeArea(image: PixelImage, height: number, width: number): PixelImage {
  const { channels, data } = image;
  const columns = spans(image.width, width);
  const rows = spans(image.height, height);
  const result = new Uint8Array(width * height * channels);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let channel = 0; channel < channels; channel++) {
        let sum = 0;
        let area = 0;
        for (const row of at(rows, y)) {
          for (const column of at(columns, x)) {
            const share = row.share * column.share;
            sum += (data[(row.index * image.width + column.index) * channels + channel] ?? 0) * share;
            area += share;
          }
        }
        result[(y * width + x) * channels + channel] = Math.round(sum / area);
      }
    }
  }
  return { width, height, channels, data: result };
}

export const invert = (image: PixelImage): PixelImage => ({ ...image, data: image.data.map((value) => 255 - value) });

/** How pictures are made ready: size and channels, what happens to other proportions, and whether colour is taken out. */
export interface PictureFit {
  readonly shape: readonly [height: number, width: number, channels: number];
  readonly resize: ResizeMode;
  /** Colours become grey even where the network takes three channels. */
  readonly grey: boolean;
}

/**
 * A picture as the network's input: bilinear, in grey or in colour.
 *
 * @throws RangeError for a number of channels other than 1 or 3
 */
export function fitImage(
  image: PixelImage,
  shape: PictureFit['shape'],
  options: Partial<Omit<PictureFit, 'shape'>> = {},
): PixelImage {
  const [height, width, channels] = shape;
  if (channels !== 1 && channels !== 3) throw new RangeError(`Pictures have 1 or 3 channels, not ${channels}.`);
  const plain = withChannels(image, image.channels < 3 || options.grey ? 1 : channels);
  const framed = frame(plain, height, width, options.resize ?? 'stretch');
  return withChannels(resizeBilinear(framed, height, width), channels);
}

/** Values that must not be mixed, as classes of pixels: each target pixel is the one at its centre. Outside is 0. */
export function fitNearest(image: PixelImage, height: number, width: number, resize: ResizeMode): PixelImage {
  const { channels, data, ...from } = frame(image, height, width, resize);
  const result = new Uint8Array(width * height * channels);
  for (let y = 0, place = 0; y < height; y++) {
    const row = Math.floor(((y + 0.5) * from.height) / height) * from.width;
    for (let x = 0; x < width; x++) {
      const start = (row + Math.floor(((x + 0.5) * from.width) / width)) * channels;
      for (let channel = 0; channel < channels; channel++) result[place++] = data[start + channel] ?? 0;
    }
  }
  return { width, height, channels, data: result };
}

/**
 * The picture in the proportions of `height × width`: cut in the middle, or with zeros around it. Roundings as
 * `keras.ops.image.resize` does them with `crop_to_aspect_ratio` and `pad_to_aspect_ratio`.
 */
function frame(image: PixelImage, height: number, width: number, resize: ResizeMode): PixelImage {
  const tall = Math.floor((image.width * height) / width);
  const wide = Math.floor((image.height * width) / height);
  if (resize === 'crop') {
    return moved(image, Math.max(1, Math.min(image.height, tall)), Math.max(1, Math.min(image.width, wide)));
  }
  if (resize === 'pad') {
    // The same on both sides, as Keras does it: of an odd number one row or column is not added.
    const even = (extent: number, wanted: number): number => extent + 2 * Math.floor(Math.max(0, wanted - extent) / 2);
    return moved(image, even(image.height, tall), even(image.width, wide));
  }
  return image;
}

/** The picture's middle in the middle of another size: cut where it is smaller, zeros where it is larger. */
function moved(image: PixelImage, height: number, width: number): PixelImage {
  if (image.height === height && image.width === width) return image;
  const { channels } = image;
  const half = (extent: number): number => Math.floor(Math.abs(extent) / 2) * Math.sign(extent);
  const [down, across] = [half(height - image.height), half(width - image.width)];
  const data = new Uint8Array(width * height * channels);
  const columns = Math.min(width, image.width) * channels;
  for (let y = Math.max(0, down); y < Math.min(height, down + image.height); y++) {
    const from = ((y - down) * image.width + Math.max(0, -across)) * channels;
    data.set(image.data.subarray(from, from + columns), (y * width + Math.max(0, across)) * channels);
  }
  return { width, height, channels, data };
}

/** For each target pixel: the two source pixels around its centre, and the second one's share. */
interface Taps {
  readonly low: Uint32Array;
  readonly high: Uint32Array;
  readonly share: Float64Array;
}

function taps(from: number, to: number): Taps {
  const result = { low: new Uint32Array(to), high: new Uint32Array(to), share: new Float64Array(to) };
  for (let index = 0; index < to; index++) {
    const centre = Math.min(Math.max(((index + 0.5) * from) / to - 0.5, 0), from - 1);
    result.low[index] = Math.floor(centre);
    result.high[index] = Math.min(Math.floor(centre) + 1, from - 1);
    result.share[index] = centre - Math.floor(centre);
  }
  return result;
}

interface Span {
  readonly index: number;
  readonly share: number;
}

function spans(from: number, to: number): readonly (readonly Span[])[] {
  return Array.from({ length: to }, (_, target) => {
    const [start, end] = [(target * from) / to, ((target + 1) * from) / to];
    const first = Math.floor(start);
    const count = Math.max(1, Math.min(Math.ceil(end), from) - first);
    return Array.from({ length: count }, (_, offset) => {
      const index = first + offset;
      return { index, share: Math.min(end, index + 1) - Math.max(start, index) };
    });
  });
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`There is no item ${index} of ${items.length}.`);
  return item;
}
