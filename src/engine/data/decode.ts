import { decode } from 'fast-png';
import { z } from 'zod';
import { fail, ok, type Result } from '../../core/result.ts';
import { say } from '../sayings.ts';
import type { Dataset, Split } from './dataset.ts';
import type { DataError } from './errors.ts';
import { allocateBytes } from './memory.ts';

/** What stands beside a sprite sheet: everything about its images that is not a pixel. */
export const spriteManifest = z.object({
  id: z.string(),
  title: z.string(),
  classes: z.array(z.string()).min(1).max(256),
  imageShape: z.tuple([z.number().int().positive(), z.number().int().positive(), z.literal(1)]),
  /** Images in a row of the sheet; they follow each other train, validation, test. */
  columns: z.number().int().positive(),
  splits: z.object({ train: z.number().int(), validation: z.number().int(), test: z.number().int() }),
  /** Base64 of one byte per image. */
  labels: z.string(),
  licence: z.string(),
  attribution: z.string(),
});

export type SpriteManifest = z.infer<typeof spriteManifest>;

/** A sprite sheet (greyscale 8-bit PNG) and its manifest as a data set of `[height, width, 1]` images. */
export function decodeSprite(png: Uint8Array, manifest: unknown): Result<Dataset, DataError> {
  const parsed = spriteManifest.safeParse(manifest);
  if (!parsed.success) return damaged(z.prettifyError(parsed.error));
  const { id, title, classes, imageShape, licence, attribution, splits, columns } = parsed.data;
  const [height, width] = imageShape;
  const total = splits.train + splits.validation + splits.test;

  const labels = bytesOfBase64(parsed.data.labels);
  if (labels?.length !== total) return damaged(`${total} labels expected, ${labels?.length ?? 'none'} received`);
  const sheet = decodeGrey(png);
  if (!sheet) return damaged('the sheet is not a greyscale PNG of 8 bits');
  const [sheetWidth, sheetHeight] = [columns * width, Math.ceil(total / columns) * height];
  if (sheet.width !== sheetWidth || sheet.height !== sheetHeight) {
    return damaged(`a sheet of ${sheetWidth}×${sheetHeight} expected, ${sheet.width}×${sheet.height} received`);
  }

  const cut = (first: number, count: number): Split => {
    const pixels = allocateBytes(count * height * width);
    for (let index = 0; index < count; index++) {
      const column = (first + index) % columns;
      const row = Math.floor((first + index) / columns);
      for (let y = 0; y < height; y++) {
        const start = (row * height + y) * sheet.width + column * width;
        pixels.set(sheet.data.subarray(start, start + width), (index * height + y) * width);
      }
    }
    const own = allocateBytes(count);
    own.set(labels.subarray(first, first + count));
    return { count, samples: { kind: 'bytes', values: pixels }, targets: { kind: 'classes', labels: own } };
  };
  const train = cut(0, splits.train);
  const validation = cut(splits.train, splits.validation);
  const test = cut(splits.train + splits.validation, splits.test);
  return ok({
    id,
    title,
    classes,
    task: 'oneLabel',
    sampleShape: imageShape,
    licence,
    attribution,
    normalization: { kind: 'unit' },
    splits: { train, validation, test },
    skipped: [],
  });
}

const damaged = (reason: string): Result<never, DataError> =>
  fail({ code: 'format', message: say('imagesDamaged', { reason }) });

function decodeGrey(png: Uint8Array): { width: number; height: number; data: Uint8Array } | null {
  try {
    const { width, height, channels, depth, data } = decode(png);
    return channels === 1 && depth === 8 && data instanceof Uint8Array ? { width, height, data } : null;
  } catch {
    return null;
  }
}

function bytesOfBase64(text: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}
