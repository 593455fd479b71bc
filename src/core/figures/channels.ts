import { metrics } from '../build/blocks.ts';
import { docksOf } from '../document/dock.ts';
import type { StrideDocument } from '../document/schema.ts';
import { nodeWidth, rectOf } from './geometry.ts';

/** Distance of a channel from the column of layers beside it: outside of a group's frame. */
const distance = metrics.groupPadding * 2;

/**
 * Where wires that lead up run vertically, by edge id: those of one layer share a channel beside all of its targets,
 * so that a wrap into the next column is one line and not as many as there are branches.
 */
export function channelsOf(document: StrideDocument): ReadonlyMap<string, number> {
  const sides = new Map<string, { readonly edges: string[]; at: number; readonly toRight: boolean }>();
  const { above } = docksOf(document);
  for (const edge of Object.values(document.graph.edges)) {
    if (above.get(edge.target) === edge.source) continue;
    const from = rectOf(document, edge.source);
    const to = rectOf(document, edge.target);
    if (!from || !to || to.y > from.y + from.height) continue;
    const toRight = to.x >= from.x;
    const key = `${edge.source}${toRight ? '>' : '<'}`;
    const outer = toRight ? to.x - distance : to.x + nodeWidth + distance;
    const side = sides.get(key) ?? { edges: [], at: outer, toRight };
    side.edges.push(edge.id);
    side.at = toRight ? Math.min(side.at, outer) : Math.max(side.at, outer);
    sides.set(key, side);
  }
  return new Map([...sides.values()].flatMap(({ edges, at }) => edges.map((id) => [id, at] as const)));
}
