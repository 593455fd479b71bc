import { noWeights } from '../layers/define.ts';
import { layerOf } from '../layers/registry.ts';
import type { Graph, LayerNode, StrideDocument } from './schema.ts';
import { withNode } from './versions.ts';

/** Whether layers of this kind have weights, at least with some settings. */
export const hasWeights = ({ kind }: Pick<LayerNode, 'kind'>): boolean => {
  const definition = layerOf(kind);
  return definition !== undefined && definition.weights !== noWeights;
};

/**
 * Layers keep their weights in training, or learn again; those of kinds without weights stay as they are. A frozen batch normalisation also
 * keeps its moving statistics and normalises by them, as Keras does with `trainable = False`.
 */
export function setFrozen(document: StrideDocument, ids: readonly string[], frozen: boolean): StrideDocument {
  let { nodes } = document.graph;
  for (const id of ids) {
    const node = nodes[id];
    if (!node || (node.frozen ?? false) === frozen || !hasWeights(node)) continue;
    const { frozen: _, ...rest } = node;
    nodes = withNode(nodes, id, frozen ? { ...rest, frozen } : rest);
  }
  return nodes === document.graph.nodes ? document : { ...document, graph: { ...document.graph, nodes } };
}

/** The layer and all that it depends on: "everything up to here". */
export function upTo({ edges }: Graph, id: string): readonly string[] {
  const sources = new Map<string, string[]>();
  for (const { source, target } of Object.values(edges)) sources.set(target, [...(sources.get(target) ?? []), source]);
  const found = new Set([id]);
  for (const one of found) for (const source of sources.get(one) ?? []) found.add(source);
  return [...found];
}
