import type { Normalization } from '../../core/document/data-ref.ts';
import { shapeSize } from '../../core/math/shape.ts';
import { normalizeInto } from '../data/normalize.ts';
import type { Preparer } from '../data/prepare.ts';
import type { Sight } from '../data/see-image.ts';

export interface FilesQuestion {
  readonly files: readonly string[];
  readonly read: (path: string) => Promise<Uint8Array>;
  readonly preparer: Pick<Preparer, 'prepare'>;
  readonly sight: Sight;
  readonly normalization: Normalization;
  /** The network's output for each of `count` pictures, which follow each other in `images`. */
  readonly ask: (images: Float32Array, count: number) => Promise<readonly Float32Array[]>;
  /** What is under way is waited for, and nothing more is begun. */
  readonly signal?: AbortSignal;
}

export type FileOutput =
  | { readonly path: string; readonly output: Float32Array }
  /** The file could not be read, or is no picture. */
  | { readonly path: string; readonly reason: string };

/** Files that are opened and decoded at once: each may be a large photograph. */
const decoding = 8;
/** Pictures asked about at first, and at most in one question. */
const [fewest, most] = [8, 256];
/** Bytes of pictures in one question, at most. */
const questionBytes = 2 ** 25;
/** A question about as long as this brings its weights along often enough to tell of progress, and no oftener. */
const wantedMilliseconds = 1000;

/**
 * Asks a network about files, in their order, some at a time. What is held is bounded whatever their number: a few
 * files being decoded, and as many fitted pictures as the next two questions have.
 *
 * @throws EngineError where the network cannot be asked
 */
export async function* predictFiles(question: FilesQuestion): AsyncGenerator<readonly FileOutput[]> {
  const { files, sight, normalization, ask, signal } = question;
  const size = shapeSize(sight.shape);
  const limit = Math.max(1, Math.min(most, Math.floor(questionBytes / (size * 4))));
  const seen = sightOfFiles(question);
  let count = Math.min(fewest, limit);
  for (let from = 0; from < files.length && !signal?.aborted; ) {
    const some = files.slice(from, from + count);
    from += some.length;
    const pictures = await seen.take(some.length, count);
    if (signal?.aborted) return;
    const readable = pictures.filter((picture) => typeof picture !== 'string');
    const images = new Float32Array(readable.length * size);
    for (const [i, picture] of readable.entries()) {
      normalizeInto(picture, normalization, sight.shape[2], images, i * size);
    }
    const begun = performance.now();
    const outputs = readable.length > 0 ? await ask(images, readable.length) : [];
    const took = performance.now() - begun;
    let next = 0;
    yield some.map((path, i) => {
      const picture = pictures[i];
      if (typeof picture === 'string' || picture === undefined) return { path, reason: picture ?? '' };
      return { path, output: outputs[next++] ?? new Float32Array() };
    });
    // Doubled, not set: some backends compile programs for each new number of pictures.
    if (took * 2 < wantedMilliseconds) count = Math.min(limit, count * 2);
    else if (took > wantedMilliseconds * 2) count = Math.max(1, count >> 1);
  }
}

/** Decodes ahead of the questions: while one is answered, the pictures of the next are made ready. */
function sightOfFiles({ files, read, preparer, sight }: FilesQuestion) {
  const waiting: Promise<Uint8Array | string>[] = [];
  const idle: (() => void)[] = [];
  let begun = 0;
  let busy = 0;

  async function see(path: string): Promise<Uint8Array | string> {
    if (busy >= decoding) await new Promise<void>((resolve) => idle.push(resolve));
    busy++;
    try {
      const [picture] = await preparer.prepare([await read(path)], sight);
      return picture ?? '';
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      busy--;
      idle.shift()?.();
    }
  }

  return {
    /** The next `count` pictures, or why they cannot be seen; `ahead` more are begun. */
    async take(count: number, ahead: number): Promise<readonly (Uint8Array | string)[]> {
      for (; begun < files.length && waiting.length < count + ahead; begun++) waiting.push(see(files[begun] ?? ''));
      return Promise.all(waiting.splice(0, count));
    },
  };
}
