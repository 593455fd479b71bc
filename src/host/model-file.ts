import { type ByteSource, bytesSource } from '../core/interop/byte-source.ts';
import { looksLikeHdf5 } from '../core/interop/hdf5/read.ts';
import { importedProject } from '../core/interop/imported-run.ts';
import { type ImportError, type ImportReport, importError } from '../core/interop/keras/notes.ts';
import { parseModelJson } from '../core/interop/keras/open.ts';
import type { ImportOptions } from '../core/interop/keras/read.ts';
import { readKerasFile } from '../core/interop/keras/read-file.ts';
import type { ImportedNetwork } from '../core/interop/keras/read-network.ts';
import { type Beside, readTfjsModel } from '../core/interop/keras/read-tfjs.ts';
import { looksLikeOnnx } from '../core/interop/onnx/decode.ts';
import { readOnnx } from '../core/interop/onnx/read/read.ts';
import { looksLikeWeights } from '../core/interop/weights/read.ts';
import { looksLikeZip } from '../core/interop/zip/read.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { type Project, type ProjectError, readProject } from './project-file.ts';

/**
 * The network in a file of Keras or tfjs: a .keras archive or an .h5 file with their weights, or JSON, whose weights lie in
 * files beside it, if anywhere.
 * Errors: those of `readKerasModel` and `readKerasFile`; `notJson`.
 */
export async function readModelFile(
  bytes: Uint8Array,
  options: ImportOptions = {},
  beside: Beside = nothing,
): Promise<Result<ImportedNetwork, ImportError>> {
  const source = bytesSource(bytes);
  if (looksLikeOnnx(bytes)) return readOnnx(bytes, beside, options);
  if (looksLikeWeights(source)) return fail(importError('weightsAlone'));
  if (looksLikeHdf5(source) || looksLikeZip(source)) return readKerasFile(source, options);
  const json = parseModelJson(textOf(bytes));
  return json.ok ? readTfjsModel(json.value, beside, options) : json;
}

const nothing: Beside = async () => null;

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

/** What a file was opened as: a project, or a model that was imported. */
export interface OpenedFile {
  readonly project: Project;
  /** Of an import; `null` where it was a project. */
  readonly report: ImportReport | null;
  /** Of an import from a file that has weights, whose weights did not fit: the node that they failed at. */
  readonly withoutWeights?: string;
}

/**
 * A file of Stride's, or one of the models that it imports. Of a file that is neither the error is that of a project, unless
 * it is known what the file is.
 * @param name of the file
 * @param beside reads files of the same folder
 */
export async function readProjectOrModel(
  bytes: Uint8Array,
  name: string,
  beside: Beside = nothing,
): Promise<Result<OpenedFile, ProjectError | ImportError>> {
  const project = readProject(bytes);
  if (project.ok) return ok({ project: project.value, report: null });
  // A newer Stride's file is one of Stride's. One that is damaged may be Python's JSON, which knows infinities.
  if (project.error.code === 'newer') return project;
  const model = await readModelFile(bytes, {}, beside);
  if (model.ok) return ok(openedModel(model.value, name));
  // Text that begins as JSON and does not end as it may as well have been a model.
  if (model.error.code === 'notJson') return beginsAsJson(bytes) ? model : project;
  // An archive that is damaged is what its name says.
  if (model.error.code === 'damaged' && looksLikeZip(bytesSource(bytes)) && !name.toLowerCase().endsWith('.keras'))
    return project;
  return model.error.code === 'notModel' || model.error.code === 'archive' ? project : model;
}

/**
 * The same of a file of Keras that is too large to lie in memory beside its weights. Errors: those of `readKerasFile`.
 * @param name of the file
 */
export async function readLargeModel(source: ByteSource, name: string): Promise<Result<OpenedFile, ImportError>> {
  const model = await readKerasFile(source);
  return model.ok ? ok(openedModel(model.value, name)) : model;
}

function openedModel({ document, report, weights, withoutWeights }: ImportedNetwork, file: string): OpenedFile {
  const origin = { runId: crypto.randomUUID(), file, at: new Date().toISOString() };
  return {
    project: importedProject(document, weights, origin),
    report,
    ...(withoutWeights === null ? {} : { withoutWeights }),
  };
}
