import { say } from '../sayings.ts';
import type { DataError, LoadProgress } from './errors.ts';
import type { PixelImage } from './images.ts';

/** `bytes` and `modified` (milliseconds since 1970) tell whether a file is still the one that was read before. */
export interface ListedEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
  readonly bytes: number;
  readonly modified: number;
}

/** Files as a loader needs them, over whatever host there is. Both reject for what cannot be read. */
export interface DataReader {
  list(path: string): Promise<readonly ListedEntry[]>;
  read(path: string): Promise<Uint8Array>;
}

/** Rejects, with a reason to show, for a file that is no picture. */
export type ImageDecoder = (bytes: Uint8Array) => Promise<PixelImage>;

export interface LoadOptions {
  /** Of the network's input, without the batch: what pictures are fitted to. Without it the data's own shape. */
  readonly inputShape?: readonly number[];
  readonly onProgress?: (progress: LoadProgress) => void;
  readonly signal?: AbortSignal;
}

/** Every host takes a slash between names, Windows included. */
export const joinPath = (folder: string, name: string): string =>
  folder.endsWith('/') || folder.endsWith('\\') ? folder + name : `${folder}/${name}`;

export const baseName = (path: string): string => path.split(/[\\/]/).filter(Boolean).at(-1) ?? path;

export function unreadable(error: unknown, path: string): DataError {
  const reason = error instanceof Error ? error.message : String(error);
  const missing = error instanceof Error && 'code' in error && (error.code === 'not-found' || error.code === 'ENOENT');
  return missing
    ? { code: 'not-found', path, message: say('missing', { path }) }
    : { code: 'unreadable', path, message: say('unreadable', { path, reason }) };
}

export const cancelled: DataError = { code: 'cancelled', message: say('loadCancelled') };
