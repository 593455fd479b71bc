import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { decodeImageFile } from './decode-image.ts';
import { fitImage } from './images.ts';

const file = z.base64().transform((text) => new Uint8Array(Buffer.from(text, 'base64')));

/** Written by `conformance/record_pictures.py`: odd files, and what Pillow reads of them. */
const recorded = z
  .object({
    read: z.array(z.object({ name: z.string(), file, width: z.number(), pixels: file })),
    others: z.array(z.object({ name: z.string(), file })),
  })
  .parse(JSON.parse(readFileSync(new URL('fixtures/pictures.json', import.meta.url), 'utf8')));

const fileOf = (name: string): Uint8Array => {
  const found = [...recorded.read, ...recorded.others].find((one) => one.name === name);
  if (!found) throw new Error(`There is no ${name} among the recorded files.`);
  return found.file;
};

/** Lossy files are decoded with roundings of each decoder's own. */
const mostApart = (name: string): number => (name.includes('JPEG') ? 2 : 0);

test.each(recorded.read)('$name is read as Pillow reads it', ({ name, file: bytes, width, pixels }) => {
  const decoded = decodeImageFile(bytes);
  const height = pixels.length / 3 / width;
  expect([decoded.width, decoded.height]).toEqual([width, height]);
  const { data } = fitImage(decoded, [height, width, 3]);
  const apart = pixels.map((value, i) => Math.abs(value - (data[i] ?? -1)));
  expect(data).toHaveLength(pixels.length);
  expect(Math.max(...apart)).toBeLessThanOrEqual(mostApart(name));
});

describe('what cannot be read is told', () => {
  const told = (bytes: Uint8Array): string => {
    try {
      decodeImageFile(bytes);
    } catch (error) {
      return error instanceof Error ? error.message : '';
    }
    return 'read';
  };
  const text = (content: string): Uint8Array => new TextEncoder().encode(content);

  test.each(recorded.others)('$name', ({ name, file: bytes }) => {
    expect(told(bytes)).toBe(`a picture in ${name}; read here: PNG, JPEG`);
  });

  test('HEIC, which telephones call .jpg', () => {
    expect(told(text('\0\0\0\u0018ftypheic\0\0\0\0'))).toBe('a picture in HEIC; read here: PNG, JPEG');
  });

  test('an empty file, text, and bytes of nothing known', () => {
    expect(told(new Uint8Array())).toBe('the file is empty');
    expect(told(text('<!DOCTYPE html>\n<title>404 – not found</title>'))).toBe('text, not a picture');
    expect(told(new Uint8Array(2000))).toBe('not a picture of a known format');
  });

  test.each(['baseline JPEG', 'progressive JPEG', 'JPEG on its side'])('%s cut off anywhere', (name) => {
    const whole = fileOf(name);
    for (let length = 3; length < whole.length - 1; length++) {
      expect(told(whole.subarray(0, length))).toBe('cut off: the JPEG ends before its picture does');
    }
  });

  test('a PNG cut off, and one with wrong bytes within', () => {
    const whole = fileOf('PNG of 16 bits in colour');
    expect(told(whole.subarray(0, whole.length - 20))).toBe('cut off: the PNG ends before its picture does');
    const wrong = whole.map((byte, at) => (at > 45 && at < 60 ? ~byte : byte));
    expect(told(wrong)).toBe('a damaged PNG');
  });

  test('a small picture within a JPEG does not count as its end', () => {
    const whole = fileOf('baseline JPEG');
    const thumbnail = Uint8Array.of(0xff, 0xe1, 0, 8, 1, 2, 0xff, 0xd9, 3, 4);
    const holding = Uint8Array.of(...whole.subarray(0, 2), ...thumbnail, ...whole.subarray(2));
    expect(decodeImageFile(holding)).toEqual(decodeImageFile(whole));
    expect(told(holding.subarray(0, -30))).toBe('cut off: the JPEG ends before its picture does');
  });
});
