import type { CompiledNetwork } from '../../compile/topology.ts';
import type { Problem } from '../../problems/problem.ts';
import { ok, type Result } from '../../result.ts';
import type { Artifact } from '../artifact.ts';
import { jsonBytes, textBytes } from '../artifact.ts';
import type { NamedTensor } from '../tensors.ts';
import { packTensors } from '../tensors.ts';
import { strideLayersText } from './stride-layers-text.ts';
import { tfjsTopology } from './topology.ts';

/** The module that teaches tfjs what it lacks. */
export const strideLayersFile = 'stride-layers.js';

export const strideLayers = (): Artifact => ({ path: strideLayersFile, bytes: textBytes(strideLayersText) });

/** What lies in these files one after another, as tfjs reads it: tfjs-core `io/types.ts`, WeightsManifestConfig. */
export const weightsManifest = (weights: readonly NamedTensor[], paths: readonly string[]) => [
  { paths, weights: weights.map(({ name, shape }) => ({ name, shape, dtype: 'float32' })) },
];

/** Largest weight file, as tfjs's own converter makes them: browsers cache files of that size. */
const shardBytes = 4 * 1024 * 1024;

export interface TfjsOptions {
  /** Kept in `userDefinedMetadata`, which tfjs carries along: class names, for one. */
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/**
 * A tfjs layers-model, `model.json` and weight shards, for `tf.loadLayersModel`. What plain tfjs would compute otherwise
 * than the engine is written in other layers. Where there are none, a module comes with it that teaches tfjs what it lacks,
 * and must be run before the model is opened.
 *
 * Errors: those of `tfjsObstacles`.
 * Format: tfjs-core `io/types.ts` (ModelJSON), weights concatenated in the order of the manifest.
 */
export function writeTfjsModel(
  network: CompiledNetwork,
  weights: readonly NamedTensor[],
  { metadata }: TfjsOptions = {},
): Result<readonly Artifact[], readonly Problem[]> {
  const written = tfjsTopology(network);
  if (!written.ok) return written;
  const { topology, taught, told } = written.value;
  const bytes = packTensors(weights);
  const count = Math.ceil(bytes.length / shardBytes);
  const shards = Array.from({ length: count }, (_, i) => ({
    path: `group1-shard${i + 1}of${count}.bin`,
    bytes: bytes.subarray(i * shardBytes, (i + 1) * shardBytes),
  }));
  const model = {
    format: 'layers-model',
    generatedBy: 'Stride',
    convertedBy: null,
    modelTopology: { keras_version: '2.15.0', backend: 'tensorflow', model_config: topology },
    weightsManifest: weightsManifest(
      weights,
      shards.map(({ path }) => path),
    ),
    // Not tfjs's: which files beside the weights it takes to open it.
    ...(taught.length > 0 ? { requires: [strideLayersFile] } : {}),
    // Not tfjs's either: what Stride itself reads again.
    ...(told.length > 0 ? { stride: { layers: told } } : {}),
    ...(metadata ? { userDefinedMetadata: metadata } : {}),
  };
  return ok([
    { path: 'model.json', bytes: jsonBytes(model) },
    ...shards,
    ...(taught.length > 0 ? [strideLayers()] : []),
  ]);
}
