import { metrics } from '../../src/core/build/blocks.ts';
import { collapseOf } from '../../src/core/document/collapse.ts';
import { docksOf } from '../../src/core/document/dock.ts';
import { ancestors } from '../../src/core/document/groups.ts';
import type { Group, Position, StrideDocument } from '../../src/core/document/schema.ts';
import {
  cardRect,
  contains,
  type Frame,
  groupFrames,
  groupHeader,
  grow,
  heightOf,
  nodeWidth,
  origin,
  type Rect,
  rectOf,
} from '../../src/core/figures/geometry.ts';

export {
  arrivals,
  bendsOf,
  bottomOf,
  boundsOf,
  cardRect,
  contains,
  diagramWidth,
  type Frame,
  framesAround,
  groupFrames,
  groupHeader,
  groupPadding,
  grow,
  heightOf,
  nodeWidth,
  origin,
  portOffset,
  type Rect,
  rectOf,
  stripHeight,
} from '../../src/core/figures/geometry.ts';

/**
 * The places of what is under the pointer, and of what goes with it: strips with the layer above them, and the layers of a
 * collapsed group with its card, which follows when one of them is moved.
 */
export function withFollowers(
  document: StrideDocument,
  moving: ReadonlyMap<string, Position>,
  live: boolean,
): ReadonlyMap<string, Position> {
  const { strips } = docksOf(document);
  const { layers } = collapseOf(document.groups);
  if (moving.size === 0 || (strips.size === 0 && layers.size === 0)) return moving;
  const all = new Map(moving);
  for (const [id, at] of moving) {
    const node = document.graph.nodes[id];
    strips.get(id)?.forEach((strip, i) => {
      if (node) all.set(strip, { x: at.x, y: at.y + heightOf(node, live) + i * metrics.strip });
    });
  }
  for (const [group, hidden] of layers) {
    const at = moving.get(cardId(group)) ?? cardFollowing(document, group, hidden, moving);
    if (at) for (const id of [cardId(group), ...hidden]) all.set(id, at);
  }
  return all;
}

/** Where the card of a group goes when its layers are moved, as with the group around it; `null` when they are not. */
function cardFollowing(
  document: StrideDocument,
  group: string,
  hidden: readonly string[],
  moving: ReadonlyMap<string, Position>,
): Position | null {
  const card = cardRect(document, group);
  const moved = hidden.find((id) => moving.has(id)) ?? '';
  const [from, to] = [document.layout[moved], moving.get(moved)];
  return card && from && to ? { x: card.x + to.x - from.x, y: card.y + to.y - from.y } : null;
}

const cardPrefix = 'group:';

/** The canvas's id of a collapsed group's card. */
export const cardId = (group: string): string => `${cardPrefix}${group}`;

/** The group whose card this is; `null` for a layer. */
export const groupOfCard = (id: string): string | null =>
  id.startsWith(cardPrefix) ? id.slice(cardPrefix.length) : null;

export const overlaps = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** Grid that positions keep to, px. */
const snap = (value: number): number => Math.round(value / metrics.grid) * metrics.grid;

export const snapped = ({ x, y }: Position): Position => ({ x: snap(x), y: snap(y) });

/**
 * The first place at or near `wanted` where a node of this height covers no other and no group's header: to the right, row
 * after row. With the group that it will lie in (`null`: none), it stays out of all others.
 */
export function freePlace(
  document: StrideDocument,
  wanted: Position,
  height: number,
  within?: string | null,
): Position {
  const { groups } = document;
  const own = groups[within ?? ''];
  const around = new Set(own ? [own, ...ancestors(groups, own)] : []);
  const taken = [
    ...Object.keys(document.graph.nodes).flatMap((id) => rectOf(document, id) ?? []),
    ...groupFrames(document).map(({ group, rect }) =>
      within === undefined || around.has(group) ? { ...rect, height: groupHeader } : rect,
    ),
  ];
  const stepX = nodeWidth + metrics.gapAcross;
  const stepY = metrics.gapDown;
  for (let row = 0; row < 40; row++) {
    for (const column of [0, 1, -1, 2, -2]) {
      const at = snapped({ x: wanted.x + column * stepX, y: wanted.y + row * stepY });
      const rect = grow({ ...at, width: nodeWidth, height }, metrics.gapAcross / 2);
      if (!taken.some((other) => overlaps(rect, other))) return at;
    }
  }
  return snapped(wanted);
}

/** The first place at or near that of a frame where it covers no layer and no other frame: to the right, row after row. */
export function freeRect(document: StrideDocument, wanted: Rect): Position {
  const grouped = new Set(Object.values(document.groups).flatMap(({ members }) => members));
  const frames = groupFrames(document).flatMap(({ depth, rect }) => (depth === 0 ? [rect] : []));
  const cards = [...collapseOf(document.groups).layers.keys()].flatMap((id) => cardRect(document, id) ?? []);
  const loose = Object.keys(document.graph.nodes).filter((id) => !grouped.has(id));
  const taken = [...frames, ...cards, ...loose.flatMap((id) => rectOf(document, id) ?? [])];
  const step = { x: wanted.width + 2 * metrics.gapAcross, y: metrics.gapDown };
  for (let row = 0; row < 200; row++) {
    for (const column of [0, 1, -1, 2, -2]) {
      const at = snapped({ x: wanted.x + column * step.x, y: wanted.y + row * step.y });
      const rect = grow({ ...wanted, ...at }, metrics.gapAcross / 2);
      if (!taken.some((other) => overlaps(rect, other))) return at;
    }
  }
  return snapped(wanted);
}

/** Below a node, where the next layer of a chain goes. */
export function placeBelow(document: StrideDocument, above: string, height: number): Position {
  const rect = rectOf(document, above);
  if (!rect) return freePlace(document, origin, height);
  return freePlace(document, { x: rect.x, y: rect.y + rect.height + metrics.gapDown }, height);
}

/** The innermost group whose header is at this place. */
export function headerAt(frames: readonly Frame[], point: Position): Group | null {
  const hit = frames.findLast(({ rect }) => contains({ ...rect, height: groupHeader }, point));
  return hit?.group ?? null;
}
