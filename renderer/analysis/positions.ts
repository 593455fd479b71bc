import type { Analysis } from '../../src/core/analysis/types.ts';
import type { Graph } from '../../src/core/document/schema.ts';
import { layerOf } from '../../src/core/layers/registry.ts';

/** Tokens of one sample: the length of the first sequence that attention or recurrence reads; 1 for other networks. */
export function positionsOf(graph: Graph, { order, nodes }: Analysis): number {
  for (const id of order) {
    const family = layerOf(graph.nodes[id]?.kind ?? '')?.doc.family;
    if (family !== 'attention' && family !== 'recurrent') continue;
    const sequence = [nodes[id]?.inputs[0], nodes[id]?.output?.shape].find((shape) => shape?.length === 2);
    const [length] = sequence ?? [];
    if (length !== undefined) return length;
  }
  return 1;
}
