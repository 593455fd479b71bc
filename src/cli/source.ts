import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { templateById, templates } from '../../templates/index.ts';
import type { StrideDocument } from '../core/document/schema.ts';
import { type ImportReport, layersIn } from '../core/interop/keras/notes.ts';
import type { Project } from '../core/interop/project/project.ts';
import { readProjectOrModel } from '../host/model-file.ts';
import { fault, misuse } from './failure.ts';
import type { Terminal } from './terminal.ts';

/** Files in the folder that `stride train` makes. */
export const resultFiles = { model: 'model.json', history: 'history.json', project: 'model.stride' } as const;

/** The network that an argument names: a template's id, a file, or a folder that `stride train` made. */
export async function openNetwork(what: string, terminal: Terminal): Promise<StrideDocument> {
  return (await openProject(what, terminal)).project.document;
}

export interface Opened {
  readonly project: Project;
  /** Names of the classes, where a folder's history tells them. */
  readonly classes: readonly string[] | null;
}

/** What an argument names, with its runs and weights. Throws a `CliFailure` that says what is wrong. */
export async function openProject(what: string, terminal: Terminal): Promise<Opened> {
  const template = templateById(what);
  if (template) return { project: { document: template.build(), runs: [], best: null }, classes: null };
  const path = resolve(terminal.cwd, what);
  const isFolder = await exists(path, what);
  const bytes = await contents(isFolder ? join(path, resultFiles.project) : path, what, isFolder);
  const read = await readProjectOrModel(bytes, basename(path), besideOf(path));
  if (!read.ok) throw fault(`${what}: ${read.error.message}`);
  const { project, report } = read.value;
  const differences = report === null ? null : differenceText(report);
  if (differences !== null) terminal.note(`stride: ${what}: ${differences} (stride import tells which)`);
  return { project, classes: isFolder ? await classesOf(path) : null };
}

/** Reads the files of a file's folder: `null` where there is none of that name. */
export const besideOf = (path: string) => (name: string) => readFile(join(dirname(path), name)).catch(() => null);

/** The bytes of a file that an argument names. Throws a `CliFailure` where there is none. */
export async function openFile(what: string, terminal: Terminal): Promise<Uint8Array> {
  return contents(resolve(terminal.cwd, what), what, false);
}

/** How many layers and settings an imported network has otherwise than its file; `null` where all is the same. */
function differenceText({ custom, changed }: ImportReport): string | null {
  const parts = [
    ...(custom.length === 0 ? [] : [`${plural(layersIn(custom), 'layer')} kept as they came`]),
    ...(changed.length === 0 ? [] : [`${plural(changed.length, 'setting')} changed`]),
  ];
  return parts.length === 0 ? null : parts.join(', ');
}

export const plural = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;

/** Whether it is a folder. */
async function exists(path: string, what: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    throw misuse(`${what} is neither a file nor a template (${templates.map(({ id }) => id).join(', ')})`);
  }
}

async function contents(path: string, what: string, inFolder: boolean): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    if (inFolder) throw fault(`${what} holds no ${resultFiles.project}: stride train did not make it`);
    throw fault(`${what} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const historySchema = z.object({ classes: z.array(z.string()) });

async function classesOf(folder: string): Promise<readonly string[] | null> {
  try {
    const history = historySchema.safeParse(JSON.parse(await readFile(join(folder, resultFiles.history), 'utf8')));
    return history.success ? history.data.classes : null;
  } catch {
    // The history may have been moved away: numbers then stand for the classes.
    return null;
  }
}
