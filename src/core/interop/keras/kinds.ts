import { isLayerKind, type LayerKind, layerOf, type ParsedParams, parseParams } from '../../layers/registry.ts';
import { formatShape, type Shape } from '../../math/shape.ts';
import { completed, impliedShape } from './custom-shapes.ts';
import type { FlatNode } from './flatten.ts';
import { isObject, shown } from './json.ts';
import { readLayer } from './layers/read-layer.ts';
import { kindOfClass } from './layers/table.ts';
import { type FileLayer, type FileShape, inputClass } from './model-file.ts';
import { type Note, note } from './notes.ts';

/** A node's kind and params, with the shape that comes of them. */
export interface KindOfNode {
  readonly kind: LayerKind;
  readonly params: ParsedParams;
  readonly shape: Shape | null;
  readonly lost: readonly Note[];
  /** Why it was kept as it came. */
  readonly kept: Note | null;
}

/**
 * What a layer of the file is here.
 * @param inputs shapes that come in; @param told what the file says of the shape that goes out.
 */
export function kindOfNode(node: FlatNode, inputs: readonly (Shape | null)[], told: FileShape | null): KindOfNode {
  if (node.layer.className === inputClass) return inputKind(node.layer);
  const known = knownKind(node, inputs, told);
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

/** An operation of Keras 3 (`x + y`) has the name of a layer at times, but other rules. */
const isOperation = ({ module }: FileLayer): boolean => /^keras(\.src)?\.ops/.test(module);

/** Names that a merge of tensors has as a layer and as an operation. */
const operationKinds: Readonly<Record<string, string>> = {
  Add: 'add',
  Subtract: 'subtract',
  Multiply: 'multiply',
  Maximum: 'maximum',
  Minimum: 'minimum',
};

/** The kind that computes what the operation does, where both of its sides are tensors. */
function operationKind({ className, config }: FileLayer): LayerKind | undefined {
  const name = className === 'TFOpLambda' ? mergeOf(config.function) : className;
  const kind = operationKinds[name];
  return kind !== undefined && isLayerKind(kind) ? kind : undefined;
}

/** `__operators__.add`, `math.multiply`. */
function mergeOf(name: unknown): string {
  const last = typeof name === 'string' ? (name.split('.').at(-1) ?? '') : '';
  return last.charAt(0).toUpperCase() + last.slice(1);
}

function knownKind(node: FlatNode, inputs: readonly (Shape | null)[], told: FileShape | null): KindOfNode | Note {
  const { layer, call } = node;
  const { className } = layer;
  const operation = isOperation(layer) || className === 'TFOpLambda';
  const plainName = className.replace(/^(Custom|keras|Stride)>/, '');
  const kind = operation ? operationKind(layer) : (kindOfClass(className) ?? kindOfClass(plainName));
  if (!kind) return note('unknownLayer', { layer: className });
  if (!operation && !isOfKeras(layer))
    return note('foreignLayer', { layer: className, module: layer.registeredName || layer.module });
  // `x + 3`: a sum of one tensor and a number is no layer.
  const constant = operation && Object.entries(call?.options ?? {}).find(([, value]) => typeof value === 'number');
  if (constant) return note('argument', { setting: constant[0], value: shown(constant[1]) });
  const definition = layerOf(kind);
  const { min, max } = definition?.arity ?? { min: 1, max: 1 };
  if (inputs.length < min || (max !== null && inputs.length > max))
    return note('inputs', { layer: definition?.doc.title ?? kind, count: String(inputs.length) });
  const { config, lost } = withCall(operation ? {} : layer.config, call?.options ?? {});
  const named = call?.namedInputs.find((name) => !tensorArguments.has(name));
  if (named !== undefined) return note('namedInput', { setting: named });
  const shapes = inputs.filter((shape) => shape !== null);
  const complete = shapes.length === inputs.length;
  const read = readLayer(kind, config, complete ? shapes : [], layer.inputShape?.length ?? inputs[0]?.length ?? null);
  if (!read.ok) return read.error;
  const params = read.value.params;
  const notes = [...lost, ...read.value.lost];
  if (!complete || !definition) return { kind, params, shape: null, lost: notes, kept: null };
  const accepted = acceptedRank(kind, shapes) ? (definition.accepts?.(params, shapes) ?? null) : undefined;
  if (accepted === undefined)
    return note('refused', { reason: `${definition.doc.title}, ${shapes.map(formatShape).join(', ')}` });
  if (accepted && !accepted.ok) return note('refused', { reason: accepted.error.message });
  const output = definition.outputShape(params, shapes);
  if (!output.ok) return note('refused', { reason: output.error.message });
  const { shape } = output.value;
  if (told && !agrees(told, shape)) return note('shape', { expected: fileText(told), received: formatShape(shape) });
  return { kind, params, shape, lost: notes, kept: null };
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
