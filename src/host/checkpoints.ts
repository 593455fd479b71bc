import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { HostEnvironment } from './environment.ts';
import { ensureFolder, readBytes, statFile, writeAtomically } from './files.ts';
import type { CheckpointEntry } from './host.ts';

/** States of all runs together, in bytes; beyond it those of the runs that were written longest ago go. */
const mostBytes = 4 * 2 ** 30;

/** A run's id and a state's name are names of a folder and of a file: nothing that leads out of them. */
export const checkpointPart = z
  .string()
  .max(100)
  .regex(/^[\w-]+$/);

const suffix = '.checkpoint';

const rootOf = (env: HostEnvironment): string => join(env.settings, 'checkpoints');
const folderOf = (env: HostEnvironment, run: string): string => join(rootOf(env), run);
const fileOf = (env: HostEnvironment, run: string, name: string): string => join(folderOf(env, run), name + suffix);

/** What is kept of a run, in no order. */
export async function listCheckpoints(env: HostEnvironment, run: string): Promise<readonly CheckpointEntry[]> {
  const folder = folderOf(env, run);
  const names = await readdir(folder).catch(() => []);
  const found = names
    .filter((name) => name.endsWith(suffix) && !name.startsWith('.'))
    .map(async (name) => {
      const file = await statFile(join(folder, name));
      return file && { name: name.slice(0, -suffix.length), bytes: file.bytes, modified: file.modified };
    });
  return (await Promise.all(found)).filter((entry) => entry !== null);
}

export async function readCheckpoint(env: HostEnvironment, run: string, name: string): Promise<Uint8Array | null> {
  const file = fileOf(env, run, name);
  return (await statFile(file)) === null ? null : readBytes(file);
}

/** Atomic, in turn for each file. Makes room among other runs first where all together would be too much. */
export async function writeCheckpoint(
  env: HostEnvironment,
  run: string,
  name: string,
  bytes: Uint8Array,
  limit: number = mostBytes,
): Promise<null> {
  const file = fileOf(env, run, name);
  await env.inTurn(rootOf(env), () => makeRoom(env, run, limit - bytes.length));
  await ensureFolder(folderOf(env, run));
  await env.inTurn(file, () => writeAtomically(file, bytes, false));
  return null;
}

/** `names` of a run's, or all that there is of it. */
export async function deleteCheckpoints(
  env: HostEnvironment,
  run: string,
  names: readonly string[] | undefined,
): Promise<null> {
  if (names === undefined) await rm(folderOf(env, run), { recursive: true, force: true });
  else
    await Promise.all(
      names.map((name) => {
        const file = fileOf(env, run, name);
        return env.inTurn(file, () => rm(file, { force: true }));
      }),
    );
  return null;
}

async function makeRoom(env: HostEnvironment, run: string, limit: number): Promise<void> {
  const runs = await readdir(rootOf(env)).catch(() => []);
  const sizes = await Promise.all(
    runs.map(async (id) => {
      const entries = await listCheckpoints(env, id);
      const bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
      return { id, bytes, modified: Math.max(0, ...entries.map(({ modified }) => modified)) };
    }),
  );
  let total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { id, bytes } of sizes.filter((other) => other.id !== run).sort((a, b) => a.modified - b.modified)) {
    if (total <= limit) return;
    await deleteCheckpoints(env, id, undefined);
    total -= bytes;
  }
}
