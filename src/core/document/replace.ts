import type { FieldSpec } from '../layers/fields.ts';
import { describeFields, layerOf } from '../layers/registry.ts';
import type { Command } from './commands.ts';
import { baseName, freshName } from './names.ts';
import type { LayerNode, NodeParams, StrideDocument } from './schema.ts';

/**
 * The command that puts a layer of another kind in the place of one: wires stay as far as the new kind takes them, settings
 * that mean the same in both stay too, a name that came from the old kind becomes one of the new. `null` where the layer
 * is not there, is of that kind already, or the kind is unknown.
 */
export function replaceLayer(
  document: StrideDocument,
  id: string,
  kind: string,
): Extract<Command, { type: 'replace' }> | null {
  const node = document.graph.nodes[id];
  if (!node || node.kind === kind || !layerOf(kind)) return null;
  return { type: 'replace', node: id, kind, params: carriedParams(node, kind), name: nameAfter(document, node, kind) };
}

/** All params of the new kind: what the layer has where that means the same, else the defaults. */
export function carriedParams(node: Pick<LayerNode, 'kind' | 'params'>, kind: string): NodeParams {
  const definition = layerOf(kind);
  const old = new Map(describeFields(node.kind).map((field) => [meaningOf(node.kind, field), field]));
  const params: Record<string, unknown> = {};
  for (const field of describeFields(kind)) {
    params[field.key] = field.defaultValue;
    const from = old.get(meaningOf(kind, field));
    const value = from && converted(node.params[from.key] ?? from.defaultValue, from, field);
    if (value !== undefined && definition?.params.safeParse({ [field.key]: value }).success) params[field.key] = value;
  }
  return params;
}

/** Keys that say the same of different kinds. */
const sameMeaning: Readonly<Record<string, string>> = {
  filters: 'outputs',
  units: 'outputs',
  kernelSize: 'window',
  poolSize: 'window',
};

/** Keys that say something else in each of these kinds. */
const ownMeaning: Readonly<Record<string, readonly string[]>> = {
  groups: ['groupNormalization'],
  alpha: ['localResponseNormalization', 'elu'],
  dropout: ['multiHeadAttention'],
  axis: ['batchNormalization', 'softmax', 'concatenate'],
  layer: ['bidirectional', 'timeDistributed'],
};

function meaningOf(kind: string, { key }: FieldSpec): string {
  if (ownMeaning[key]?.includes(kind)) return `${kind}.${key}`;
  // In a recurrent layer it is the function of the state, where tanh is the rule and relu a mistake.
  if (key === 'activation' && layerOf(kind)?.doc.family === 'recurrent') return 'recurrent.activation';
  return sameMeaning[key] ?? key;
}

/** How many axes a window, a step or a factor has. */
const extents: Readonly<Record<string, number>> = { int: 1, pair: 2, triple: 3 };

/** The value as the other field writes it; `undefined` where it cannot. */
function converted(value: unknown, from: FieldSpec, to: FieldSpec): unknown {
  if (from.control === to.control) return value;
  const axes = extents[to.control];
  if (axes === undefined || extents[from.control] === undefined) return undefined;
  const [first, ...others] = Array.isArray(value) ? value : [value];
  if (others.some((other) => other !== first)) return undefined;
  return axes === 1 ? first : new Array(axes).fill(first);
}

/** `conv2d_3` says no more than the kind: it becomes `dense`, or `dense_1`. */
function nameAfter({ graph }: StrideDocument, node: LayerNode, kind: string): string {
  const [first, ...rest] = node.name.split(/_(?=\d+$)/);
  if (first !== baseName(node.kind) || rest.length > 1) return node.name;
  const others = Object.values(graph.nodes).filter(({ id }) => id !== node.id);
  return freshName(baseName(kind), new Set(others.map(({ name }) => name)));
}
