import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { templateById, templates } from '../../templates/index.ts';
import { documentSchema, type StrideDocument } from '../core/document/schema.ts';
import { fault, misuse } from './failure.ts';
import type { Terminal } from './terminal.ts';

/** The network that an argument names: a template's id, or a file. Throws a `CliFailure` that says what is wrong. */
export async function openNetwork(what: string, terminal: Terminal): Promise<StrideDocument> {
  const template = templateById(what);
  if (template) return template.build();
  const bytes = await readInput(resolve(terminal.cwd, what), what);
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw fault(`${what} is not a Stride file`);
  }
  const document = documentSchema.safeParse(json);
  if (!document.success) throw fault(`${what} is not a Stride file`);
  return document.data;
}

async function readInput(path: string, what: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ENOENT') {
      throw misuse(`${what} is neither a file nor a template (${templates.map(({ id }) => id).join(', ')})`);
    }
    throw fault(`${what} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
