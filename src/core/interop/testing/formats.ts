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
import type { LayerGroup } from '../keras/write/layer-groups.ts';
import { writeKerasFile, writeKerasH5 } from '../keras/write/write.ts';
import { readOnnx } from '../onnx/read/read.ts';
import { writeOnnx } from '../onnx/write/write.ts';
import type { NamedTensor } from '../tensors.ts';
import { writeTfjsModel } from '../tfjs/write.ts';

/** A format that is both written and read. */
export interface RoundFormat {
  readonly name: string;
  /** Whether groups are written too, and read again. */
  readonly isNested?: true;
  write(
    network: CompiledNetwork,
    weights: readonly NamedTensor[],
    groups: readonly LayerGroup[],
  ): Result<readonly Artifact[], readonly Problem[]>;
  read(files: readonly Artifact[]): Promise<Result<ImportedNetwork, ImportError>>;
}

export const roundFormats: readonly RoundFormat[] = [
  { name: '.keras', write: (network, weights) => writeKerasFile(network, weights), read: readOne },
  { name: '.h5', write: (network, weights) => writeKerasH5(network, weights), read: readOne },
  { name: 'tfjs', write: (network, weights) => writeTfjsModel(network, weights), read: readTfjs },
  {
    name: 'ONNX',
    write: (network, weights) => writeOnnx(network, weights),
    read: async ([file]) => readOnnx(file?.bytes ?? none, nothing),
  },
];

/** The same with groups as models in the model. */
export const nestedFormats: readonly RoundFormat[] = [
  {
    name: '.keras, nested',
    isNested: true,
    write: (network, weights, groups) => writeKerasFile(network, weights, { groups }),
    read: readOne,
  },
  {
    name: '.h5, nested',
    isNested: true,
    write: (network, weights, groups) => writeKerasH5(network, weights, { groups }),
    read: readOne,
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
