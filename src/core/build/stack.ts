import { docksOf } from '../document/dock.ts';
import type { Edge, Graph, LayerNode, Position, StrideDocument } from '../document/schema.ts';
import { metrics } from './blocks.ts';

type Drawn = Pick<StrideDocument, 'graph' | 'groups'>;

/** Height of a node at 100 %: head, meta row, and a strip for an activation of its own. */
export function nodeHeight(node: Pick<LayerNode, 'params' | 'kind'>): number {
  const { activation } = node.params;
  const own = node.kind !== 'activation' && typeof activation === 'string' && activation !== 'linear';
  return metrics.head + metrics.meta + (own ? metrics.strip : 0);
}

/** Height of a layer on its own, px at 100 %: a docked one is a strip. */
export const heightIn = (document: Drawn, node: LayerNode): number =>
  docksOf(document).root.has(node.id) ? metrics.strip : nodeHeight(node);

/** Height of a layer with the strips under it, px at 100 %. */
export const stackHeightOf = (document: Drawn, node: LayerNode): number =>
  nodeHeight(node) + (docksOf(document).strips.get(node.id)?.length ?? 0) * metrics.strip;

/** The network with each layer and its strips as one: strips are gone, and what they fed is fed by the layer above them. */
export function contracted(document: Drawn): Graph {
  const { root } = docksOf(document);
  if (root.size === 0) return document.graph;
  const nodes = Object.fromEntries(Object.entries(document.graph.nodes).filter(([id]) => !root.has(id)));
  const edges: Record<string, Edge> = {};
  for (const edge of Object.values(document.graph.edges)) {
    if (root.has(edge.target)) continue;
    edges[edge.id] = { ...edge, source: root.get(edge.source) ?? edge.source };
  }
  return { nodes, edges };
}

/** Adds the places of strips, each right under what it is docked to. `lift`: what a layer is higher than at 100 %, px. */
export function placeStrips(document: Drawn, positions: Record<string, Position>, lift = 0): void {
  for (const [host, strips] of docksOf(document).strips) {
    const node = document.graph.nodes[host];
    const at = positions[host];
    if (!node || !at) continue;
    const top = at.y + nodeHeight(node) + lift;
    strips.forEach((strip, i) => {
      positions[strip] = { x: at.x, y: top + i * metrics.strip };
    });
  }
}
