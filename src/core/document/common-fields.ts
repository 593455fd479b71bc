import type { FieldSpec } from '../layers/fields.ts';
import { describeFields } from '../layers/registry.ts';
import type { LayerNode, NodeParams, StrideDocument } from './schema.ts';
import { withNode } from './versions.ts';

/** A setting that several layers have. */
export interface CommonField {
  /** As the first layer's kind describes it, with the limits that all of them keep and the choices that all of them have. */
  readonly spec: FieldSpec;
  /** What all of them have; of the first where they differ. */
  readonly value: unknown;
  readonly mixed: boolean;
}

/** The settings that every one of the layers has under the same key with the same control, in the order of the first. */
export function commonFields(nodes: readonly LayerNode[]): readonly CommonField[] {
  const [first, ...others] = nodes;
  if (!first) return [];
  const kinds = [...new Set(others.map(({ kind }) => kind))].filter((kind) => kind !== first.kind).map(describeFields);
  return describeFields(first.kind).flatMap((field) => {
    const spec = kinds.reduce<FieldSpec | null>((shared, fields) => {
      const other = fields.find(({ key }) => key === field.key);
      return shared && other ? sharedSpec(shared, other) : null;
    }, field);
    if (!spec) return [];
    const value = valueIn(first, spec);
    const mixed = others.some((node) => JSON.stringify(valueIn(node, spec)) !== JSON.stringify(value));
    return [{ spec, value, mixed }];
  });
}

/** Settings put into every one of the layers whose kind has them; the same document where none does. */
export function setCommonParams(document: StrideDocument, ids: readonly string[], params: NodeParams): StrideDocument {
  let { nodes } = document.graph;
  for (const id of ids) {
    const node = nodes[id];
    if (!node) continue;
    const keys = new Set(describeFields(node.kind).map(({ key }) => key));
    const own = Object.entries(params).filter(([key]) => keys.has(key));
    if (own.length === 0) continue;
    nodes = withNode(nodes, id, { ...node, params: { ...node.params, ...Object.fromEntries(own) } });
  }
  return nodes === document.graph.nodes ? document : { ...document, graph: { ...document.graph, nodes } };
}

const valueIn = ({ kind, params }: LayerNode, { key }: FieldSpec): unknown =>
  params[key] ?? describeFields(kind).find((field) => field.key === key)?.defaultValue;

/** What may be put in both; `null` where they have nothing in common. */
function sharedSpec(a: FieldSpec, b: FieldSpec): FieldSpec | null {
  if (a.control !== b.control) return null;
  const choices = a.choices?.filter((choice) => b.choices?.includes(choice));
  if (choices?.length === 0) return null;
  const min = Math.max(a.min ?? Number.NEGATIVE_INFINITY, b.min ?? Number.NEGATIVE_INFINITY);
  const max = Math.min(a.max ?? Number.POSITIVE_INFINITY, b.max ?? Number.POSITIVE_INFINITY);
  if (min > max) return null;
  return {
    ...a,
    ...(choices && { choices }),
    ...(Number.isFinite(min) && { min }),
    ...(Number.isFinite(max) && { max }),
  };
}
