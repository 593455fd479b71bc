import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { maxBlockBytes } from '../core/document/block.ts';
import type { HostEnvironment } from './environment.ts';
import { ensureFolder, readBytes, statFile, writeAtomically } from './files.ts';
import { type BlockEntry, HostError } from './host.ts';

/** More files than these are not looked at: a palette is no archive. */
const mostBlocks = 500;

/** The name of a block's file: of a file in the folder itself that a list shows. */
export const blockFile = z
  .string()
  .max(200)
  .regex(/^[^./\\:*?"<>|\p{Cc}][^/\\:*?"<>|\p{Cc}]*\.json$/u);

const blocksFolder = (env: HostEnvironment): string => join(env.settings, 'blocks');

/** All blocks, also those that cannot be read: whoever shows them can name them. */
export async function listBlocks(env: HostEnvironment): Promise<readonly BlockEntry[]> {
  const folder = blocksFolder(env);
  const names = await readdir(folder).catch(() => []);
  const shown = names.filter((name) => blockFile.safeParse(name).success).sort();
  return Promise.all(
    shown.slice(0, mostBlocks).map(async (file) => ({ file, text: await readText(join(folder, file)) })),
  );
}

async function readText(path: string): Promise<string | null> {
  try {
    const found = await statFile(path);
    if (found === null || found.bytes > maxBlockBytes) return null;
    return new TextDecoder('utf-8', { fatal: true }).decode(await readBytes(path));
  } catch {
    return null;
  }
}

export async function saveBlock(env: HostEnvironment, file: string, text: string): Promise<null> {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > maxBlockBytes) throw new HostError('too-large', file, `${file} would be larger than 4 MiB.`);
  const path = join(blocksFolder(env), file);
  await ensureFolder(blocksFolder(env));
  await env.inTurn(path, () => writeAtomically(path, bytes, false));
  return null;
}

export async function deleteBlock(env: HostEnvironment, file: string): Promise<null> {
  const path = join(blocksFolder(env), file);
  await env.inTurn(path, () => rm(path, { force: true }));
  return null;
}
