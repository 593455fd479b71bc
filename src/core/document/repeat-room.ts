import { metrics } from '../build/blocks.ts';
import { boundsOf, type Rect, rectOf } from '../figures/geometry.ts';
import { docksOf } from './dock.ts';
import { ancestors } from './groups.ts';
import type { Group, Position, StrideDocument } from './schema.ts';

/** What moves as one: a layer with its strips, or a group with all that is in it. */
interface Unit {
  readonly layers: string[];
  readonly rect: Rect;
}

/**
 * Places of the layers that make room for `by` pixels more of these below: those that would be covered, those that would
 * then be covered by them, and those that these feed and that would come to lie above their end. All else stays.
 */
export function roomBelow(document: StrideDocument, chosen: ReadonlySet<string>, by: number): Record<string, Position> {
  const own = boundsOf([...chosen].flatMap((id) => rectOf(document, id) ?? []));
  if (!own) return {};
  const bottom = own.y + own.height;
  const fed = new Set(
    Object.values(document.graph.edges).flatMap(({ source, target }) => (chosen.has(source) ? [target] : [])),
  );
  const left = new Set(unitsBeside(document, chosen));
  const inTheWay: Unit[] = [];
  const take = (covered: (unit: Unit) => boolean) => {
    for (const unit of left)
      if (covered(unit)) {
        left.delete(unit);
        inTheWay.push(unit);
      }
  };
  const room = swept({ ...own, y: bottom, height: 0 }, by);
  take(({ rect }) => overlap(room, rect));
  take(({ layers, rect }) => rect.y >= bottom && rect.y < bottom + by && layers.some((id) => fed.has(id)));
  const positions: Record<string, Position> = {};
  for (let unit = inTheWay.pop(); unit; unit = inTheWay.pop()) {
    for (const id of unit.layers) {
      const at = document.layout[id];
      if (at) positions[id] = { x: at.x, y: at.y + by };
    }
    const way = swept(unit.rect, by);
    take(({ rect }) => rect.y >= bottom && overlap(way, rect));
  }
  return positions;
}

/** All that something covers on its way down, with the distance that is kept between two layers. */
const swept = ({ x, y, width, height }: Rect, by: number): Rect => ({
  x: x - metrics.groupPadding,
  y,
  width: width + 2 * metrics.groupPadding,
  height: height + by + metrics.groupPadding,
});

const overlap = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** What is not chosen; groups in which nothing is chosen move as wholes. */
function unitsBeside(document: StrideDocument, chosen: ReadonlySet<string>): readonly Unit[] {
  const { root } = docksOf(document);
  const groupOf = new Map<string, Group>();
  for (const group of Object.values(document.groups)) for (const id of group.members) groupOf.set(id, group);
  const around = (id: string): readonly Group[] => {
    const group = groupOf.get(id);
    return group ? [group, ...ancestors(document.groups, group)] : [];
  };
  const open = new Set([...chosen].flatMap(around));
  const units = new Map<string, string[]>();
  for (const id of Object.keys(document.graph.nodes)) {
    const outermost = around(id).findLast((group) => !open.has(group));
    const key = outermost ? `group ${outermost.id}` : `layer ${root.get(id) ?? id}`;
    const unit = units.get(key);
    if (chosen.has(id)) continue;
    if (unit) unit.push(id);
    else units.set(key, [id]);
  }
  return [...units.values()].flatMap((layers) => {
    const rect = boundsOf(layers.flatMap((id) => rectOf(document, id) ?? []));
    return rect ? [{ layers, rect }] : [];
  });
}
