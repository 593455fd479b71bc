import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';
import { ensureFolder, toHostError, writeAtomically } from './files.ts';

/** A settings file, or `fallback` when there is none or it is damaged: settings are never a reason not to start. */
export async function readJson<T>(file: string, schema: z.ZodType<T>, fallback: T): Promise<T> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const failure = toHostError(error, file);
    if (failure.code === 'not-found') return fallback;
    throw failure;
  }
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : fallback;
  } catch {
    return fallback;
  }
}

export async function writeJson(file: string, value: unknown): Promise<void> {
  await ensureFolder(dirname(file));
  // The backup keeps a file that this version could not read.
  await writeAtomically(file, new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`), true);
}
