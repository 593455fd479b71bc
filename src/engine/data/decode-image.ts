import { convertIndexedToRgb, type DecodedPng, decode as decodePng } from 'fast-png';
import { decode as decodeJpeg } from 'jpeg-js';
import { say } from '../sayings.ts';
import type { PixelImage } from './images.ts';
import { jpegOrientation, upright } from './orientation.ts';

const megabytesForOneJpeg = 1024;

/**
 * A PNG or JPEG without a browser, turned as the camera noted.
 *
 * @throws Error that says what the file is or why it is damaged
 */
export function decodeImageFile(bytes: Uint8Array): PixelImage {
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47])) return fromPng(decodePng(bytes));
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) {
    const { width, height, data } = decodeJpeg(bytes, { useTArray: true, maxMemoryUsageInMB: megabytesForOneJpeg });
    return upright({ width, height, channels: 4, data }, jpegOrientation(bytes));
  }
  throw new Error(say('notPngNorJpeg'));
}

const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean =>
  magic.every((byte, index) => bytes[index] === byte);

function fromPng(png: DecodedPng): PixelImage {
  const { width, height, depth, channels } = png;
  if (png.palette) {
    const data = new Uint8Array(convertIndexedToRgb(png));
    return { width, height, channels: data.length / (width * height), data };
  }
  if (depth === 16) return { width, height, channels, data: Uint8Array.from(png.data, (value) => value >> 8) };
  if (depth === 8) return { width, height, channels, data: new Uint8Array(png.data) };
  const most = 2 ** depth - 1;
  const values = unpackBits(png.data, width * channels, height, depth);
  return { width, height, channels, data: values.map((value) => (value * 255) / most) };
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
