import { say } from '../sayings.ts';
import type { CacheFolder } from './pixel-cache.ts';
import { cacheFolder } from './pixel-file-opfs.ts';

/** A handle that writes, as workers have it; the DOM's types do not name it. */
interface SyncWriter {
  write(bytes: Uint8Array, options: { readonly at: number }): number;
  truncate(length: number): void;
  flush(): void;
  close(): void;
}

interface WithSyncWriter {
  createSyncAccessHandle?(): Promise<SyncWriter>;
}

/** The page's private files, in a worker; `null` where this browser has none. */
export async function openOpfsCache(): Promise<CacheFolder | null> {
  try {
    const root = await navigator.storage.getDirectory();
    return over(await root.getDirectoryHandle(cacheFolder, { create: true }));
  } catch {
    return null;
  }
}

function over(folder: FileSystemDirectoryHandle): CacheFolder {
  const writer = async (name: string): Promise<SyncWriter> => {
    const file: FileSystemFileHandle & WithSyncWriter = await folder.getFileHandle(name, { create: true });
    if (!file.createSyncAccessHandle) throw new Error('this browser keeps no files for pages');
    return file.createSyncAccessHandle();
  };
  const put = (file: SyncWriter, at: number, bytes: Uint8Array): void => {
    if (file.write(bytes, { at }) !== bytes.length) throw new Error(say('diskFull'));
  };
  return {
    store: 'opfs',
    pathOf: (name) => name,
    list: async () => {
      const found: { name: string; bytes: number; modified: number }[] = [];
      for await (const handle of folder.values()) {
        if (!(handle instanceof FileSystemFileHandle)) continue;
        const { size, lastModified } = await handle.getFile();
        found.push({ name: handle.name, bytes: size, modified: lastModified });
      }
      return found;
    },
    read: async (name) => {
      const file = await folder.getFileHandle(name);
      return new Uint8Array(await (await file.getFile()).arrayBuffer());
    },
    write: async (name, bytes) => {
      const file = await writer(name);
      file.truncate(0);
      put(file, 0, bytes);
      file.close();
    },
    create: async (name) => {
      const file = await writer(name);
      return {
        write: (position, bytes) => put(file, position, bytes),
        close: () => {
          file.flush();
          file.close();
        },
      };
    },
    remove: (name) => folder.removeEntry(name).catch(() => undefined),
  };
}
