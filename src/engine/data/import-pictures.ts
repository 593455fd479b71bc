import { z } from 'zod';
import { fail, ok, type Result } from '../../core/result.ts';
import { say } from '../sayings.ts';
import { type Dataset, type Samples, type SplitName, sampleSize } from './dataset.ts';
import { type DataError, inMemoryLimit, keptFrom, type LoadProgress } from './errors.ts';
import type { PictureFit } from './images.ts';
import { allocateBytes } from './memory.ts';
import type { CachedPixels, PixelCache, PixelWriter } from './pixel-cache.ts';
import type { Preparer, SampleFiles } from './prepare.ts';
import { checkSize } from './resize.ts';
import { cancelled, type DataReader } from './source.ts';

export const splitNames = ['train', 'validation', 'test'] as const satisfies readonly SplitName[];

/** A file as it was listed: another size or time means another picture. */
export interface PlannedFile {
  readonly path: string;
  readonly bytes: number;
  readonly modified: number;
}

/** The files of one sample: a picture, and for segmentation its mask. */
export interface PlannedSample {
  readonly picture: PlannedFile;
  readonly mask?: PlannedFile;
}

export interface ImportPlatform {
  readonly reader: DataReader;
  /** For so many pictures. */
  readonly startPreparer: (count: number) => Preparer;
  readonly openCache: () => Promise<PixelCache | null>;
}

export interface ImportedSplit {
  /** Which of the planned samples could be read, in order. */
  readonly kept: readonly number[];
  readonly pictures: Samples;
  /** Classes of the pixels as the files number them; in memory where there are masks and they fit. */
  readonly masks: Samples | null;
}

export interface Imported {
  readonly splits: Readonly<Record<SplitName, ImportedSplit>>;
  readonly skipped: Dataset['skipped'];
  /** Numbers that the masks hold, in order. */
  readonly maskValues: readonly number[];
}

type Plan = Readonly<Record<SplitName, readonly PlannedSample[]>>;

interface ImportOptions {
  readonly onProgress?: (progress: LoadProgress) => void;
  readonly signal?: AbortSignal;
}

const notesSchema = z.object({
  skipped: z.array(z.object({ path: z.string(), reason: z.string() })),
  maskValues: z.array(z.number()),
});

/** Goes up when pictures are made ready in another way: what older versions kept is not used any more. */
const cacheVersion = 1;

/**
 * Opens, decodes and fits pictures, several at a time. What fits comfortably stays in memory; more goes to the cache and
 * is read from there. What was made ready before, from the same files, is opened at once.
 */
export async function importPictures(
  plan: Plan,
  fit: PictureFit,
  platform: ImportPlatform,
  options: ImportOptions,
): Promise<Result<Imported, DataError>> {
  const layout = layoutOf(plan, fit);
  const cache = layout.bytes >= keptFrom ? await platform.openCache() : null;
  const inMemory = layout.bytes <= inMemoryLimit || !cache;
  const refusal = inMemory ? checkSize(layout.count, fit.shape) : checkCached(layout, fit, cache);
  if (refusal) return fail(refusal);
  const key = cache && (await keyOf(plan, fit));
  const known = key ? await cache.find(key) : null;
  const notes = notesSchema.safeParse(known?.notes);
  if (known && notes.success) return ok(await fromCache(layout, known, notes.data, inMemory));

  const memory = inMemory ? allocateBytes(layout.bytes) : null;
  let writer: PixelWriter | null = null;
  try {
    if (!memory && cache && key) writer = await cache.create(key, layout.bytes);
    const write = (position: number, bytes: Uint8Array): void =>
      memory ? memory.set(bytes, position) : writer?.write(position, bytes);
    const read = await readAll(layout, fit, platform, options, write);
    if (!read.ok) {
      await writer?.abandon();
      return read;
    }
    const done = { skipped: read.value.skipped, maskValues: read.value.maskValues };
    if (memory) {
      if (cache && key) await keep(cache, key, memory, done);
      return ok(
        assemble(layout, done, (offset, length) => ({
          kind: 'bytes',
          values: memory.subarray(offset, offset + length),
        })),
      );
    }
    const finished = await writer?.finish(done);
    if (!finished) throw new Error('nothing was written');
    return ok(assemble(layout, done, (offset) => ({ kind: 'file', file: finished.file(offset) })));
  } catch (error) {
    await writer?.abandon().catch(() => undefined);
    const reason = error instanceof Error ? error.message : String(error);
    return fail({ code: 'unreadable', message: say('cacheFailed', { reason }) });
  }
}

/** Where everything lies: the pictures of each split, then their masks, with room for every planned sample. */
interface Layout {
  readonly plan: Plan;
  readonly count: number;
  readonly bytes: number;
  readonly pictureBytes: number;
  readonly maskBytes: number;
  readonly offsets: Readonly<Record<SplitName, { readonly pictures: number; readonly masks: number }>>;
}

