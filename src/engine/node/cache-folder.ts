import { closeSync, openSync, writeSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { CacheFolder } from '../data/pixel-cache.ts';

/** `STRIDE_CACHE`, or the platform's own place for what can be made again. */
export function cachePath(
  variables: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const own = variables.STRIDE_CACHE;
  if (own) return resolve(own);
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'Stride');
  if (platform === 'win32')
    return join(variables.LOCALAPPDATA || join(homedir(), 'AppData', 'Local'), 'Stride', 'Cache');
  return join(variables.XDG_CACHE_HOME || join(homedir(), '.cache'), 'stride');
}

/** A cache in a folder of the disk, made where it is missing; `null` where it cannot be. */
export async function openDiskCache(path: string): Promise<CacheFolder | null> {
  const made = await mkdir(path, { recursive: true }).then(
    () => true,
    () => false,
  );
  return made ? over(path) : null;
}

const over = (folder: string): CacheFolder => ({
  store: 'disk',
  pathOf: (name) => join(folder, name),
  list: async () => {
    const names = await readdir(folder);
    const stats = await Promise.all(names.map((name) => stat(join(folder, name)).catch(() => null)));
    return names.flatMap((name, i) => {
      const found = stats[i];
      return found?.isFile() ? [{ name, bytes: found.size, modified: found.mtimeMs }] : [];
    });
  },
  read: (name) => readFile(join(folder, name)),
  write: (name, bytes) => writeFile(join(folder, name), bytes),
  create: async (name) => {
    const file = openSync(join(folder, name), 'w');
    return {
      write: (position, bytes) => {
        writeSync(file, bytes, 0, bytes.length, position);
      },
      close: () => closeSync(file),
    };
  },
  remove: (name) => rm(join(folder, name), { force: true }),
});
