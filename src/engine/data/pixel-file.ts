import type { PixelFile } from './dataset.ts';
import { openDiskFile } from './pixel-file-disk.ts';
import { openOpfsFile } from './pixel-file-opfs.ts';

export interface OpenPixelFile {
  read(indices: ArrayLike<number>): Promise<Uint8Array>;
  close(): void;
}

/** Opens a file of the cache for reading, in a page, a worker or Node; it is really opened at the first read. */
export function openPixelFile(file: PixelFile, size: number): OpenPixelFile {
  const open = file.store === 'opfs' ? openOpfsFile(file, size) : openDiskFile(file, size);
  const { lookup } = file;
  if (!lookup) return open;
  return {
    read: async (indices) => (await open.read(indices)).map((value) => lookup[value] ?? 0),
    close: open.close,
  };
}
