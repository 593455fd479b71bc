import { metrics } from '../build/blocks.ts';
import { nodeHeight } from '../build/stack.ts';
import { collapseOf } from '../document/collapse.ts';
import { type Docks, docksOf } from '../document/dock.ts';
import { childGroups, type Groups } from '../document/groups.ts';
import type { Edge, Graph, Group, LayerNode, Position, StrideDocument } from '../document/schema.ts';
import { miniHeight } from './mini-diagram.ts';

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const nodeWidth = metrics.nodeWidth;
export const stripHeight = metrics.strip;

/** What the row of feature maps adds to a node in Train, px at 100 %. */
const liveExtra = 12;

export const heightOf = (node: LayerNode, live: boolean): number => nodeHeight(node) + (live ? liveExtra : 0);

/** Where a layer is drawn: right under the layer that it is docked to, behind the card of a collapsed group, or at its place. */
export function rectOf(document: StrideDocument, id: string, live = false): Rect | null {
  const card = collapseOf(document.groups).cardOf.get(id);
  return card === undefined ? openRectOf(document, id, live) : cardRect(document, card);
}

/** Where a layer is drawn once all groups are open. */
function openRectOf(document: StrideDocument, id: string, live: boolean): Rect | null {
  const node = document.graph.nodes[id];
  if (!node) return null;
  const docks = docksOf(document);
  const host = docks.root.get(id);
  const top = host === undefined ? null : openRectOf(document, host, live);
  if (host === undefined || !top)
    return { ...(document.layout[id] ?? origin), width: nodeWidth, height: heightOf(node, live) };
  const above = docks.strips.get(host)?.indexOf(id) ?? 0;
  return { ...top, y: top.y + top.height + above * metrics.strip, height: metrics.strip };
}

/** Width of the card of a collapsed group and of the mini-diagram on it, px. */
export const cardWidth = nodeWidth + 32;
export const diagramWidth = cardWidth - 20;

interface Cards {
  readonly groups: Groups;
  readonly edges: Graph['edges'];
  readonly docks: Docks;
  readonly rects: Map<string, Rect | null>;
}

const cards = new WeakMap<StrideDocument['layout'], Cards>();

/**
 * The card of a collapsed group: where its layers begin, in the middle of their width, as high as its head, its diagram and
 * its row of figures. `null` without layers.
 */
export function cardRect(document: StrideDocument, group: string): Rect | null {
  const { groups, layout } = document;
  const { edges } = document.graph;
  const docks = docksOf(document);
  let seen = cards.get(layout);
  if (seen?.groups !== groups || seen.edges !== edges || seen.docks !== docks)
    seen = { groups, edges, docks, rects: new Map() };
  cards.set(layout, seen);
  const known = seen.rects.get(group);
  if (known !== undefined) return known;
  const layers = collapseOf(document.groups).layers.get(group) ?? [];
  const bounds = boundsOf(layers.flatMap((id) => openRectOf(document, id, false) ?? []));
  const x = bounds ? bounds.x + (bounds.width - cardWidth) / 2 : 0;
  const height = metrics.head + miniHeight(document, layers, diagramWidth) + metrics.meta;
  const rect = bounds ? { x: x - (x % metrics.grid), y: bounds.y, width: cardWidth, height } : null;
  seen.rects.set(group, rect);
  return rect;
}

/**
 * The bends of a wire that can be seen: those that lie where a collapsed group would lie, were it open, are behind its card.
 */
export function bendsOf(document: StrideDocument, edge: Edge): readonly Position[] | undefined {
  const { via } = edge;
  if (!via) return undefined;
  const { cardOf } = collapseOf(document.groups);
  const closed = [cardOf.get(edge.source), cardOf.get(edge.target)].flatMap((group) => group ?? []);
  if (closed.length === 0) return via;
  const rooms = closed.flatMap((group) => {
    const bounds = boundsOf(
      (collapseOf(document.groups).layers.get(group) ?? []).flatMap((id) => openRectOf(document, id, false) ?? []),
    );
    return bounds ? [grow(bounds, groupPadding + groupHeader)] : [];
  });
  const seen = via.filter((at) => !rooms.some((room) => contains(room, at)));
  return seen.length === 0 ? undefined : seen;
}

