import { constants } from 'node:fs';
import { access, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Artifact } from '../core/interop/artifact.ts';
import { makeFolders } from '../host/folders.ts';
import { CliFailure, fault } from './failure.ts';
import type { Terminal } from './terminal.ts';

/**
 * Writes a file whole or not at all, and makes the folders it needs. Throws a `CliFailure` where that is refused, and the
 * one that `content` ends with where that is made while it is written.
 */
export async function writeOutput(
  terminal: Terminal,
  path: string,
  content: string | Uint8Array | AsyncIterable<string>,
): Promise<string> {
  const target = resolve(terminal.cwd, path);
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    await makeFolders(dirname(target));
    await writeFile(temporary, content);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    if (error instanceof CliFailure) throw error;
    throw fault(`${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
  return target;
}

/** Makes a folder for results before work that takes long. Throws a `CliFailure` where nothing can be written to it. */
export async function makeFolder(terminal: Terminal, path: string): Promise<void> {
  const target = resolve(terminal.cwd, path);
  try {
    await makeFolders(target);
    await access(target, constants.W_OK);
  } catch (error) {
    throw fault(`${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Said where a model is written that tfjs alone does not open. */
export const strideLayersHint =
  'tf.loadLayersModel opens this model after registerStrideLayers(tf) of stride-layers.js, which lies beside it';

/** Writes files into a folder and gives their paths in it. */
export async function writeArtifacts(
  terminal: Terminal,
  folder: string,
  artifacts: readonly Artifact[],
): Promise<readonly string[]> {
  for (const { path, bytes } of artifacts) await writeOutput(terminal, join(folder, path), bytes);
  return artifacts.map(({ path }) => path);
}
