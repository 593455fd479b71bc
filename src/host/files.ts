import { randomBytes } from 'node:crypto';
import { constants, type Dirent } from 'node:fs';
import { copyFile, link, open, readdir, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { makeFolders } from './folders.ts';
import { type FileStat, type FolderEntry, type FolderListing, HostError, type HostErrorCode } from './host.ts';

/** Larger files are refused: they would not fit in one buffer of the page. */
export const largestFile = 2 ** 30;

const codes: Readonly<Record<string, HostErrorCode>> = {
  ENOENT: 'not-found',
  EACCES: 'denied',
  EPERM: 'denied',
  EROFS: 'denied',
  ENOTDIR: 'not-a-folder',
  ENOSPC: 'no-space',
  EDQUOT: 'no-space',
  EFBIG: 'too-large',
  ERR_FS_FILE_TOO_LARGE: 'too-large',
};

const sentences: Readonly<Record<HostErrorCode, string>> = {
  'not-found': 'does not exist',
  denied: 'may not be opened or changed by this user',
  'not-a-folder': 'is not a folder',
  'no-space': 'could not be written: the disk is full',
  'too-large': 'is too large',
  refused: 'was refused',
  unreachable: 'could not be reached',
  failed: 'could not be opened or written',
};

/** Any failure of the file system as a `HostError` that names the path. */
export function toHostError(error: unknown, path: string): HostError {
  if (error instanceof HostError) return error;
  const system = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const code = codes[system] ?? 'failed';
  const detail = code === 'failed' && error instanceof Error ? ` (${error.message})` : '';
  return new HostError(code, path, `${path} ${sentences[code]}${detail}.`);
}

export async function statFile(path: string): Promise<FileStat | null> {
  try {
    const found = await stat(path);
    return { path, bytes: found.size, modified: found.mtimeMs };
  } catch (error) {
    const failure = toHostError(error, path);
    if (failure.code === 'not-found' || failure.code === 'not-a-folder') return null;
    throw failure;
  }
}

export async function readBytes(path: string): Promise<Uint8Array> {
  const found = await stat(path);
  if (found.isDirectory()) throw new HostError('failed', path, `${path} is a folder, not a file.`);
  if (found.size > largestFile) throw new HostError('too-large', path, `${path} is larger than 1 GiB.`);
  const buffer = await readFile(path);
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}

/** Folders first, then by name with numbers in order; hidden entries and those that cannot be read are left out. */
export async function listFolder(path: string): Promise<FolderListing> {
  const children = await readdir(path, { withFileTypes: true });
  const shown = children.filter((child) => !child.name.startsWith('.'));
  const entries = (await Promise.all(shown.map((child) => folderEntry(path, child)))).filter((entry) => entry !== null);
  const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
  entries.sort((a, b) => (a.kind === b.kind ? collator.compare(a.name, b.name) : a.kind === 'folder' ? -1 : 1));
  const parent = dirname(path);
  return { path, parent: parent === path ? null : parent, entries };
}

async function folderEntry(folder: string, child: Dirent): Promise<FolderEntry | null> {
  try {
    const found = await stat(join(folder, child.name));
    if (!found.isDirectory() && !found.isFile()) return null;
    const kind = found.isDirectory() ? 'folder' : 'file';
    return { name: child.name, kind, bytes: found.size, modified: found.mtimeMs };
  } catch {
    return null;
  }
}

/**
 * Writes so that a crash leaves either the old file or the new one: temporary file in the same folder, flush, rename.
 * With `backup`, the file that was there is kept as `NAME.bak`.
 */
export async function writeAtomically(path: string, bytes: Uint8Array, backup: boolean): Promise<FileStat> {
  // A rename over a symbolic link would replace the link and leave the file it points to as it was.
  const target = await realpath(path).catch(() => path);
  const existing = await stat(target).catch(() => null);
  if (existing?.isDirectory()) throw new HostError('failed', path, `${path} is a folder, not a file.`);
  const temporary = besides(target);
  try {
    const handle = await open(temporary, 'wx', existing ? existing.mode & 0o777 : 0o644);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (existing && backup) await keepBackup(target);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await flushFolder(dirname(target));
  const written = await stat(target);
  return { path, bytes: written.size, modified: written.mtimeMs };
}

const besides = (path: string): string =>
  join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);

/** A second name for the old contents, so that `path` itself never disappears; a copy where links are unknown. */
async function keepBackup(path: string): Promise<void> {
  const temporary = besides(path);
  try {
    await link(path, temporary);
  } catch {
    await copyFile(path, temporary, constants.COPYFILE_EXCL);
  }
  try {
    await rename(temporary, `${path}.bak`);
  } finally {
    await rm(temporary, { force: true });
  }
}

async function flushFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    // Windows opens no folders; the rename is then as durable as the system makes it.
  }
}

export async function ensureFolder(path: string): Promise<void> {
  await makeFolders(path);
}
