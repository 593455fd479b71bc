import type { Position, StrideDocument } from '../../src/core/document/schema.ts';
import { cardRect, origin, overlaps, type Rect } from './geometry.ts';
import { clearance, frameOf, layersIn, type Unit, unitsIn } from './units.ts';

type Places = Readonly<Record<string, Position>>;

/**
 * Places of the layers that move when a group is collapsed or opened. The card takes the place of the frame's header; what
 * lies under the frame or close beside it comes nearer by as much as the frame gives up, and goes away by as much when it
 * opens again. Nothing comes nearer where something is in the way, or where opening would not lead back to where all was.
 * The groups around it do the same.
 *
 * @param toggled `document` with the group collapsed or opened, nothing moved yet.
 */
export function roomForFold(document: StrideDocument, toggled: StrideDocument, id: string): Places {
  const all = [down, right, left];
  if (toggled.groups[id]?.collapsed === false) return placesWith(all, document, toggled, id);
  const ways = [all, [down], []].map((sides) => placesWith(sides.toReversed(), document, toggled, id));
  const leadsBack = (places: Places): boolean => {
    const after = { ...toggled, layout: { ...toggled.layout, ...places } };
    const opened = { ...after, groups: document.groups };
    const back = { ...opened.layout, ...placesWith(all, after, opened, id) };
    return Object.keys(document.graph.nodes).every((layer) => samePlace(back[layer], document.layout[layer]));
  };
  return ways.find(leadsBack) ?? ways.at(-1) ?? {};
}

/** @param sides in the order in which they give way: collapsing is opening backwards, in this too. */
function placesWith(sides: readonly Side[], document: StrideDocument, toggled: StrideDocument, id: string): Places {
  const layout: Record<string, Position> = { ...toggled.layout };
  let moved = toggled;
  const move = (layers: Iterable<string>, by: Position) => {
    for (const layer of layers) {
      const at = layout[layer] ?? origin;
      layout[layer] = { x: at.x + by.x, y: at.y + by.y };
    }
    // Frames are kept by the identity of the layout.
    moved = { ...toggled, layout: { ...layout } };
  };
  const was = drawnOf(document, id);
  const now = drawnOf(toggled, id);
  if (!was || !now) return {};
  move(layersIn(document, id), { x: 0, y: was.y - now.y });
  for (let group = toggled.groups[id]; group; group = toggled.groups[group.parent ?? '']) {
    const own = new Set(layersIn(document, group.id));
    const [before, after] = [drawnOf(document, group.id), drawnOf(moved, group.id)];
    if (!before || !after) break;
    let others = unitsIn(moved, group.parent, own).outside;
    for (const side of sides) {
      const by = side.of(before, after);
      const units = givingWay(side, others, { before, after, by });
      const layers = units.flatMap((unit) => unit.layers);
      if (layers.length === 0) continue;
      move(layers, side.along(by));
      others = unitsIn(moved, group.parent, own).outside;
    }
  }
  return Object.fromEntries(Object.entries(layout).filter(([layer, at]) => !samePlace(at, toggled.layout[layer])));
}

const samePlace = (a: Position = origin, b: Position = origin): boolean => a.x === b.x && a.y === b.y;

/** A group as it is seen: its card or its frame; `null` behind the card of another. */
const drawnOf = (document: StrideDocument, id: string): Rect | null =>
  document.groups[id]?.collapsed ? cardRect(document, id) : frameOf(document, id);

/** A direction in which a group grows. `start` and `end` of a rectangle are along it, away from the group. */
interface Side {
  readonly start: (rect: Rect) => number;
  readonly end: (rect: Rect) => number;
  readonly of: (before: Rect, after: Rect) => number;
  readonly along: (by: number) => Position;
  /** Whether one is in the way of the other when it moves in this direction. */
  readonly meets: (a: Rect, b: Rect) => boolean;
  /** Farther away than this nothing is drawn after a group that becomes smaller, px. */
  readonly reach: number;
  /** What stands in line across the direction moves together, so that columns stay columns. */
  readonly inLine: (a: Rect, b: Rect) => boolean;
}

const bottom = ({ y, height }: Rect) => y + height;
const rightOf = ({ x, width }: Rect) => x + width;
const besides = (a: Rect, b: Rect) => a.y < bottom(b) && b.y < bottom(a);
const sameColumn = (a: Rect, b: Rect) => Math.abs(2 * (a.x - b.x) + a.width - b.width) < 2;

const down: Side = {
  start: ({ y }) => y,
  end: bottom,
  of: (before, after) => bottom(after) - bottom(before),
  along: (by) => ({ x: 0, y: by }),
  meets: (a, b) => a.x < rightOf(b) && b.x < rightOf(a),
  reach: Number.POSITIVE_INFINITY,
  inLine: () => false,
};

const right: Side = {
  start: ({ x }) => x,
  end: rightOf,
  of: (before, after) => rightOf(after) - rightOf(before),
  along: (by) => ({ x: by, y: 0 }),
  meets: besides,
  reach: 64,
  inLine: sameColumn,
};

const left: Side = {
  start: (rect) => -rightOf(rect),
  end: ({ x }) => -x,
  of: (before, after) => before.x - after.x,
  along: (by) => ({ x: -by, y: 0 }),
  meets: besides,
  reach: 64,
  inLine: sameColumn,
};

interface Growth {
  readonly before: Rect;
  readonly after: Rect;
  /** Negative where the group becomes smaller. */
  readonly by: number;
}

/** What moves with the edge of the group: what lies beyond it, and what lies beyond that; nothing where it may stay. */
function givingWay(side: Side, others: readonly Unit[], { before, after, by }: Growth): readonly Unit[] {
  const open = by > 0 ? after : before;
  const edge = side.end(before);
  const nearest = others.filter(({ rect }) => side.start(rect) >= edge && side.meets(rect, open));
  const gap = Math.min(...nearest.map(({ rect }) => side.start(rect))) - edge;
  // So far away that the open group does not reach it: it was not pushed, and is not pulled.
  if (by === 0 || nearest.length === 0 || gap >= Math.abs(by) + clearance) return [];
  if (by < 0 && gap >= side.reach) return [];
  const going = new Set(nearest);
  const queue = [...nearest];
  for (let unit = queue.pop(); unit; unit = queue.pop()) {
    const { rect } = unit;
    for (const other of others) {
      if (going.has(other) || side.start(other.rect) < edge) continue;
      const beyond = side.start(other.rect) >= side.end(rect) && side.meets(other.rect, rect);
      if (!beyond && !side.inLine(other.rect, rect)) continue;
      going.add(other);
      queue.push(other);
    }
  }
  if (by < 0) {
    const still = others.filter((unit) => !going.has(unit));
    const blocked = [...going].some(({ rect }) => still.some((other) => overlaps(swept(side, rect, by), other.rect)));
    if (blocked) return [];
  }
  return [...going];
}

/** All that a rectangle passes over on its way, and a little more. */
function swept(side: Side, rect: Rect, by: number): Rect {
  const far = side.along(by - clearance);
  return {
    x: rect.x + Math.min(0, far.x),
    y: rect.y + Math.min(0, far.y),
    width: rect.width + Math.abs(far.x),
    height: rect.height + Math.abs(far.y),
  };
}
