import { encode } from 'jpeg-js';
import { describe, expect, test } from 'vitest';
import { decodeImageFile } from './decode-image.ts';
import type { PixelImage } from './images.ts';
import { jpegOrientation, upright } from './orientation.ts';

/** 3×2:  a b c / d e f */
const stored: PixelImage = { width: 3, height: 2, channels: 1, data: Uint8Array.of(1, 2, 3, 4, 5, 6) };

/** What the Exif standard says about the first row and the first column of what is stored. */
describe.each([
  [1, 3, [1, 2, 3, 4, 5, 6]],
  [2, 3, [3, 2, 1, 6, 5, 4]],
  [3, 3, [6, 5, 4, 3, 2, 1]],
  [4, 3, [4, 5, 6, 1, 2, 3]],
  [5, 2, [1, 4, 2, 5, 3, 6]],
  [6, 2, [4, 1, 5, 2, 6, 3]],
  [7, 2, [6, 3, 5, 2, 4, 1]],
  [8, 2, [3, 6, 2, 5, 1, 4]],
])('orientation %i', (orientation, width, pixels) => {
  test('is seen upright', () => {
    const seen = upright(stored, orientation);
    expect([...seen.data]).toEqual(pixels);
    expect([seen.width, seen.width * seen.height]).toEqual([width, 6]);
  });

  test.each([true, false])('is read from the file, little-endian: %s', (little) => {
    const jpeg = photograph(orientation, little);
    expect(jpegOrientation(jpeg)).toBe(orientation);
    const { width: seenWidth } = decodeImageFile(jpeg);
    expect(seenWidth).toBe(orientation >= 5 ? 8 : 16);
  });
});

test('nothing said, or cut short, is upright', () => {
  const { data } = encode({ width: 16, height: 8, data: new Uint8Array(512) }, 90);
  expect(jpegOrientation(data)).toBe(1);
  expect(jpegOrientation(photograph(6, true).slice(0, 30))).toBe(1);
  expect(jpegOrientation(new Uint8Array())).toBe(1);
});

/** A JPEG of 16×8 with an Exif block that holds an orientation and nothing else. */
function photograph(orientation: number, little: boolean): Uint8Array {
  const { data } = encode({ width: 16, height: 8, data: new Uint8Array(512) }, 90);
  const exif = new Uint8Array(36);
  const view = new DataView(exif.buffer);
  view.setUint16(0, 0xffe1);
  view.setUint16(2, 34);
  exif.set(new TextEncoder().encode('Exif'), 4);
  view.setUint16(10, little ? 0x4949 : 0x4d4d);
  view.setUint16(12, 42, little);
  view.setUint32(14, 8, little);
  view.setUint16(18, 1, little);
  view.setUint16(20, 0x0112, little);
  view.setUint16(22, 3, little);
  view.setUint32(24, 1, little);
  view.setUint16(28, orientation, little);
  return Uint8Array.of(...data.subarray(0, 2), ...exif, ...data.subarray(2));
}