/** The layer at the bottom of a stack, where its output leaves: the layer itself where nothing is docked to it. */
export const bottomOf = (document: StrideDocument, id: string): string =>
  docksOf(document)
    .strips.get(docksOf(document).root.get(id) ?? id)
    ?.at(-1) ?? id;

export const origin: Position = { x: 0, y: 0 };

/** Smallest rectangle around all of them; `null` around nothing. */
export function boundsOf(rects: Iterable<Rect>): Rect | null {
  let left = Number.POSITIVE_INFINITY;
  let top = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (const rect of rects) {
    left = Math.min(left, rect.x);
    top = Math.min(top, rect.y);
    right = Math.max(right, rect.x + rect.width);
    bottom = Math.max(bottom, rect.y + rect.height);
  }
  return left <= right ? { x: left, y: top, width: right - left, height: bottom - top } : null;
}

export const contains = (rect: Rect, point: Position): boolean =>
  point.x >= rect.x && point.x <= rect.x + rect.width && point.y >= rect.y && point.y <= rect.y + rect.height;

export const grow = (rect: Rect, by: number): Rect => ({
  x: rect.x - by,
  y: rect.y - by,
  width: rect.width + 2 * by,
  height: rect.height + 2 * by,
});

/** Horizontal offset from the middle of a node at which the wire of this port arrives, `count` wires arriving in all. */
export function portOffset(port: number, count: number): number {
  if (count < 2) return 0;
  const step = Math.min(30, (nodeWidth - 40) / (count - 1));
  return (port - (count - 1) / 2) * step;
}

/** Number of wires that arrive at each node. Known wires cost nothing. */
export function arrivals({ edges }: Graph): ReadonlyMap<string, number> {
  const known = arriving.get(edges);
  if (known) return known;
  const counts = new Map<string, number>();
  for (const edge of Object.values(edges)) {
    counts.set(edge.target, Math.max(counts.get(edge.target) ?? 0, edge.port + 1));
  }
  arriving.set(edges, counts);
  return counts;
}

const arriving = new WeakMap<Graph['edges'], ReadonlyMap<string, number>>();

export const groupPadding = metrics.groupPadding;
export const groupHeader = metrics.groupHeader;

/** A group's frame and how many groups lie around it. */
export interface Frame {
  readonly group: Group;
  readonly rect: Rect;
  readonly depth: number;
}

/**
 * Frames of all groups, header included, around their members and the frames of the groups inside them; outer ones first,
 * as they are drawn. A group of which nothing is left has none.
 */
export function groupFrames(
  document: StrideDocument,
  {
    live = false,
    moving = nothingMoves,
  }: { readonly live?: boolean; readonly moving?: ReadonlyMap<string, Position> } = {},
): readonly Frame[] {
  const placed = (id: string): readonly Rect[] => {
    const rect = rectOf(document, id, live);
    return rect ? [{ ...rect, ...moving.get(id) }] : [];
  };
  return framesAround(document.groups, (group) => boundsOf(group.members.flatMap(placed)));
}

/** The frames of groups whose own members take up this much room each: `null` for a group that has none. */
export function framesAround(groups: Groups, boundsOfOwn: (group: Group) => Rect | null): readonly Frame[] {
  const children = childGroups(groups);
  /** `outer`: the room that a group takes up in the one around it. Behind a card there are no frames. */
  const around = (
    group: Group,
    depth: number,
    hidden: boolean,
  ): { readonly outer: Rect | null; readonly frames: readonly Frame[] } => {
    const closed = hidden || group.collapsed;
    const inside = (children.get(group.id) ?? []).map((child) => around(child, depth + 1, closed));
    const frames = inside.flatMap((child) => child.frames);
    const bounds = boundsOf([boundsOfOwn(group), ...inside.map(({ outer }) => outer)].filter((rect) => rect !== null));
    if (!bounds || closed) return { outer: bounds, frames };
    const framed = grow(bounds, groupPadding);
    const rect = { ...framed, y: framed.y - groupHeader, height: framed.height + groupHeader };
    return { outer: rect, frames: [{ group, rect, depth }, ...frames] };
  };
  const all = (children.get(null) ?? []).flatMap((group) => around(group, 0, false).frames);
  // All of one depth before those inside them.
  return all.sort((a, b) => a.depth - b.depth);
}

const nothingMoves: ReadonlyMap<string, Position> = new Map();
