import type { PixelFile } from './dataset.ts';

/** A flat folder for the cache alone, on disk or in the page's private files. */
export interface CacheFolder {
  readonly store: PixelFile['store'];
  list(): Promise<readonly { readonly name: string; readonly bytes: number; readonly modified: number }[]>;
  /** Rejects where there is no such file. */
  read(name: string): Promise<Uint8Array>;
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** A new file to be written piece by piece. */
  create(name: string): Promise<PiecewiseFile>;
  /** Quiet where it is gone or still read by someone. */
  remove(name: string): Promise<void>;
  /** As `PixelFile` names it. */
  pathOf(name: string): string;
}

export interface PiecewiseFile {
  write(position: number, bytes: Uint8Array): void;
  close(): void;
}

/** Pictures that were made ready before. */
export interface CachedPixels {
  /** What `finish` was given. */
  readonly notes: unknown;
  file(offset: number): PixelFile;
  readAll(): Promise<Uint8Array>;
}

export interface PixelWriter {
  write(position: number, bytes: Uint8Array): void;
  finish(notes: unknown): Promise<CachedPixels>;
  abandon(): Promise<void>;
}

export interface PixelCache {
  /** Bytes that it may hold. */
  readonly limit: number;
  find(key: string): Promise<CachedPixels | null>;
  /** Removes those longest unused until there is room for `bytes`. */
  create(key: string, bytes: number): Promise<PixelWriter>;
}

/** Bytes of prepared pictures that are kept: some sets of ten thousand photographs. */
export const cacheLimit = 4 * 2 ** 30;

/** What a writer that was cut off left behind is removed after this time, in milliseconds. */
const abandonedAfter = 3_600_000;

const pixelsOf = (stem: string): string => `${stem}.pixels`;
const notesOf = (stem: string): string => `${stem}.json`;
const stemOf = (name: string): string => name.replace(/\.(pixels|json)$/, '');

/** An entry is two files: the pixels, and notes that are written last, so that half an entry is none. */
export function createPixelCache(folder: CacheFolder, limit: number = cacheLimit): PixelCache {
  const entryOf = (stem: string, notes: unknown): CachedPixels => ({
    notes,
    file: (offset) => ({ store: folder.store, name: folder.pathOf(pixelsOf(stem)), offset }),
    readAll: () => folder.read(pixelsOf(stem)),
  });

  async function find(key: string): Promise<CachedPixels | null> {
    const files = await folder.list();
    for (const { name } of files) {
      const stem = stemOf(name);
      if (!name.startsWith(`${key}_`) || name !== notesOf(stem)) continue;
      if (!files.some((file) => file.name === pixelsOf(stem))) continue;
      const text = await folder.read(name).catch(() => null);
      const notes = text && parsed(text);
      if (!text || notes === null) continue;
      // Written anew, it is the one used last.
      await folder.write(name, text);
      return entryOf(stem, notes);
    }
    return null;
  }

  async function makeRoom(bytes: number): Promise<void> {
    const files = await folder.list();
    const finished = new Set(files.filter(({ name }) => name.endsWith('.json')).map(({ name }) => stemOf(name)));
    const byAge = [...files].sort((a, b) => a.modified - b.modified);
    let held = files.reduce((sum, file) => sum + file.bytes, 0);
    const drop = async (stem: string): Promise<void> => {
      for (const file of files) {
        if (stemOf(file.name) !== stem) continue;
        await folder.remove(file.name);
        held -= file.bytes;
      }
    };
    for (const { name, modified } of byAge) {
      if (!finished.has(stemOf(name)) && Date.now() - modified > abandonedAfter) await drop(stemOf(name));
    }
    for (const { name } of byAge) {
      if (held + bytes <= limit) return;
      if (name.endsWith('.json')) await drop(stemOf(name));
    }
  }

  async function create(key: string, bytes: number): Promise<PixelWriter> {
    await makeRoom(bytes);
    const stem = `${key}_${crypto.randomUUID().slice(0, 8)}`;
    const file = await folder.create(pixelsOf(stem));
    return {
      write: (position, values) => file.write(position, values),
      finish: async (notes) => {
        file.close();
        await folder.write(notesOf(stem), new TextEncoder().encode(JSON.stringify(notes)));
        return entryOf(stem, notes);
      },
      abandon: async () => {
        file.close();
        await folder.remove(pixelsOf(stem));
      },
    };
  }

  return { limit, find, create };
}

function parsed(text: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(text));
  } catch {
    return null;
  }
}
