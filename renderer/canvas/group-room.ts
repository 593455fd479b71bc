import type { Position, StrideDocument } from '../../src/core/document/schema.ts';
import { boundsOf, grow, overlaps, type Rect, snapped } from './geometry.ts';
import { clearance, frameOf, layersIn, type Unit, unitsIn } from './units.ts';

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
