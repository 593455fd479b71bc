import { convertIndexedToRgb, type DecodedPng, decode as decodePng } from 'fast-png';
import { decode as decodeJpeg } from 'jpeg-js';
import type { PixelImage } from './images.ts';
import { jpegOrientation, upright } from './orientation.ts';
import { formatOf, whyUnread } from './why-unread.ts';

const megabytesForOneJpeg = 1024;

const readHere = ['PNG', 'JPEG'] as const;

/**
 * A PNG or JPEG without a browser, turned as the camera noted.
 *
 * @throws Error that says what the file is or why it is damaged
 */
export function decodeImageFile(bytes: Uint8Array): PixelImage {
  const format = formatOf(bytes);
  try {
    if (format === 'PNG') return fromPng(decodePng(bytes));
    if (format === 'JPEG') return fromJpeg(bytes);
  } catch {
    // A decoder's own words are of markers and tables.
  }
  throw new Error(whyUnread(bytes, readHere));
}

function fromJpeg(bytes: Uint8Array): PixelImage {
  const { width, height, data } = decodeJpeg(bytes, { useTArray: true, maxMemoryUsageInMB: megabytesForOneJpeg });
  return upright({ width, height, channels: 4, data }, jpegOrientation(bytes));
}

function fromPng(png: DecodedPng): PixelImage {
  const { width, height, depth, channels } = png;
  if (png.palette) {
    const data = new Uint8Array(convertIndexedToRgb(png));
    return { width, height, channels: data.length / (width * height), data };
  }
  const values = depth < 8 ? unpackBits(png.data, width * channels, height, depth) : png.data;
  const scale = 255 / (2 ** Math.min(8, depth) - 1);
  const data =
    depth === 8
      ? new Uint8Array(png.data)
      : Uint8Array.from(values, (value) => (depth === 16 ? value >> 8 : value * scale));
  const image = { width, height, channels, data };
  return png.transparency ? withKey(image, values, png.transparency) : image;
}

/** One colour of the file is transparent: it gets a channel that says so. `values` are as the file keeps them. */
function withKey(image: PixelImage, values: ArrayLike<number>, key: ArrayLike<number>): PixelImage {
  const { width, height, channels } = image;
  const data = new Uint8Array(width * height * (channels + 1));
  for (let pixel = 0; pixel < width * height; pixel++) {
    const at = pixel * channels;
    let isKey = true;
    for (let channel = 0; channel < channels; channel++) isKey &&= values[at + channel] === key[channel];
    data.set(image.data.subarray(at, at + channels), at + pixel);
    data[at + pixel + channels] = isKey ? 0 : 255;
  }
  return { width, height, channels: channels + 1, data };
}

/** Values of less than 8 bits, rows padded to whole bytes. */
export function unpackBits(packed: ArrayLike<number>, rowValues: number, height: number, depth: number): Uint8Array {
  const rowBytes = Math.ceil((rowValues * depth) / 8);
  const most = 2 ** depth - 1;
  const result = new Uint8Array(rowValues * height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < rowValues; column++) {
      const bit = column * depth;
      const byte = packed[row * rowBytes + (bit >> 3)] ?? 0;
      result[row * rowValues + column] = (byte >> (8 - depth - (bit & 7))) & most;
    }
  }
  return result;
}
