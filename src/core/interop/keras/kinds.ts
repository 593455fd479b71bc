import { type LayerKind, layerOf, type ParsedParams, parseParams } from '../../layers/registry.ts';
import { formatShape, type Shape } from '../../math/shape.ts';
import { fail, ok, type Result } from '../../result.ts';
import { completed, impliedShape } from './custom-shapes.ts';
import { sameLayer } from './equivalents.ts';
import type { FlatNode } from './flatten.ts';
import { isObject, objectOf, shown, textOf } from './json.ts';
import { type LayerRead, type ReadLayer, readLayer } from './layers/read-layer.ts';
import { kindOfClass } from './layers/table.ts';
import { plainName } from './layers/values.ts';
import { type FileLayer, type FileShape, inputClass } from './model-file.ts';
import { type Note, note } from './notes.ts';
import { readOperation } from './operations/operation.ts';
import { rules } from './operations/rules.ts';

/** A node's kind and params, with the shape that comes of them. */
export interface KindOfNode {
  readonly kind: LayerKind;
  readonly params: ParsedParams;
  readonly shape: Shape | null;
  readonly lost: readonly Note[];
  /** Why it was kept as it came. */
  readonly kept: Note | null;
  /** Function that follows it as a node of its own. */
  readonly after?: { readonly kind: LayerKind; readonly params: ParsedParams; readonly kept: Note | null } | undefined;
}

/**
 * What a layer of the file is here.
 * @param inputs shapes that come in; @param told what the file says of the shape that goes out; @param layerRead reads a layer.
 */
export function kindOfNode(
  node: FlatNode,
  inputs: readonly (Shape | null)[],
  told: FileShape | null,
  layerRead: LayerRead = readLayer,
): KindOfNode {
  if (node.layer.className === inputClass) return inputKind(node.layer);
  const known = knownKind(node, inputs, told, layerRead);
  return 'code' in known ? asCustom(node, inputs, told, known) : known;
}

/** Sizes for those that a file leaves open: that of ImageNet's images, or a series' length. */
const openSizes: Readonly<Record<number, readonly number[]>> = {
  1: [128],
  2: [128, 32],
  3: [224, 224, 3],
  4: [16, 112, 112, 3],
};

function inputKind({ config, inputShape }: FileLayer): KindOfNode {
  const told = inputShape ?? [];
  const open = told.length === 0 || told.includes(null);
  const shape = told.length === 0 ? [1] : told.map((size, axis) => size ?? openSizes[told.length]?.[axis] ?? 16);
  const expected = `(${told.map((size) => size ?? 'None').join(', ')})`;
  const lost = open ? [note('openSize', { expected, received: formatShape(shape) })] : [];
  const read = readLayer('input', { ...config, batch_shape: [null, ...shape], batch_input_shape: null });
  if (!read.ok) return { kind: 'input', params: { shape }, shape, lost: [...lost, read.error], kept: null };
  return { kind: 'input', params: read.value.params, shape, lost: [...lost, ...read.value.lost], kept: null };
}

/** Where a class of this name is Keras's own, and not somebody's who gave it the same name. */
function isOfKeras({ module, registeredName }: FileLayer): boolean {
  if (registeredName.includes('>')) return /^(keras|stride)>/i.test(registeredName);
  return module === '' || module === 'keras.layers' || /^(tf_keras|tensorflow|keras(\.src|\.engine)?\.)/.test(module);
}

/** Where operators of ONNX stand that no layer computes. */
export const onnxModule = 'onnx';

/** Kind and params of a layer or an operation; the error says why there is none. */
function readNode(node: FlatNode, inputs: readonly (Shape | null)[], layerRead: LayerRead): Result<ReadLayer, Note> {
  const { layer, call } = node;
  const { className } = layer;
  if (layer.module === onnxModule) return fail(note('operation', { operation: className }));
  const operation = readOperation(node);
  if (operation) {
    const same = rules.get(operation.name)?.(operation, inputs);
    const parsed = same ? parseParams(same.kind, same.params) : null;
    if (!same || !parsed?.ok) return fail(note('operation', { operation: operation.title }));
    const definition = layerOf(same.kind);
    const values = { layer: operation.title, kind: definition?.doc.title ?? same.kind };
    const names = [values.kind, definition?.keras(parsed.value).className ?? ''].map(plainName);
    const isNamesake = names.includes(plainName(operation.title));
    const lost = isNamesake ? [] : [note('same', values)];
    return ok({ kind: same.kind, params: parsed.value, lost });
  }
  const bareName = className.replace(/^(Custom|keras|Stride)>/, '');
  const same = sameLayer(bareName, layer.config, inputs.length === 1 ? inputs[0] : null);
  const kind = same?.kind ?? kindOfClass(className) ?? kindOfClass(bareName);
  if (!kind) return fail(note('unknownLayer', { layer: className }));
  if (!isOfKeras(layer))
    return fail(note('foreignLayer', { layer: className, module: layer.registeredName || layer.module }));
  const definition = layerOf(kind);
  const { min, max } = definition?.arity ?? { min: 1, max: 1 };
  if (inputs.length < min || (max !== null && inputs.length > max))
    return fail(note('inputs', { layer: definition?.doc.title ?? kind, count: String(inputs.length) }));
  const { config, lost } = withCall(same?.config ?? layer.config, call?.options ?? {});
  const named = call?.namedInputs.find((name) => !tensorArguments.has(name));
  if (named !== undefined) return fail(note('namedInput', { setting: named }));
  const shapes = inputs.filter((shape) => shape !== null);
  const rank = layer.inputShape?.length ?? inputs[0]?.length ?? null;
  const read = layerRead(kind, config, shapes.length === inputs.length ? shapes : [], rank);
  if (!read.ok) return read;
  const renamed = same ? [note('same', { layer: className, kind: definition?.doc.title ?? kind })] : [];
  const masked = (call?.masks.length ?? 0) > 0 ? [note('mask')] : [];
  return ok({ ...read.value, lost: [...lost, ...renamed, ...masked, ...read.value.lost] });
}

