import type { DataHost } from '../../src/engine/data/browser.ts';
import type { ListedEntry } from '../../src/engine/data/source.ts';
import { HostError } from '../../src/host/host.ts';

/** Begins the paths of what was dropped on a page that is not told where it lies on the disk. */
const prefix = 'dropped:';

const isDirectory = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;

/** Folders and files that were dropped, readable like those of the host for as long as the page lives. */
export function createDroppedFiles() {
  const roots = new Map<string, FileSystemEntry>();
  let dropped = 0;

  /** Its path from now on: `dropped:1/pets`. */
  function add(entry: FileSystemEntry): string {
    const path = `${prefix}${++dropped}/${entry.name}`;
    roots.set(path, entry);
    return path;
  }

  async function find(path: string): Promise<FileSystemEntry> {
    const [begin = '', name = '', ...rest] = path.split('/').filter(Boolean);
    const root = roots.get(`${begin}/${name}`);
    if (!root) throw new HostError('not-found', path, `${path} does not exist.`);
    if (rest.length === 0) return root;
    if (!isDirectory(root)) throw new HostError('not-found', path, `${path} does not exist.`);
    return new Promise((resolve, reject) => {
      const missing = () => reject(new HostError('not-found', path, `${path} does not exist.`));
      // Only one of the two kinds has an entry of this name.
      root.getFile(rest.join('/'), {}, resolve, () => root.getDirectory(rest.join('/'), {}, resolve, missing));
    });
  }

  async function read(path: string): Promise<Uint8Array> {
    const entry = await find(path);
    if (!isFile(entry)) throw new HostError('failed', path, `${path} is a folder.`);
    return new Uint8Array(await (await fileOf(entry)).arrayBuffer());
  }

  async function list(path: string): Promise<readonly ListedEntry[]> {
    const entry = await find(path);
    if (!isDirectory(entry)) throw new HostError('not-a-folder', path, `${path} is no folder.`);
    const listed: ListedEntry[] = [];
    const reader = entry.createReader();
    // A hundred at a time, until none are left.
    for (;;) {
      const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
      if (some.length === 0) return listed;
      listed.push(...(await Promise.all(some.filter(({ name }) => !name.startsWith('.')).map(described))));
    }
  }

  /** The host, with what was dropped beside its files. */
  const beside = (host: DataHost): DataHost => {
    // One implementation for both channels of the interface, told apart by name.
    function request(channel: 'list', params: { path: string }): ReturnType<typeof listed>;
    function request(channel: 'read', params: { path: string }): Promise<Uint8Array>;
    function request(channel: 'list' | 'read', { path }: { path: string }): Promise<unknown> {
      if (!path.startsWith(prefix)) {
        return channel === 'list' ? host.request('list', { path }) : host.request('read', { path });
      }
      return channel === 'list' ? listed(path) : read(path);
    }
    return { request };
  };
  const listed = async (path: string): Promise<{ entries: readonly ListedEntry[] }> => ({ entries: await list(path) });

  return { add, beside };
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject));

async function described(entry: FileSystemEntry): Promise<ListedEntry> {
  if (!isFile(entry)) return { name: entry.name, kind: 'folder', bytes: 0, modified: 0 };
  const { size, lastModified } = await fileOf(entry);
  return { name: entry.name, kind: 'file', bytes: size, modified: lastModified };
}
