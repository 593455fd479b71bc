import type { CompiledNetwork } from '../../compile/topology.ts';
import type { Problem } from '../../problems/problem.ts';
import { fail, type Result } from '../../result.ts';
import type { Artifact } from '../artifact.ts';
import { bytesSource } from '../byte-source.ts';
import { type ImportError, importError } from '../keras/notes.ts';
import { parseModelJson } from '../keras/open.ts';
import { readKerasFile } from '../keras/read-file.ts';
import type { ImportedNetwork } from '../keras/read-network.ts';
import { readTfjsModel } from '../keras/read-tfjs.ts';
import { writeKerasFile, writeKerasH5 } from '../keras/write/write.ts';
import { readOnnx } from '../onnx/read/read.ts';
import { writeOnnx } from '../onnx/write/write.ts';
import type { NamedTensor } from '../tensors.ts';
import { writeTfjsModel } from '../tfjs/write.ts';

/** A format that is both written and read. */
export interface RoundFormat {
  readonly name: string;
  write(network: CompiledNetwork, weights: readonly NamedTensor[]): Result<readonly Artifact[], readonly Problem[]>;
  read(files: readonly Artifact[]): Promise<Result<ImportedNetwork, ImportError>>;
}

export const roundFormats: readonly RoundFormat[] = [
  { name: '.keras', write: (...model) => writeKerasFile(...model), read: readOne },
  { name: '.h5', write: (...model) => writeKerasH5(...model), read: readOne },
  { name: 'tfjs', write: (...model) => writeTfjsModel(...model), read: readTfjs },
  {
    name: 'ONNX',
    write: (...model) => writeOnnx(...model),
    read: async ([file]) => readOnnx(file?.bytes ?? none, nothing),
  },
];

const none = new Uint8Array();
const nothing = async (): Promise<null> => null;

async function readOne([file]: readonly Artifact[]): Promise<Result<ImportedNetwork, ImportError>> {
  return file ? readKerasFile(bytesSource(file.bytes)) : fail(importError('notKeras'));
}

async function readTfjs(files: readonly Artifact[]): Promise<Result<ImportedNetwork, ImportError>> {
  const bytesOf = (path: string): Uint8Array | null => files.find((file) => file.path === path)?.bytes ?? null;
  const json = parseModelJson(new TextDecoder().decode(bytesOf('model.json') ?? new Uint8Array()));
  return json.ok ? readTfjsModel(json.value, async (path) => bytesOf(path)) : json;
}
