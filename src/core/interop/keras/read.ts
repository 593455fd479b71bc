import { layoutNetwork } from '../../build/layout.ts';
import { layoutLevels } from '../../build/u-shape.ts';
import { dockAll } from '../../document/dock.ts';
import { hasWeights } from '../../document/freeze.ts';
import { freshName } from '../../document/names.ts';
import {
  defaultTraining,
  documentVersion,
  type Edge,
  type LayerNode,
  maxNameLength,
  type StrideDocument,
} from '../../document/schema.ts';
import type { Shape } from '../../math/shape.ts';
import { fail, ok, type Result } from '../../result.ts';
import { channelsLast } from './channels-first.ts';
import { type FlatNetwork, type FlatNode, flatten, inOrder, type Source, sourceKey } from './flatten.ts';
import { inferGroups } from './groups/groups.ts';
import { isDeeperThan } from './json.ts';
import { asCustom, type KindOfNode, kindOfNode } from './kinds.ts';
import { createLayerRead } from './layers/read-layer.ts';
import { type FileLayer, type FileModel, inputClass, readModelFile } from './model-file.ts';
import {
  collected,
  type ImportError,
  type ImportReport,
  importError,
  type LayerNote,
  type Note,
  note,
} from './notes.ts';
import { findModel } from './open.ts';
import { groupsOf, type OwnGroup } from './own-groups.ts';
import { inStridesWords } from './uses.ts';

export interface ImportOptions {
  /** Of the document; that of the model where there is none. */
  readonly name?: string;
  /** Its groups, where the file tells them; they are inferred where it does not. */
  readonly groups?: readonly OwnGroup[] | null;
}

export interface ImportedModel {
  readonly document: StrideDocument;
  readonly report: ImportReport;
}

/**
 * The architecture in JSON of Keras 2, Keras 3, tf.keras or tfjs-layers, as a document with layout and groups. Weights are
 * not looked at. Layers that Stride does not have are kept as the kind `custom`; the report names each, and each setting that
 * did not come along.
 * Errors: JSON that is no model of listed layers; the code says what it seems to be instead.
 */
export function readKerasModel(json: unknown, options: ImportOptions = {}): Result<ImportedModel, ImportError> {
  const model = fileModelOf(json);
  return model.ok ? importModel(model.value, options) : model;
}

/** The layers of a file's JSON. Errors: those of `readKerasModel`. */
export function fileModelOf(json: unknown): Result<FileModel, ImportError> {
  if (isDeeperThan(deepest, json)) return fail(importError('tooDeep', { count: String(deepest) }));
  const found = findModel(json);
  return found.ok ? ok(readModelFile(found.value)) : found;
}

/** A model that was imported, with the file's layer of each node, that of its first use where it has several. */
export interface TracedModel extends ImportedModel {
  readonly layers: ReadonlyMap<string, FileLayer>;
  /** Nodes whose channels came first. */
  readonly turned: ReadonlySet<string>;
}

/** Errors: `empty`. */
export function importModel(model: FileModel, options: ImportOptions = {}): Result<TracedModel, ImportError> {
  const flat = flatten(model);
  const { network, turned } = channelsLast({ ...flat, nodes: flat.nodes.map(inStridesWords) });
  if (network.nodes.length === 0) return fail(importError('empty', { layer: model.name }));
  const name = (options.name ?? model.name).slice(0, maxNameLength) || 'model';
  const layers = new Map(flat.nodes.map(({ id, layer }) => [id, layer]));
  return ok({ ...assemble(network, turned, name, options.groups ?? null), layers, turned });
}

/** Levels of lists and objects: five or so for each model in a model. */
const deepest = 1000;

type NodeNote = Omit<LayerNote, 'others'>;

interface Made {
  readonly nodes: Record<string, LayerNode>;
  readonly edges: Record<string, Edge>;
  readonly custom: NodeNote[];
  readonly changed: NodeNote[];
}

