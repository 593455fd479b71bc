import { metrics } from '../../src/core/build/blocks.ts';
import { stackHeightOf } from '../../src/core/build/stack.ts';
import { collapseOf } from '../../src/core/document/collapse.ts';
import { docksOf } from '../../src/core/document/dock.ts';
import type { Edge, Position, StrideDocument } from '../../src/core/document/schema.ts';
import {
  arrivals,
  groupFrames,
  groupHeader,
  grow,
  nodeWidth,
  overlaps,
  portOffset,
  type Rect,
  rectOf,
  snapped,
} from './geometry.ts';
import { type StackPlace, stackPlace } from './projection.ts';

/** Layers and wires that a change would make, where they are drawn before it is made. */
export interface Ghosts {
  readonly nodes: readonly GhostNode[];
  readonly wires: readonly GhostWire[];
}

export interface GhostNode {
  readonly id: string;
  readonly rect: Rect;
  readonly stack: StackPlace;
}

export interface GhostWire {
  readonly edge: Edge;
  readonly from: Position;
  readonly to: Position;
}

export interface GhostInput {
  /** The document as it is, and as it would be. */
  readonly before: StrideDocument;
  readonly after: StrideDocument;
  /** Layers of `after` in the order of data flow. */
  readonly order: readonly string[];
  /** Wires that the change makes. */
  readonly made: readonly Edge[];
  /** What lies over the canvas, in its coordinates. */
  readonly covered: readonly Rect[];
  /** What of the canvas is in sight. */
  readonly view: Rect;
}

/**
 * Nothing that exists moves, as it would under the pointer. New layers that follow each other are drawn as a column, near the
 * layer that feeds them or the one that they feed, over no layer and under no card, in sight where that can be.
 */
export function placeGhosts({ before, after, order, made, covered, view }: GhostInput): Ghosts {
  const { cardOf } = collapseOf(after.groups);
  // Behind the card of a collapsed group there is nothing to see.
  const added = order.filter((id) => !Object.hasOwn(before.graph.nodes, id) && !cardOf.has(id));
  if (added.length + made.length === 0) return { nodes: [], wires: [] };
  let drawn = after;
  const taken = [
    ...Object.keys(before.graph.nodes).flatMap((id) => rectOf(before, id) ?? []),
    ...groupFrames(before).map(({ rect }) => ({ ...rect, height: groupHeader })),
  ];
  const docks = docksOf(after);
  const free = added.filter((id) => !docks.root.has(id));
  for (const column of columnsOf(after, free)) {
    const heights = column.map((id) => heightIn(after, id));
    const height = heights.reduce((sum, one) => sum + one + metrics.gapDown, -metrics.gapDown);
    const anchors = anchorsOf(drawn, column, height, free);
    const at = freeSpot(anchors, height, { taken, covered, view });
    taken.push({ ...at, width: nodeWidth, height });
    const places = { ...drawn.layout };
    let y = at.y;
    column.forEach((id, i) => {
      places[id] = { x: at.x, y };
      y += (heights[i] ?? 0) + metrics.gapDown;
    });
    drawn = { ...after, layout: places };
  }
  const nodes = added.flatMap((id) => {
    const rect = rectOf(drawn, id);
    return rect ? [{ id, rect, stack: stackPlace(docks, id) }] : [];
  });
  return { nodes, wires: wiresOf(drawn, made) };
}

const heightIn = (document: StrideDocument, id: string): number => {
  const node = document.graph.nodes[id];
  return node ? stackHeightOf(document, node) : 0;
};

/** Each new layer under the new one that feeds it, where nothing stands there yet. */
function columnsOf(document: StrideDocument, added: readonly string[]): readonly (readonly string[])[] {
  const columns: string[][] = [];
  const { root } = docksOf(document);
  for (const id of added) {
    const sources = Object.values(document.graph.edges).flatMap(({ source, target }) =>
      target === id ? [root.get(source) ?? source] : [],
    );
    const above = columns.find((column) => sources.includes(column.at(-1) ?? ''));
    if (above) above.push(id);
    else columns.push([id]);
  }
  return columns;
}

/** Where a column of this height would best stand: right below what feeds it, right above what it feeds. */
function anchorsOf(
  document: StrideDocument,
  column: readonly string[],
  height: number,
  added: readonly string[],
): readonly Position[] {
  const { strips } = docksOf(document);
  const [first = '', last = ''] = [column[0], column.at(-1)];
  const bottom = strips.get(last)?.at(-1) ?? last;
  const anchors = Object.values(document.graph.edges).flatMap(({ source, target }) => {
    const from = target === first && !added.includes(source) ? rectOf(document, source) : null;
    if (from) return [{ x: from.x, y: from.y + from.height + metrics.gapDown }];
    const to = source === bottom && !added.includes(target) ? rectOf(document, target) : null;
    return to ? [{ x: to.x, y: to.y - metrics.gapDown - height }] : [];
  });
  return anchors.length > 0 ? anchors : [document.layout[first] ?? { x: 0, y: 0 }];
}

interface Surroundings {
  readonly taken: readonly Rect[];
  readonly covered: readonly Rect[];
  readonly view: Rect;
}

const columns = [0, -0.5, 0.5, -1, 1, -1.5, 1.5, -2, 2, -3, 3];
const rows = [0, -1, 1, -2, 2, -3, 3, -4, 4, -5, 5, -6, 6, -8, 8];
/** Room for the tag above a ghost and the tensor below it, px. */
const margin = 10;

/** The nearest place that covers no layer; one under a card or out of sight only where there is no other. */
function freeSpot(anchors: readonly Position[], height: number, { taken, covered, view }: Surroundings): Position {
  const stepX = nodeWidth + 2 * metrics.gapAcross;
  let best = anchors[0] ?? { x: 0, y: 0 };
  let bestCost = Number.POSITIVE_INFINITY;
  for (const anchor of anchors)
    for (const column of columns)
      for (const row of rows) {
        const at = { x: anchor.x + column * stepX, y: anchor.y + row * metrics.gapDown };
        const rect = { ...at, width: nodeWidth, height };
        const hidden = !within(rect, view) || covered.some((card) => overlaps(rect, card));
        const cost = Math.abs(at.x - anchor.x) + Math.abs(at.y - anchor.y) + (hidden ? outOfSight : 0);
        if (cost >= bestCost || taken.some((other) => overlaps(grow(rect, margin), other))) continue;
        best = at;
        bestCost = cost;
      }
  return snapped(best);
}

/** Further than any place that is tried. */
const outOfSight = 1e5;

const within = (rect: Rect, view: Rect): boolean =>
  rect.x >= view.x &&
  rect.y >= view.y &&
  rect.x + rect.width <= view.x + view.width &&
  rect.y + rect.height <= view.y + view.height;

function wiresOf(document: StrideDocument, made: readonly Edge[]): readonly GhostWire[] {
  const counts = arrivals(document.graph);
  const { above } = docksOf(document);
  const { cardOf } = collapseOf(document.groups);
  return made.flatMap((edge) => {
    const card = cardOf.get(edge.source);
    if (card !== undefined && card === cardOf.get(edge.target)) return [];
    const source = rectOf(document, edge.source);
    const target = rectOf(document, edge.target);
    if (!source || !target || above.get(edge.target) === edge.source) return [];
    const offset = portOffset(edge.port, counts.get(edge.target) ?? 1);
    return [
      {
        edge,
        from: { x: source.x + source.width / 2, y: source.y + source.height },
        to: { x: target.x + target.width / 2 + offset, y: target.y },
      },
    ];
  });
}
