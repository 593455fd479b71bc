import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fault } from './failure.ts';
import type { Terminal } from './terminal.ts';

/** Writes a file whole or not at all, and makes the folders it needs. Throws a `CliFailure` where that is refused. */
export async function writeOutput(terminal: Terminal, path: string, content: string | Uint8Array): Promise<string> {
  const target = resolve(terminal.cwd, path);
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    await mkdir(dirname(target), { recursive: true });
    await writeFile(temporary, content);
    await rename(temporary, target);
  } catch (error) {
    throw fault(`${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
  return target;
}
