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
  const hasAlpha = image.channels === 2 || image.channels === 4;
  const hasColour = image.channels >= 3;
  const result = new Uint8Array(width * height * channels);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const at = pixel * image.channels;
    const alpha = hasAlpha ? (data[at + image.channels - 1] ?? 255) / 255 : 1;
    const shown = (offset: number) => (data[at + offset] ?? 0) * alpha + 255 * (1 - alpha);
    const red = shown(0);
    const [green, blue] = hasColour ? [shown(1), shown(2)] : [red, red];
    if (channels === 1) result[pixel] = Math.round(red * redWeight + green * greenWeight + blue * blueWeight);
    else {
      result[pixel * 3] = Math.round(red);
      result[pixel * 3 + 1] = Math.round(green);
      result[pixel * 3 + 2] = Math.round(blue);
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
  const columns = taps(image.width, width);
  const rows = taps(image.height, height);
  const result = new Uint8Array(width * height * channels);
  for (let y = 0; y < height; y++) {
    const { low: top, high: bottom, share: down } = at(rows, y);
    for (let x = 0; x < width; x++) {
      const { low: left, high: right, share: across } = at(columns, x);
      for (let channel = 0; channel < channels; channel++) {
        const value = (row: number, column: number) => data[(row * image.width + column) * channels + channel] ?? 0;
        const above = value(top, left) * (1 - across) + value(top, right) * across;
        const below = value(bottom, left) * (1 - across) + value(bottom, right) * across;
        result[(y * width + x) * channels + channel] = Math.round(above * (1 - down) + below * down);
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

/**
 * A picture as the network's input: channels, then size. `[height, width, channels]`; returns values 0…255.
 *
 * @throws RangeError for a number of channels other than 1 or 3
 */
export function fitImage(image: PixelImage, shape: readonly [number, number, number]): PixelImage {
  const [height, width, channels] = shape;
  if (channels !== 1 && channels !== 3) throw new RangeError(`Pictures have 1 or 3 channels, not ${channels}.`);
  const coloured = withChannels(image, channels);
  return width * 2 <= image.width && height * 2 <= image.height
    ? resizeArea(coloured, height, width)
    : resizeBilinear(coloured, height, width);
}

interface Tap {
  readonly low: number;
  readonly high: number;
  readonly share: number;
}

function taps(from: number, to: number): readonly Tap[] {
  return Array.from({ length: to }, (_, index) => {
    const centre = ((index + 0.5) * from) / to - 0.5;
    const low = Math.floor(centre);
    const clamp = (position: number) => Math.min(Math.max(position, 0), from - 1);
    return { low: clamp(low), high: clamp(low + 1), share: centre - low };
  });
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