function knownKind(
  node: FlatNode,
  inputs: readonly (Shape | null)[],
  told: FileShape | null,
  layerRead: LayerRead,
): KindOfNode | Note {
  const read = readNode(node, inputs, layerRead);
  if (!read.ok) return read.error;
  const { kind, params } = read.value;
  const definition = layerOf(kind);
  const shapes = inputs.filter((shape) => shape !== null);
  const { activation } = read.value;
  const separate = activation === undefined ? [] : [note('activation', { value: shown(activation) })];
  const lost = [...read.value.lost, ...separate];
  const nodeOf = (shape: Shape | null): KindOfNode => {
    const after = activation === undefined ? undefined : activationNode(activation, shape);
    return { kind, params, shape, lost, kept: null, after };
  };
  if (shapes.length !== inputs.length || !definition) return nodeOf(null);
  const accepted = acceptedRank(kind, shapes) ? (definition.accepts?.(params, shapes) ?? null) : undefined;
  if (accepted === undefined)
    return note('refused', { reason: `${definition.doc.title}, ${shapes.map(formatShape).join(', ')}` });
  if (accepted && !accepted.ok) return note('refused', { reason: accepted.error.message });
  const output = definition.outputShape(params, shapes);
  if (!output.ok) return note('refused', { reason: output.error.message });
  const { shape } = output.value;
  if (told && !agrees(told, shape)) return note('shape', { expected: fileText(told), received: formatShape(shape) });
  return nodeOf(shape);
}

/** A layer in place of an activation's name, or a function that Stride does not have. */
function activationNode(value: unknown, shape: Shape | null): KindOfNode['after'] {
  const { class_name: className, config, module, registered_name: registered } = objectOf(value);
  const isForeign =
    (textOf(registered) ?? '').includes('>') || !/^(keras|tensorflow|tf_keras|$)/.test(textOf(module) ?? '');
  const kind = isForeign ? undefined : kindOfClass(textOf(className) ?? '');
  const read = kind && readLayer(kind, objectOf(config), shape ? [shape] : []);
  if (read?.ok) return { kind: read.value.kind, params: read.value.params, kept: null };
  const own = { className: 'Activation', module: 'keras.layers', config: { activation: value }, outputShape: shape };
  const parsed = parseParams('custom', own);
  const kept = note('option', { setting: 'activation', value: shown(value) });
  return parsed.ok ? { kind: 'custom', params: parsed.value, kept } : undefined;
}

const acceptedRank = (kind: LayerKind, shapes: readonly Shape[]): boolean => {
  const ranks = layerOf(kind)?.arity.ranks ?? 'any';
  return ranks === 'any' || shapes.every(({ length }) => ranks.includes(length));
};

/** Tensors that layers take by these names as well as by their place. */
const tensorArguments = new Set(['inputs', 'input', 'x', 'query', 'value', 'key', 'y', 'x1', 'x2']);

/** What a call says beside its tensors, put with the config where a layer has a setting for it. */
function withCall(config: FileLayer['config'], options: FileLayer['config']) {
  const lost: Note[] = [];
  const more: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(options)) {
    if (value === false && key !== 'training') continue;
    if (key === 'training') lost.push(note('argument', { setting: key, value: shown(value) }));
    else if (key === 'name' || key === 'return_attention_scores') continue;
    else more[key] = value;
  }
  return { config: { ...config, ...more }, lost };
}

/** What the kind of its class makes of its first input, for layers that only their call keeps from being that kind. */
function ownShape(layer: FileLayer, [input = null]: readonly (Shape | null)[]): Shape | null {
  const kind = isOfKeras(layer) ? kindOfClass(layer.className) : undefined;
  const definition = kind && layerOf(kind);
  if (!kind || !definition || !input || !acceptedRank(kind, [input])) return null;
  const read = readLayer(kind, layer.config, [input]);
  const output = read.ok ? definition.outputShape(read.value.params, [input]) : null;
  return output?.ok ? output.value.shape : null;
}

const agrees = (told: FileShape, shape: Shape): boolean =>
  told.length === shape.length && told.every((size, axis) => size === null || size === shape[axis]);

const fileText = (shape: FileShape): string => shape.map((size) => size ?? '?').join('×');

const longestText = 200;

/** The layer as it came, with the shape that goes out of it as far as anything says it. */
export function asCustom(
  { layer, call, ...rest }: FlatNode,
  inputs: readonly (Shape | null)[],
  told: FileShape | null,
  kept: Note,
): KindOfNode {
  const shape =
    completed(told, inputs[0] ?? null) ?? impliedShape({ layer, call, ...rest }, inputs) ?? ownShape(layer, inputs);
  const options = call?.options ?? {};
  const config = Object.keys(options).length === 0 ? layer.config : { ...layer.config, call_arguments: options };
  const own = {
    className: layer.className.slice(0, longestText),
    module: (layer.registeredName.includes('>') ? layer.registeredName : layer.module).slice(0, longestText),
    config: isObject(config) ? config : {},
  };
  const sized = parseParams('custom', { ...own, outputShape: shape });
  const parsed = sized.ok ? sized : parseParams('custom', { ...own, outputShape: null });
  if (!parsed.ok) throw new Error(`custom refused ${layer.className}: ${parsed.error.message}`);
  return { kind: 'custom', params: parsed.value, shape: sized.ok ? shape : null, lost: [], kept };
}
