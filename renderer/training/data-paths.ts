import type { DataHost } from '../../src/engine/data/browser.ts';
import type { DataReader } from '../../src/engine/data/source.ts';

/** Endings of files that hold samples. */
export const dataFiles = ['csv', 'tsv', 'txt', 'npz', 'npy', 'gz', 'idx', 'idx3-ubyte', 'idx1-ubyte'];

export const hostReader = (host: DataHost): DataReader => ({
  list: async (path) => (await host.request('list', { path })).entries,
  read: (path) => host.request('read', { path }),
});