function layoutOf(plan: Plan, fit: PictureFit): Layout {
  const pictureBytes = sampleSize(fit.shape);
  const masked = splitNames.some((name) => plan[name].some(({ mask }) => mask));
  const maskBytes = masked ? fit.shape[0] * fit.shape[1] : 0;
  const count = splitNames.reduce((sum, name) => sum + plan[name].length, 0);
  const before = { train: 0, validation: plan.train.length, test: plan.train.length + plan.validation.length };
  const at = (name: SplitName) => ({
    pictures: before[name] * pictureBytes,
    masks: count * pictureBytes + before[name] * maskBytes,
  });
  const offsets = { train: at('train'), validation: at('validation'), test: at('test') };
  return { plan, count, bytes: count * (pictureBytes + maskBytes), pictureBytes, maskBytes, offsets };
}

function checkCached(layout: Layout, fit: PictureFit, cache: PixelCache): DataError | null {
  if (layout.bytes <= cache.limit) return null;
  const gigabytes = (bytes: number): string => (bytes / 2 ** 30).toFixed(1);
  const values = { count: layout.count, shape: fit.shape.join('×'), needed: gigabytes(layout.bytes) };
  return { code: 'too-large', message: say('tooManyForCache', { ...values, limit: gigabytes(cache.limit) }) };
}

type Notes = z.infer<typeof notesSchema>;

async function readAll(
  layout: Layout,
  fit: PictureFit,
  { reader, startPreparer }: ImportPlatform,
  { onProgress, signal }: ImportOptions,
  write: (position: number, bytes: Uint8Array) => void,
): Promise<Result<Notes, DataError>> {
  const preparer = startPreparer(layout.count);
  const skipped: { path: string; reason: string }[] = [];
  const seen = new Uint8Array(256);
  let done = 0;
  const prepare = async ({ picture, mask }: PlannedSample): Promise<readonly Uint8Array[] | string> => {
    try {
      const files: SampleFiles = mask
        ? [await reader.read(picture.path), await reader.read(mask.path)]
        : [await reader.read(picture.path)];
      return await preparer.prepare(files, fit);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };
  try {
    for (const name of splitNames) {
      const { pictures, masks } = layout.offsets[name];
      const planned = layout.plan[name];
      let kept = 0;
      const waiting: Promise<readonly Uint8Array[] | string>[] = [];
      for (let next = 0, settled = 0; settled < planned.length; settled++) {
        // Some are under way while the oldest is waited for, and no more: each may be a large picture.
        for (; next < planned.length && next - settled < ahead; next++) {
          const sample = planned[next];
          if (sample) waiting.push(prepare(sample));
        }
        const parts = await waiting.shift();
        if (signal?.aborted) return fail(cancelled);
        if (parts === undefined || typeof parts === 'string') {
          skipped.push({ path: planned[settled]?.picture.path ?? '', reason: parts ?? '' });
        } else {
          const [picture, mask] = parts;
          if (picture) write(pictures + kept * layout.pictureBytes, picture);
          if (mask) {
            for (const value of mask) seen[value] = 1;
            write(masks + kept * layout.maskBytes, mask);
          }
          kept++;
        }
        onProgress?.({ done: ++done, total: layout.count });
      }
    }
  } finally {
    preparer.destroy();
  }
  return ok({ skipped, maskValues: [...seen.keys()].filter((value) => seen[value] === 1) });
}

/** Samples opened at once: enough to keep the disk and the decoders busy, few enough not to hold many large pictures. */
const ahead = 8;

function assemble(layout: Layout, notes: Notes, samples: (offset: number, length: number) => Samples): Imported {
  const missing = new Set(notes.skipped.map(({ path }) => path));
  const split = (name: SplitName): ImportedSplit => {
    const planned = layout.plan[name];
    const kept = [...planned.keys()].filter((index) => !missing.has(planned[index]?.picture.path ?? ''));
    const { pictures, masks } = layout.offsets[name];
    return {
      kept,
      pictures: samples(pictures, kept.length * layout.pictureBytes),
      masks: layout.maskBytes > 0 ? samples(masks, kept.length * layout.maskBytes) : null,
    };
  };
  const splits = { train: split('train'), validation: split('validation'), test: split('test') };
  return { splits, skipped: notes.skipped, maskValues: notes.maskValues };
}

async function fromCache(layout: Layout, known: CachedPixels, notes: Notes, inMemory: boolean): Promise<Imported> {
  if (!inMemory) return assemble(layout, notes, (offset) => ({ kind: 'file', file: known.file(offset) }));
  const bytes = allocateBytes(layout.bytes);
  bytes.set(await known.readAll());
  return assemble(layout, notes, (offset, length) => ({
    kind: 'bytes',
    values: bytes.subarray(offset, offset + length),
  }));
}

/** A cache that cannot be written is no reason not to train. */
async function keep(cache: PixelCache, key: string, memory: Uint8Array, notes: Notes): Promise<void> {
  const writer = await cache.create(key, memory.length).catch(() => null);
  try {
    writer?.write(0, memory);
    await writer?.finish(notes);
  } catch {
    await writer?.abandon().catch(() => undefined);
  }
}

/** The same for the same files, made ready in the same way and put in the same order. */
async function keyOf(plan: Plan, fit: PictureFit): Promise<string> {
  const file = (one: PlannedFile | undefined) => one && [one.path, one.bytes, one.modified];
  const files = splitNames.map((name) => plan[name].map(({ picture, mask }) => [file(picture), file(mask)]));
  const text = new TextEncoder().encode(JSON.stringify([cacheVersion, fit, files]));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', text));
  return Array.from(digest.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
