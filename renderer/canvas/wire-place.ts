import { metrics } from '../../src/core/build/blocks.ts';
import { shiftBends, splitBends } from '../../src/core/document/bends.ts';
import { collapseOf } from '../../src/core/document/collapse.ts';
import type { Command } from '../../src/core/document/commands.ts';
import { docksOf } from '../../src/core/document/dock.ts';
import { ancestors, commonGroup, groupsAround } from '../../src/core/document/groups.ts';
import type { Edge, Position, StrideDocument } from '../../src/core/document/schema.ts';
import { boundsOf, cardRect, freePlace, nodeWidth, rectOf, snapped } from './geometry.ts';
import { frameOf, layersIn, type Unit } from './units.ts';

/* Where a layer goes that is put on a wire: into the group that both ends are in, clear of the groups beside it. */

const { gapDown } = metrics;

/** Under what feeds it, or under the whole group that the wire leaves; what comes after it is to give way (`makeRoom`). */
export function placeOnEdge(document: StrideDocument, edge: Edge): Position {
  const source = rectOf(document, edge.source);
  const target = rectOf(document, edge.target);
  if (!source || !target) return { x: 0, y: 0 };
  const { from, to } = ends(document, edge);
  const below = bottom(from && to && from.layers !== to.layers ? from.rect : source) + gapDown;
  const x = target.y >= below && Math.abs(target.x - source.x) > nodeWidth ? target.x : source.x;
  return snapped({ x, y: below });
}

/** The same, or the nearest place to it where a layer of this height covers nothing, with room made already. */
export function clearPlace(document: StrideDocument, edge: Edge, at: Position, height: number): Position {
  const group = commonGroup(document.groups, edge.source, edge.target);
  return freePlace(document, at, height, group?.id ?? null);
}

/** Moves down what lies below the new layer, groups as a whole, as far as the wires lead downwards, and the wire's bends with it. */
export function makeRoom(document: StrideDocument, edge: Edge, at: Position, height: number): readonly Command[] {
  const { from, to } = ends(document, edge);
  if (!to || bottom(to.rect) < at.y) return [];
  const by = at.y + height + gapDown - to.rect.y;
  if (by <= 0) return [];
  const positions: Record<string, Position> = {};
  const seen = new Set(from?.layers);
  const open = [to];
  const fed = new Map<string, string[]>();
  for (const { source, target } of Object.values(document.graph.edges)) {
    const targets = fed.get(source);
    if (targets) targets.push(target);
    else fed.set(source, [target]);
  }
  for (let unit = open.pop(); unit; unit = open.pop()) {
    for (const id of unit.layers) {
      const { x, y } = document.layout[id] ?? { x: 0, y: 0 };
      positions[id] = { x, y: y + by };
      seen.add(id);
    }
    for (const target of unit.layers.flatMap((id) => fed.get(id) ?? [])) {
      const next = seen.has(target) ? null : unitOf(document, edge, target);
      if (next && next.rect.y > unit.rect.y) open.push(next);
    }
  }
  const [above, below] = splitBends(document, edge, at);
  const move = { type: 'move', positions } as const;
  if (below.length === 0) return [move];
  return [move, { type: 'bend', via: { [edge.id]: [...above, ...shiftBends(below, { x: 0, y: by })] } }];
}

const bottom = ({ y, height }: Unit['rect']): number => y + height;

const ends = (document: StrideDocument, edge: Edge) => ({
  from: unitOf(document, edge, edge.source),
  to: unitOf(document, edge, edge.target),
});

/** What a layer moves with, seen from the wire: the largest group around it that does not hold the wire, else its stack. */
function unitOf(document: StrideDocument, { source, target }: Edge, id: string): Unit | null {
  const { groups } = document;
  const common = commonGroup(groups, source, target);
  const around = new Set(common ? [common, ...ancestors(groups, common)] : []);
  const hidden = collapseOf(groups).cardOf.get(id);
  const group = groupsAround(groups, id).findLast((one) => !around.has(one));
  const rect = group && (hidden === undefined ? frameOf(document, group.id) : cardRect(document, hidden));
  if (group && rect) return { layers: layersIn(document, group.id), rect };
  const { root, strips } = docksOf(document);
  const host = root.get(id) ?? id;
  const layers = [host, ...(strips.get(host) ?? [])];
  const bounds = boundsOf(layers.flatMap((layer) => rectOf(document, layer) ?? []));
  return bounds && { layers, rect: bounds };
}
