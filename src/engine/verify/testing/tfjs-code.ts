import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Artifact } from '../../../core/interop/artifact.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const runner = fileURLToPath(new URL('./run-tfjs-code.mjs', import.meta.url));

/** One input of a network, its batch included. */
export interface CodeInput {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

const outcomes = z.union([
  z.object({ error: z.string() }),
  z.object({
    parameters: z.number(),
    backend: z.string(),
    outputs: z.array(z.string()).transform((texts) => texts.map(floats)),
  }),
]);
/** What plain tfjs made of the code of a network: what it put out, in the order of the outputs, or what it said. */
export type CodeOutcome = z.infer<typeof outcomes>;

/** Puts what `writeTfjsCode` wrote into a folder, with what it is to be fed. */
export async function saveCode(
  folder: string,
  files: readonly Artifact[],
  inputs: readonly CodeInput[],
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { path, bytes } of files) await writeFile(join(folder, path), bytes);
  const fed = inputs.map(({ shape, values }) => ({ shape, values: base64(values) }));
  await writeFile(join(folder, 'input.json'), JSON.stringify(fed));
}

/** Runs the code in each folder of `folder` in a process that has plain tfjs only. */
export async function runCode(folder: string, backend: 'cpu' | 'wasm'): Promise<void> {
  const stand = join(folder, 'node_modules/@tensorflow/tfjs');
  await mkdir(stand, { recursive: true });
  await writeFile(join(stand, 'package.json'), JSON.stringify({ type: 'module', exports: './index.js' }));
  // The package of that name is these two and backends.
  const parts = ['tfjs-core', 'tfjs-layers'].map((part) => import.meta.resolve(`@tensorflow/${part}`));
  await writeFile(join(stand, 'index.js'), parts.map((part) => `export * from '${part}';\n`).join(''));
  execFileSync(process.execPath, [runner, folder, backend], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
}

export const outcomeOf = async (folder: string): Promise<CodeOutcome> =>
  outcomes.parse(JSON.parse(await readFile(join(folder, 'output.json'), 'utf8')));

const style = ['--indent-style=space', '--line-width=100', '--javascript-formatter-quote-style=single'];

/** What the formatter and linter have to say of the code in each folder of `folder`: nothing, where a person could have left it. */
export async function complaints(folder: string): Promise<string> {
  const names = await readdir(folder);
  const files = names
    .filter((name) => name !== 'node_modules')
    .flatMap((name) => ['model.js', 'package.json', 'README.md'].map((file) => join(name, file)));
  const biome = fileURLToPath(import.meta.resolve('@biomejs/biome/bin/biome'));
  const { status, stderr } = spawnSync(process.execPath, [biome, 'check', '--colors=off', ...style, ...files], {
    cwd: folder,
    encoding: 'utf8',
  });
  return status === 0 ? '' : stderr;
}

const base64 = (values: Float32Array): string =>
  Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');

const floats = (text: string): Float32Array => new Float32Array(new Uint8Array(Buffer.from(text, 'base64')).buffer);
