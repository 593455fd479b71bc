import { copyFragment, type Fragment, parseFragment } from '../document/fragment.ts';
import { parseDocument } from '../document/migrations.ts';
import type { StrideDocument } from '../document/schema.ts';
import { fail, ok, type Result } from '../result.ts';
import { isObject, type JsonObject, listOf, objectOf, textOf } from './keras/json.ts';
import { listsLayers } from './keras/model-file.ts';
import { type ImportError, type ImportReport, importError } from './keras/notes.ts';
import { findModel, parseModelJson } from './keras/open.ts';
import { readKerasModel } from './keras/read.ts';

export interface ReadFragment {
  readonly fragment: Fragment;
  /** Who wrote the text. */
  readonly from: 'stride' | 'keras';
  /** What became of Keras's layers; `null` for what Stride wrote. */
  readonly report: ImportReport | null;
}

/** The copied layers as text that can be pasted here, in another window, or read. */
export const fragmentToText = (document: StrideDocument, ids: readonly string[]): string =>
  JSON.stringify(copyFragment(document, ids), null, 2);

/**
 * Blocks from text: layers that were copied here, a whole document, Keras's JSON of a model, of one layer, or of a list of
 * layers (`to_json()` or what `layers` of its config holds). A list without wires is a chain; what its layers were fed by
 * beyond the list is left out.
 * Errors: text that is nothing of this; the code says what it seems to be instead.
 */
export function fragmentFromText(text: string): Result<ReadFragment, ImportError> {
  const own = parseFragment(text);
  if (own) return ok({ fragment: own, from: 'stride', report: null });
  const json = parseModelJson(text);
  if (!json.ok) return json;
  if (isObject(json.value) && json.value.format === 'stride') return fromDocument(json.value);
  const layers = listedLayers(json.value);
  return layers ? fromLayers(layers) : fromModel(json.value);
}

function fromDocument(json: JsonObject): Result<ReadFragment, ImportError> {
  const document = parseDocument(json);
  const ids = document.ok ? Object.keys(document.value.graph.nodes) : [];
  if (!document.ok || ids.length === 0) return fail(importError('notModel'));
  return ok({ fragment: copyFragment(document.value, ids), from: 'stride', report: null });
}

function fromModel(json: unknown): Result<ReadFragment, ImportError> {
  const model = readKerasModel(json);
  if (!model.ok) return model;
  const { document, report } = model.value;
  const fragment = copyFragment(document, Object.keys(document.graph.nodes));
  return fragment.nodes.length === 0
    ? fail(importError('empty', { layer: document.name }))
    : ok({ fragment, from: 'keras', report });
}

const isLayer = (json: unknown): json is JsonObject =>
  isObject(json) && textOf(json.class_name) !== null && isObject(json.config) && !listsLayers(json);

/** The layers of a list, or the only one; `null` where this is something else. */
function listedLayers(json: unknown): readonly JsonObject[] | null {
  if (typeof json === 'string') return null;
  const list = Array.isArray(json) ? json : [json];
  if (list.length === 0 || !list.every((one): one is JsonObject => isLayer(one))) return null;
  return Array.isArray(json) || !findModel(json).ok ? list : null;
}

function fromLayers(layers: readonly JsonObject[]): Result<ReadFragment, ImportError> {
  const sources = new Set(layers.flatMap(({ inbound_nodes: calls }) => namesOf(calls)));
  const model = readKerasModel(sources.size === 0 ? chainOf(layers) : graphOf(layers, sources));
  if (!model.ok) return model;
  const { document, report } = model.value;
  const listed = layers.filter(({ class_name: name }) => name === inputLayer).length;
  const inputs = Object.values(document.graph.nodes).filter(({ kind }) => kind === 'input');
  // An Input that the reader put before them is none of the layers that were copied.
  const made = new Set(listed === 0 ? inputs.map(({ id }) => id) : []);
  const ids = Object.keys(document.graph.nodes).filter((id) => !made.has(id));
  if (ids.length === 0) return fail(importError('notModel'));
  const changed = report.changed.filter(({ code, nodeId }) => code !== 'noInput' && !made.has(nodeId));
  const fragment = { ...copyFragment(document, ids), inputs: [] };
  return ok({ fragment, from: 'keras', report: { ...report, layers: ids.length, changed } });
}

const inputLayer = 'InputLayer';

const chainOf = (layers: readonly JsonObject[]): JsonObject => ({
  class_name: 'Sequential',
  config: { name: 'layers', layers },
});

/** Layers beyond the list are stood for by Inputs of unknown shape, which the reader leaves out. */
function graphOf(layers: readonly JsonObject[], sources: ReadonlySet<string>): JsonObject {
  const names = new Set(layers.map(({ name, config }) => textOf(name) ?? textOf(objectOf(config).name)));
  const others = [...sources]
    .filter((name) => !names.has(name))
    .map((name) => ({ class_name: inputLayer, name, config: { name }, inbound_nodes: [] }));
  const config = { name: 'layers', layers: [...others, ...layers], input_layers: [], output_layers: [] };
  return { class_name: 'Functional', config };
}

/** Names of layers in `[name, node index, tensor index, …]`, wherever in a call they stand. */
function namesOf(call: unknown): readonly string[] {
  if (!Array.isArray(call)) return isObject(call) ? Object.values(call).flatMap(namesOf) : [];
  const [name, node, tensor] = listOf(call);
  return typeof name === 'string' && typeof node === 'number' && typeof tensor === 'number'
    ? [name]
    : call.flatMap(namesOf);
}
