import { fail, type Result } from '../../result.ts';
import { joined } from '../byte-source.ts';
import { isObject, objectOf } from './json.ts';
import type { FileLayer } from './model-file.ts';
import { type ImportError, importError } from './notes.ts';
import type { ImportOptions } from './read.ts';
import { type ImportedNetwork, readNetwork, type WeightsIn } from './read-network.ts';
import { readTfjsWeights, type TfjsGroup, type TfjsWeight } from './tfjs-weights.ts';

/** Bytes of a file that lies beside a `model.json`; `null` where there is none. */
export type Beside = (path: string) => Promise<Uint8Array | null>;

/**
 * The network of a tfjs layers-model, `json` being its `model.json`, with the weights of the shards beside it; without
 * weights where one of them is not there.
 * Errors: those of `readKerasModel`; `damaged` for shards that are cut off.
 * Format: tfjs-core `io/types.ts`, ModelJSON and WeightsManifestConfig.
 */
export async function readTfjsModel(
  json: unknown,
  beside: Beside,
  options: ImportOptions = {},
): Promise<Result<ImportedNetwork, ImportError>> {
  const groups = groupsIn(json);
  const told = objectOf(objectOf(json).stride).layers;
  const weights = new Map<string, TfjsWeight>();
  for (const group of groups) {
    const parts: Uint8Array[] = [];
    for (const path of group.paths) {
      const bytes = await beside(path);
      if (!bytes) return readNetwork(json, { layers: told }, null, options);
      parts.push(bytes);
    }
    const read = readTfjsWeights(group, joined(parts));
    if (!read) return fail(importError('damaged'));
    for (const weight of read) weights.set(weight.name, weight);
  }
  return readNetwork(json, { layers: told }, weights.size > 0 ? weightsNamed(weights) : null, options);
}

/** By the name of their layer, within it in its order. A model's name may come before, the optimizer's weights are no layer's. */
function weightsNamed(weights: ReadonlyMap<string, TfjsWeight>): WeightsIn {
  const byLayer = new Map<string, TfjsWeight[]>();
  for (const weight of weights.values()) {
    const [, ...parents] = weight.name.split('/').reverse();
    for (const parent of parents) byLayer.set(parent, [...(byLayer.get(parent) ?? []), weight]);
  }
  return (_, pieces) => (given, wanted) => {
    const layer: FileLayer = pieces.get(given) ?? given;
    const own = byLayer.get(layer.name) ?? [];
    if (own.length !== wanted.length) return null;
    const fits = wanted.every(({ shape }, i) => shape.join() === own[i]?.shape.join());
    return fits ? own.map(({ values }) => values) : null;
  };
}

function groupsIn(json: unknown): readonly TfjsGroup[] {
  const { weightsManifest } = objectOf(json);
  if (!Array.isArray(weightsManifest)) return [];
  return weightsManifest.flatMap((group: unknown) => {
    if (!isObject(group) || !Array.isArray(group.paths) || !Array.isArray(group.weights)) return [];
    // A path that leads out of the folder is nobody's shard.
    const paths = group.paths.filter((path): path is string => typeof path === 'string' && !path.includes('..'));
    return paths.length === group.paths.length ? [{ paths, weights: group.weights }] : [];
  });
}
