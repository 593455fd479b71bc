import { HostError } from '../../../host/host.ts';
import type { DataReader } from '../source.ts';

/** Files given as `{ 'pets/cats/1.png': bytes }`, read as a host reads them. */
export function memoryReader(files: Readonly<Record<string, Uint8Array>>): DataReader {
  const paths = Object.keys(files);
  const missing = (path: string) => new HostError('not-found', path, `${path} does not exist.`);
  return {
    read: async (path) => {
      const bytes = files[path];
      if (!bytes) throw missing(path);
      return bytes;
    },
    list: async (path) => {
      const prefix = path.endsWith('/') ? path : `${path}/`;
      const below = paths.filter((file) => file.startsWith(prefix)).map((file) => file.slice(prefix.length).split('/'));
      if (below.length === 0) throw missing(path);
      const kinds = new Map(below.map(([name = '', ...rest]) => [name, rest.length > 0 ? 'folder' : 'file'] as const));
      return [...kinds].map(([name, kind]) => ({
        name,
        kind,
        bytes: files[prefix + name]?.length ?? 0,
        modified: 0,
      }));
    },
  };
}