function assemble(
  network: FlatNetwork,
  turned: ReadonlySet<string>,
  name: string,
  told: readonly OwnGroup[] | null,
): ImportedModel {
  const made = makeNodes(network, turned);
  const graph = { nodes: made.nodes, edges: made.edges };
  const own = told && groupsOf(told, new Map(Object.values(graph.nodes).map((node) => [node.name, node.id])));
  const { groups, isU } = own ? { groups: own, isU: false } : inferGroups(network, graph);
  const drawn = dockAll({ graph, groups });
  const document: StrideDocument = {
    format: 'stride',
    version: documentVersion,
    name,
    ...drawn,
    layout: isU ? layoutLevels(drawn) : layoutNetwork(drawn.graph, drawn.groups),
    notes: {},
    training: defaultTraining,
  };
  const [custom, changed] = [collected(made.custom), collected(made.changed)];
  const layers = Object.keys(graph.nodes).length;
  return { document, report: { layers, groups: Object.keys(groups).length, custom, changed } };
}

function makeNodes(network: FlatNetwork, turned: ReadonlySet<string>): Made {
  const made: Made = { nodes: {}, edges: {}, custom: [], changed: [] };
  const shapes = new Map<string, Shape | null>();
  const kinds = new Map<string, KindOfNode>();
  const severalOutputs = manyOutputs(network);
  const layerRead = createLayerRead();
  for (const node of inOrder(network.nodes)) {
    const inputs = node.inputs.map((source) => shapes.get(sourceKey(source)) ?? null);
    const told = network.shapes.get(sourceKey({ node: node.id, tensor: 0 })) ?? null;
    const several = severalOutputs.has(node.id);
    const kind = several ? asCustom(node, inputs, told, note('outputs')) : kindOfNode(node, inputs, told, layerRead);
    kinds.set(node.id, kind);
    shapes.set(sourceKey({ node: node.id, tensor: 0 }), isUnknownInput(node) ? null : kind.shape);
    for (const tensor of severalOutputs.get(node.id) ?? []) {
      const shape = network.shapes.get(sourceKey({ node: node.id, tensor })) ?? null;
      shapes.set(sourceKey({ node: node.id, tensor }), shape?.every((size) => size !== null) ? shape : null);
    }
  }
  // In the file's order, which is that of Keras's summary.
  const ends = new Map<string, string>();
  const taken = new Set(network.nodes.map(({ id }) => id));
  for (const node of network.nodes) {
    const kind = kinds.get(node.id);
    if (!kind || isUnknownInput(node)) continue;
    addNode(made, node, kind);
    if (kind.after) ends.set(sourceKey({ node: node.id, tensor: 0 }), addActivation(made, node, kind.after, taken));
    if (turned.has(node.id)) addNotes(made.changed, node, [note('channelsFirst')]);
    for (const tensor of severalOutputs.get(node.id) ?? [])
      ends.set(sourceKey({ node: node.id, tensor }), addOutput(made, node, tensor, shapes, taken));
  }
  for (const node of network.nodes) connect(made, node, ends);
  noteInnerOutputs(made, network);
  const endOf = (source: Source): string => ends.get(sourceKey(source)) ?? source.node;
  const feeding = new Set(Object.values(made.edges).map(({ source }) => source));
  const last = network.outputs.map(endOf).filter((id) => !feeding.has(id));
  return { ...made, nodes: withOrder(withOrder(made.nodes, network.inputs.map(endOf)), last) };
}

/** The same nodes, those of these ids in this order: a document's inputs and outputs are in the order of its nodes. */
function withOrder(nodes: Made['nodes'], ids: readonly string[]): Made['nodes'] {
  const own = [...new Set(ids)].filter((id) => nodes[id]);
  const places = new Set(own);
  let next = 0;
  return Object.fromEntries(
    Object.entries(nodes).map((entry) => {
      const id = places.has(entry[0]) ? own[next++] : undefined;
      const node = id === undefined ? undefined : nodes[id];
      return id === undefined || !node ? entry : [id, node];
    }),
  );
}

