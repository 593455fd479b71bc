import type { PixelFile } from './dataset.ts';
import type { OpenPixelFile } from './pixel-file.ts';

/** What this needs of `node:fs`. */
interface FileSystem {
  openSync(path: string, flags: 'r'): number;
  readSync(file: number, into: Uint8Array, offset: number, length: number, position: number): number;
  closeSync(file: number): void;
}

/** The same source runs in pages, where a static import of Node's modules would not load. */
export function openDiskFile({ name, offset }: PixelFile, size: number): OpenPixelFile {
  const files = nodeFiles();
  let handle: number | null = null;
  return {
    read: async (indices) => {
      handle ??= files.openSync(name, 'r');
      const bytes = new Uint8Array(indices.length * size);
      for (let place = 0; place < indices.length; place++) {
        const position = offset + (indices[place] ?? 0) * size;
        if (files.readSync(handle, bytes, place * size, size, position) !== size) {
          throw new Error(`${name} ends before sample ${indices[place]}`);
        }
      }
      return bytes;
    },
    close: () => {
      if (handle !== null) files.closeSync(handle);
      handle = null;
    },
  };
}

function nodeFiles(): FileSystem {
  const files = globalThis.process?.getBuiltinModule?.('node:fs');
  if (!files) throw new Error('files on disk are read in Node only');
  return files;
}

declare global {
  var process: { getBuiltinModule?(name: 'node:fs'): FileSystem } | undefined;
}
