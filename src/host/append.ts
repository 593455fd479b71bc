import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ensureFolder } from './files.ts';
import { type FileStat, HostError } from './host.ts';

/**
 * Adds to the end of a file that is `at` bytes long; 0 begins it, and makes the folders above it. What lies past `at` is
 * what an append that was cut off left there, and goes. Programs that follow the file see it grow.
 */
export async function appendBytes(path: string, at: number, bytes: Uint8Array): Promise<FileStat> {
  if (at === 0) await ensureFolder(dirname(path));
  const handle = await open(path, at === 0 ? constants.O_RDWR | constants.O_CREAT : 'r+', 0o644);
  try {
    const { size } = await handle.stat();
    if (size < at) throw new HostError('failed', path, `${path} was cut short by another program.`);
    if (size > at) await handle.truncate(at);
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, at + done);
      done += bytesWritten;
    }
  } finally {
    await handle.close();
  }
  const written = await stat(path);
  return { path, bytes: written.size, modified: written.mtimeMs };
}