/** An Input of which nothing is known would be a guess: what follows it is left without one. */
const isUnknownInput = ({ layer }: FlatNode): boolean => layer.className === inputClass && layer.inputShape === null;

function addNode({ nodes, custom, changed }: Made, node: FlatNode, { kind, params, lost, kept }: KindOfNode): void {
  const { id, sharesWith } = node;
  const made = { id, kind, name: id, params, ...(sharesWith === null ? {} : { sharesWith }) };
  nodes[id] = node.layer.config.trainable === false && hasWeights(made) ? { ...made, frozen: true } : made;
  if (kept) addNotes(custom, node, [kept]);
  addNotes(changed, node, lost);
  addNotes(
    changed,
    node,
    node.missing.map((layer) => note('missingInput', { layer })),
  );
}

function addNotes(list: NodeNote[], { id, layer }: FlatNode, notes: readonly Note[]): void {
  for (const one of notes) list.push({ ...one, nodeId: id, name: id, className: layer.className });
}

/** A node for a function that the layer's own setting cannot name: what follows the layer follows it. */
function addActivation(
  made: Made,
  node: FlatNode,
  { kind, params, kept }: NonNullable<KindOfNode['after']>,
  taken: Set<string>,
): string {
  const name = freshName(`${node.id}_activation`, taken);
  taken.add(name);
  made.nodes[name] = { id: name, kind, name, params };
  const edge = `${name}:0`;
  made.edges[edge] = { id: edge, source: node.id, target: name, port: 0 };
  if (kept) made.custom.push({ ...kept, nodeId: name, name, className: 'Activation' });
  return name;
}

/** A node for a further output of a layer that has several: nodes of Stride have one. */
function addOutput(
  { nodes, edges }: Made,
  { id, layer }: FlatNode,
  tensor: number,
  shapes: ReadonlyMap<string, Shape | null>,
  taken: Set<string>,
): string {
  const name = freshName(`${id}_output_${tensor}`, taken);
  taken.add(name);
  const outputShape = shapes.get(sourceKey({ node: id, tensor })) ?? null;
  const params = { className: `${layer.className.slice(0, 150)}[${tensor}]`, module: '', outputShape, config: {} };
  nodes[name] = { id: name, kind: 'custom', name, params };
  const edge = `${name}:0`;
  edges[edge] = { id: edge, source: id, target: name, port: 0 };
  return name;
}

function connect({ nodes, edges, changed }: Made, node: FlatNode, ends: ReadonlyMap<string, string>): void {
  const target = node.id;
  node.inputs.forEach((source, port) => {
    const from = ends.get(sourceKey(source)) ?? source.node;
    const id = `${target}:${port}`;
    if (nodes[from]) edges[id] = { id, source: from, target, port };
    else addNotes(changed, node, [note('noInput')]);
  });
}

/** Numbers above 0 of the outputs that are used, by node. */
function manyOutputs({ nodes, outputs }: FlatNetwork): ReadonlyMap<string, readonly number[]> {
  const used = new Map<string, Set<number>>();
  const sources: readonly Source[] = [...nodes.flatMap(({ inputs }) => inputs), ...outputs];
  for (const { node, tensor } of sources) {
    if (tensor === 0) continue;
    const known = used.get(node);
    if (known) known.add(tensor);
    else used.set(node, new Set([tensor]));
  }
  return new Map([...used].map(([node, tensors]) => [node, [...tensors].sort((a, b) => a - b)]));
}

/** Outputs of the file that feed other layers: a document knows only the nodes at its ends. */
function noteInnerOutputs({ edges, changed }: Made, { nodes, outputs }: FlatNetwork): void {
  const feeding = new Set(Object.values(edges).map(({ source }) => source));
  const inner = new Set(outputs.filter(({ node }) => feeding.has(node)).map(({ node }) => node));
  for (const node of nodes) if (inner.has(node.id)) addNotes(changed, node, [note('innerOutput')]);
}
