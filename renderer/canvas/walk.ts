import type { Analysis } from '../../src/core/analysis/types.ts';
import type { StrideDocument } from '../../src/core/document/schema.ts';

/**
 * The layer that an arrow key leads to: down and up along the wires, left and right among the layers fed by the same
 * one. With nothing selected, the first layer of the network; `null` where there is none.
 */
export function neighbour(
  document: StrideDocument,
  analysis: Analysis,
  from: string | null,
  direction: 'up' | 'down' | 'left' | 'right',
): string | null {
  if (from === null || !document.graph.nodes[from]) return analysis.order[0] ?? null;
  const edges = Object.values(document.graph.edges);
  const across = (ids: readonly string[]) => [...ids].sort((a, b) => left(document, a) - left(document, b));
  const above = edges.filter((edge) => edge.target === from).sort((a, b) => a.port - b.port);
  if (direction === 'up') return above[0]?.source ?? null;
  if (direction === 'down') {
    const below = across(edges.filter((edge) => edge.source === from).map((edge) => edge.target));
    return below[Math.floor((below.length - 1) / 2)] ?? null;
  }
  const parent = above[0]?.source;
  const siblings = across(edges.filter((edge) => edge.source === parent).map((edge) => edge.target));
  return siblings[siblings.indexOf(from) + (direction === 'left' ? -1 : 1)] ?? null;
}

const left = (document: StrideDocument, id: string): number => document.layout[id]?.x ?? 0;
