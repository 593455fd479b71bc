import type { CompiledNetwork } from '../../../compile/topology.ts';
import type { TrainingSettings } from '../../../document/schema.ts';
import type { Problem } from '../../../problems/problem.ts';
import { ok, type Result } from '../../../result.ts';
import { type Artifact, jsonBytes } from '../../artifact.ts';
import { joined } from '../../byte-source.ts';
import { emptyGroup, type H5Draft } from '../../hdf5/tree.ts';
import { hdf5Parts } from '../../hdf5/write.ts';
import type { NamedTensor } from '../../tensors.ts';
import { storedZip } from '../../zip/write.ts';
import { compileConfig, trainingConfig } from './compile-config.ts';
import { modelConfig } from './config.ts';
import { type KerasGraph, kerasGraph } from './graph.ts';
import type { LayerGroup } from './layer-groups.ts';
import { type NestedForm, nested } from './nest.ts';
import { modelOrder } from './order.ts';
import { byLayer, legacyTree, storeTree } from './weights.ts';

export interface KerasOptions {
  /** What the model is compiled with, so that Keras can train it at once; not compiled where there are none. */
  readonly training?: TrainingSettings;
  /** Kept beside the model, where Keras does not look: class names, for one. */
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** Groups of its layers that are written as models in the model, where they can be; all layers are in one without them. */
  readonly groups?: readonly LayerGroup[];
}

/** Version of Keras whose files these are like. */
const kerasVersion = '3.15.1';

/**
 * Parts of a `.keras` file, one after another: the model as Keras 3 has it, with weights and, where settings are given,
 * compiled. Weights are not copied: what saves the parts needs no second copy of the network in memory.
 *
 * Errors: `export.keras.layer`, `export.keras.shared`. Layers that Keras lacks are written as several of its own.
 */
export function kerasFileParts(
  network: CompiledNetwork,
  weights: readonly NamedTensor[],
  { training, metadata, groups }: KerasOptions = {},
): Result<readonly Uint8Array[], readonly Problem[]> {
  const flat = kerasGraph(network);
  if (!flat.ok) return flat;
  const { graph, models } = nested(flat.value, groups ?? [], 'keras');
  const ordered = modelOrder(graph);
  const compiled = training && isOneToOne(network) ? { compile_config: compileConfig(network, training) } : {};
  const about = { keras_version: kerasVersion, stride: aboutStride(graph, metadata, toldGroups(groups, models)) };
  return ok(
    storedZip([
      { path: 'metadata.json', parts: [jsonBytes(about)] },
      { path: 'config.json', parts: [jsonBytes({ ...modelConfig(graph, ordered), ...compiled })] },
      { path: 'model.weights.h5', parts: hdf5Parts(storeTree(ordered, byLayer(weights))) },
    ]),
  );
}

/** Parts of a legacy `.h5` file, as `kerasFileParts`. */
export function kerasH5Parts(
  network: CompiledNetwork,
  weights: readonly NamedTensor[],
  { training, metadata, groups }: KerasOptions = {},
): Result<readonly Uint8Array[], readonly Problem[]> {
  const flat = kerasGraph(network);
  if (!flat.ok) return flat;
  const { graph, models } = nested(flat.value, groups ?? [], 'h5');
  const ordered = modelOrder(graph);
  const root: H5Draft = emptyGroup({
    backend: 'tensorflow',
    keras_version: kerasVersion,
    model_config: JSON.stringify(modelConfig(graph, ordered)),
    ...(training && isOneToOne(network) ? { training_config: JSON.stringify(trainingConfig(network, training)) } : {}),
    stride: JSON.stringify(aboutStride(graph, metadata, toldGroups(groups, models))),
  });
  root.children.set('model_weights', legacyTree(ordered, byLayer(weights)));
  return ok(hdf5Parts(root));
}

/** The same as one file. */
export function writeKerasFile(
  network: CompiledNetwork,
  weights: readonly NamedTensor[],
  options: KerasOptions = {},
): Result<readonly Artifact[], readonly Problem[]> {
  const parts = kerasFileParts(network, weights, options);
  return parts.ok ? ok([{ path: 'model.keras', bytes: joined(parts.value) }]) : parts;
}

/** The same as one file. */
export function writeKerasH5(
  network: CompiledNetwork,
  weights: readonly NamedTensor[],
  options: KerasOptions = {},
): Result<readonly Artifact[], readonly Problem[]> {
  const parts = kerasH5Parts(network, weights, options);
  return parts.ok ? ok([{ path: 'model.h5', bytes: joined(parts.value) }]) : parts;
}

/** What keeps Keras from computing this network: one problem for each layer, none where it can be exported. */
export function kerasObstacles(network: CompiledNetwork): readonly Problem[] {
  const graph = kerasGraph(network);
  return graph.ok ? [] : graph.error;
}

/** Of groups that cannot be models in the model, why: they are written as layers of the model around them. */
export function nestingNotes(
  network: CompiledNetwork,
  groups: readonly LayerGroup[],
  form: NestedForm,
): readonly Problem[] {
  const graph = kerasGraph(network);
  return graph.ok ? nested(graph.value, groups, form).left : [];
}

/** A loss is that of one output. */
const isOneToOne = ({ inputs, outputs }: CompiledNetwork): boolean => inputs.length === 1 && outputs.length === 1;

/** What Stride reads again and Keras does not look at. */
const aboutStride = (
  { folds, shared }: KerasGraph,
  metadata: KerasOptions['metadata'],
  groups: readonly ToldGroup[] | null,
) => ({
  ...(folds.length + shared.length > 0 ? { layers: [...folds, ...shared] } : {}),
  ...(groups ? { groups } : {}),
  ...(metadata ? { metadata } : {}),
});

/** A group as it is told in the file: its place among the others is what they call it. */
interface ToldGroup {
  readonly name: string;
  readonly parent: number | null;
  readonly members: readonly string[];
  /** Names of the models on the way to its own; absent where it is none. */
  readonly model?: readonly string[];
}

function toldGroups(
  groups: readonly LayerGroup[] | undefined,
  models: ReadonlyMap<string, readonly string[]>,
): readonly ToldGroup[] | null {
  if (!groups) return null;
  const places = new Map(groups.map(({ id }, i) => [id, i]));
  return groups.map(({ id, name, members, parent }) => {
    const model = models.get(id);
    return { name, parent: places.get(parent ?? '') ?? null, members, ...(model ? { model } : {}) };
  });
}
