import { unzipSync } from 'fflate';
import { type ImportError, type ImportReport, importError } from '../core/interop/keras/notes.ts';
import { parseModelJson } from '../core/interop/keras/open.ts';
import { type ImportedModel, type ImportOptions, readKerasModel } from '../core/interop/keras/read.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { type Project, type ProjectError, readProject } from './project-file.ts';

/** Part of a .keras archive that holds the architecture. */
const configMember = 'config.json';

/**
 * The architecture in a file of Keras or tfjs: JSON, or a .keras archive, of which only `config.json` is unpacked.
 * Errors: those of `readKerasModel`; `notJson`, `hdf5`, `archive`.
 */
export function readModelFile(bytes: Uint8Array, options: ImportOptions = {}): Result<ImportedModel, ImportError> {
  if (startsWith(bytes, [0x89, 0x48, 0x44, 0x46])) return fail(importError('hdf5'));
  const text = startsWith(bytes, [0x50, 0x4b]) ? configOf(bytes) : bytes;
  if (!text) return fail(importError('archive'));
  const json = parseModelJson(textOf(text));
  return json.ok ? readKerasModel(json.value, options) : json;
}

const beginsAsJson = (bytes: Uint8Array): boolean => /^\s*[{[]/.test(textOf(bytes.subarray(0, 100)));

/** Windows’ PowerShell writes what is sent to a file as UTF-16, marked at its start. */
function textOf(bytes: Uint8Array): string {
  const encoding = startsWith(bytes, [0xff, 0xfe])
    ? 'utf-16le'
    : startsWith(bytes, [0xfe, 0xff])
      ? 'utf-16be'
      : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}

const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, i) => bytes[i] === byte);

function configOf(bytes: Uint8Array): Uint8Array | null {
  try {
    return unzipSync(bytes, { filter: ({ name }) => name === configMember })[configMember] ?? null;
  } catch {
    return null;
  }
}

/** What a file was opened as: a project, or a model that was imported. */
export interface OpenedFile {
  readonly project: Project;
  /** Of an import; `null` where it was a project. */
  readonly report: ImportReport | null;
}

/**
 * A file of Stride's, or one of the models that it imports. Of a file that is neither the error is that of a project, unless
 * it is known what the file is.
 */
export function readProjectOrModel(bytes: Uint8Array): Result<OpenedFile, ProjectError | ImportError> {
  const project = readProject(bytes);
  if (project.ok) return ok({ project: project.value, report: null });
  // A newer Stride's file is one of Stride's. One that is damaged may be Python's JSON, which knows infinities.
  if (project.error.code === 'newer') return project;
  const model = readModelFile(bytes);
  if (model.ok)
    return ok({ project: { document: model.value.document, runs: [], best: null }, report: model.value.report });
  // Text that begins as JSON and does not end as it may as well have been a model.
  if (model.error.code === 'notJson') return beginsAsJson(bytes) ? model : project;
  return model.error.code === 'notModel' || model.error.code === 'archive' ? project : model;
}
