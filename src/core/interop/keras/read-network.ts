import { analyze } from '../../analysis/analyze.ts';
import { ok, type Result } from '../../result.ts';
import type { NamedTensor } from '../tensors.ts';
import { withOwnLayers } from './folds.ts';
import type { FileLayer, FileModel } from './model-file.ts';
import type { ImportError } from './notes.ts';
import { ownGroupsIn, withoutGroups } from './own-groups.ts';
import { fileModelOf, type ImportedModel, type ImportOptions, importModel, type TracedModel } from './read.ts';
import { type LayerWeights, networkWeights, type WantedWeight } from './read-weights.ts';

/** A network with the weights that a file has of it. */
export interface ImportedNetwork extends ImportedModel {
  /** Under the names that `compileNetwork` gives them; `null` where the file's do not fit or there are none. */
  readonly weights: readonly NamedTensor[] | null;
  /** Name of the node of which the weights are missing or of another shape, where that is why there are none. */
  readonly withoutWeights: string | null;
}

/** How a form of file has its weights. @param pieces the file's own layers of those that stand for several. */
export type WeightsIn = (
  model: FileModel,
  pieces: ReadonlyMap<FileLayer, FileLayer>,
  wantedOf: (layer: FileLayer) => readonly WantedWeight[],
) => LayerWeights;

/** What a file of Stride's says beside the model, as it was written. */
export interface ToldByStride {
  /** Layers that Keras lacks, and those that are shared. */
  readonly layers?: unknown;
  /** Groups of layers, and the models that they were written as. */
  readonly groups?: unknown;
}

/** A network from its JSON, with its weights where there are any. Errors: those of `readKerasModel`. */
export function readNetwork(
  json: unknown,
  { layers: folds, groups }: ToldByStride,
  weightsIn: WeightsIn | null,
  options: ImportOptions,
): Result<ImportedNetwork, ImportError> {
  const told = fileModelOf(json);
  if (!told.ok) return told;
  const ownGroups = ownGroupsIn(groups);
  const ungrouped = withoutGroups(told.value, ownGroups ?? []);
  const { model, pieces: folded } = withOwnLayers(ungrouped.model, folds);
  const traced = importModel(model, { ...options, groups: ownGroups });
  if (!traced.ok) return traced;
  const { document, report } = traced.value;
  // In a row, pixels whose channels came first lie in another order, which is that of other weights.
  const reordered = [...traced.value.turned].find((id) => traced.value.layers.get(id)?.className === 'Flatten');
  if (!weightsIn || reordered !== undefined)
    return ok({ document, report, weights: null, withoutWeights: weightsIn ? (reordered ?? null) : null });
  const pieces = piecesIn(model, folded, ungrouped.origins);
  const found = networkWeights(traced.value, weightsIn(told.value, pieces, wantedBy(traced.value, pieces)));
  return ok(
    'missing' in found
      ? { document, report, weights: null, withoutWeights: found.missing }
      : { document, report, weights: found.weights, withoutWeights: null },
  );
}

/** The file's own layer of each that was put in the place of some. */
function piecesIn(
  { layers }: FileModel,
  folded: ReadonlyMap<FileLayer, FileLayer>,
  origins: ReadonlyMap<FileLayer, FileLayer>,
): ReadonlyMap<FileLayer, FileLayer> {
  return new Map(
    layers.map((layer) => {
      const own = folded.get(layer) ?? layer;
      return [layer, origins.get(own) ?? own];
    }),
  );
}

/** What each of the file's layers has for weights, by what became of it. */
function wantedBy({ document, layers }: TracedModel, pieces: ReadonlyMap<FileLayer, FileLayer>) {
  const analysis = analyze(document.graph);
  const wanted = new Map<FileLayer, ReturnType<typeof weightsOf>>();
  const weightsOf = (id: string) => analysis.nodes[id]?.weights ?? [];
  for (const [id, given] of layers) {
    const layer = pieces.get(given) ?? given;
    if (!wanted.has(layer)) wanted.set(layer, weightsOf(id));
  }
  return (layer: FileLayer) => wanted.get(layer) ?? [];
}
