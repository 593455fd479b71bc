import type { PixelFile } from './dataset.ts';
import type { OpenPixelFile } from './pixel-file.ts';

/** Folder of the page's private files that decoded pictures are kept in. */
export const cacheFolder = 'stride-data';

/** A synchronous handle as workers have it. The DOM's types name neither it nor the mode in which several may read. */
interface SyncAccess {
  read(into: Uint8Array, options: { readonly at: number }): number;
  close(): void;
}

interface WithSyncAccess {
  createSyncAccessHandle?(options: { readonly mode: 'read-only' }): Promise<SyncAccess>;
}

/** In workers through a synchronous handle, many times faster for samples here and there; in the page, blob by blob. */
export function openOpfsFile({ name, offset }: PixelFile, size: number): OpenPixelFile {
  let closed = false;
  let opening: Promise<(position: number, into: Uint8Array) => Promise<void> | void> | null = null;
  let handle: SyncAccess | null = null;

  async function open(): Promise<(position: number, into: Uint8Array) => Promise<void> | void> {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle(cacheFolder);
    const file = await folder.getFileHandle(name);
    handle = await synchronous(file);
    const access = handle;
    if (access) {
      if (closed) access.close();
      return (position, into) => {
        if (access.read(into, { at: position }) !== into.length) throw new Error(`${name} is cut short`);
      };
    }
    const blob = await file.getFile();
    return async (position, into) => {
      const bytes = await blob.slice(position, position + into.length).arrayBuffer();
      if (bytes.byteLength !== into.length) throw new Error(`${name} is cut short`);
      into.set(new Uint8Array(bytes));
    };
  }

  return {
    read: async (indices) => {
      opening ??= open();
      const readAt = await opening;
      const bytes = new Uint8Array(indices.length * size);
      for (let place = 0; place < indices.length; place++) {
        const reading = readAt(offset + (indices[place] ?? 0) * size, bytes.subarray(place * size, (place + 1) * size));
        if (reading) await reading;
      }
      return bytes;
    },
    close: () => {
      closed = true;
      handle?.close();
      handle = null;
    },
  };
}

async function synchronous(file: FileSystemFileHandle & WithSyncAccess): Promise<SyncAccess | null> {
  // Only workers have it.
  if (file.createSyncAccessHandle === undefined) return null;
  return file.createSyncAccessHandle({ mode: 'read-only' }).catch(() => null);
}
