import { docksOf } from '../../src/core/document/dock.ts';
import type { Position, StrideDocument } from '../../src/core/document/schema.ts';
import { boundsOf, groupFrames, grow, overlaps, type Rect, rectOf, snapped } from './geometry.ts';

/** What moves as one: a layer with its strips, or a group with all that is in it. */
interface Unit {
  readonly layers: readonly string[];
  readonly rect: Rect;
}

/** Nearer than this two units look as if they touched, px. */
const clearance = 8;

/**
 * Places of the layers that must move so that the frame of a new group, and those around it, cover no neighbour: the
 * group goes down by what its frame is taller at the top, what lies under it follows, and what is beside it moves away.
 *
 * @param before the document without the group.
 * @param after the same with it, nothing moved yet.
 */
export function roomForGroup(before: StrideDocument, after: StrideDocument, id: string): Record<string, Position> {
  const layout: Record<string, Position> = { ...after.layout };
  let moved: StrideDocument = { ...after, layout };
  const members = unitsIn(before, after.groups[id]?.parent ?? null, new Set(layersIn(after, id)));
  let was = boundsOf(members.inside.map(({ rect }) => rect));
  for (let group = after.groups[id]; group && was; group = after.groups[group.parent ?? '']) {
    const own = new Set(layersIn(after, group.id));
    const { outside } = unitsIn(moved, group.parent, own);
    const now = frameOf(moved, group.id);
    if (!now) break;
    for (const [layer, by] of shifts(was, now, [...own], outside)) {
      const at = layout[layer];
      if (at) layout[layer] = snapped({ x: at.x + by.x, y: at.y + by.y });
    }
    // Frames are kept by the identity of the layout.
    moved = { ...moved, layout: { ...layout } };
    was = group.parent === null ? null : frameOf(before, group.parent);
  }
  return Object.fromEntries(Object.entries(layout).filter(([layer, at]) => at !== after.layout[layer]));
}

/** How far each layer goes; those that stay are absent. */
function shifts(was: Rect, now: Rect, own: readonly string[], others: readonly Unit[]): Map<string, Position> {
  const by = new Map<string, Position>();
  const move = (layers: readonly string[], x: number, y: number) => {
    for (const layer of layers) {
      const before = by.get(layer) ?? { x: 0, y: 0 };
      by.set(layer, { x: before.x + x, y: before.y + y });
    }
  };
  const bottom = (rect: Rect) => rect.y + rect.height;
  const right = (rect: Rect) => rect.x + rect.width;
  const touches = (a: Rect, b: Rect) => overlaps(grow(a, clearance), b);
  const tall = others.filter(({ rect }) => bottom(rect) <= was.y && touches(now, rect));
  const down = tall.length > 0 ? was.y - now.y : 0;
  if (down > 0) move(own, 0, down);
  const frame = { ...now, y: now.y + down };
  // All that is beside it on a side moves by the same, so that columns stay columns.
  for (const side of [-1, 1]) {
    const beside = others.filter(({ rect }) => (side < 0 ? right(rect) <= was.x : rect.x >= right(was)));
    const growth = side < 0 ? was.x - now.x : right(now) - right(was);
    if (growth > 0 && beside.some(({ rect }) => touches(frame, rect)))
      for (const { layers } of beside) move(layers, side * growth, 0);
  }
  const under = bottom(frame) - bottom(was);
  if (under <= 0) return by;
  const below = others.filter(({ rect }) => rect.y >= bottom(was));
  const pushed: Rect[] = [frame];
  const left = new Set(below);
  for (let rect = pushed.pop(); rect; rect = pushed.pop()) {
    for (const unit of left) {
      if (!touches(rect, unit.rect)) continue;
      left.delete(unit);
      move(unit.layers, 0, under);
      pushed.push({ ...unit.rect, y: unit.rect.y + under });
    }
  }
  return by;
}

/** What lies directly in a group, or in none, apart from its layers that are in `own`, and those. */
function unitsIn(
  document: StrideDocument,
  parent: string | null,
  own: ReadonlySet<string>,
): { readonly inside: readonly Unit[]; readonly outside: readonly Unit[] } {
  const frames = groupFrames(document).filter(({ group }) => group.parent === parent);
  const grouped = new Set(Object.values(document.groups).flatMap(({ members }) => members));
  const free = parent === null ? Object.keys(document.graph.nodes) : (document.groups[parent]?.members ?? []);
  const { root, strips } = docksOf(document);
  const stacks = free
    .filter((id) => !root.has(id) && (parent !== null || !grouped.has(id)))
    .flatMap((id) => {
      const layers = [id, ...(strips.get(id) ?? [])];
      const rect = boundsOf(layers.flatMap((layer) => rectOf(document, layer) ?? []));
      return rect ? [{ layers, rect }] : [];
    });
  const units: readonly Unit[] = [
    ...stacks,
    ...frames.map(({ group, rect }) => ({ layers: layersIn(document, group.id), rect })),
  ];
  const isOwn = ({ layers }: Unit) => layers.every((layer) => own.has(layer));
  return { inside: units.filter(isOwn), outside: units.filter((unit) => !isOwn(unit)) };
}

const frameOf = (document: StrideDocument, id: string): Rect | null =>
  groupFrames(document).find(({ group }) => group.id === id)?.rect ?? null;

const layersIn = (document: StrideDocument, id: string): readonly string[] => [
  ...(document.groups[id]?.members ?? []),
  ...Object.values(document.groups).flatMap((group) => (group.parent === id ? layersIn(document, group.id) : [])),
];
