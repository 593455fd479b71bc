import { metrics } from '../../src/core/build/blocks.ts';
import { docksOf } from '../../src/core/document/dock.ts';
import type { Edge, Position, StrideDocument } from '../../src/core/document/schema.ts';
import { arrivals, grow, heightOf, nodeWidth, overlaps, portOffset, type Rect, rectOf, snapped } from './geometry.ts';

/** Layers and wires that a change would make, where they are drawn before it is made. */
export interface Ghosts {
  readonly nodes: readonly { readonly id: string; readonly rect: Rect }[];
  readonly wires: readonly GhostWire[];
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
 * Nothing that exists moves, as it would under the pointer: a new layer is drawn below what feeds it where there is room,
 * else beside it, over no layer and under no card, in sight where that can be.
 */
export function placeGhosts({ before, after, order, made, covered, view }: GhostInput): Ghosts {
  const added = order.filter((id) => !Object.hasOwn(before.graph.nodes, id));
  if (added.length + made.length === 0) return { nodes: [], wires: [] };
  let drawn = after;
  const places: Record<string, Position> = {};
  const taken = Object.keys(before.graph.nodes).flatMap((id) => rectOf(before, id) ?? []);
  const { root } = docksOf(after);
  for (const id of added) {
    const node = after.graph.nodes[id];
    if (!node || root.has(id)) continue;
    const height = heightOf(node, false);
    const free = freeSpot(wantedPlace(drawn, id, height, places), height, { taken, covered, view });
    places[id] = free;
    drawn = { ...after, layout: { ...after.layout, ...places } };
    taken.push({ ...free, width: nodeWidth, height });
  }
  const nodes = added.flatMap((id) => {
    const rect = rectOf(drawn, id);
    return rect ? [{ id, rect }] : [];
  });
  return { nodes, wires: wiresOf(drawn, made) };
}

/** Below the layer that feeds it, else above the one that it feeds. */
function wantedPlace(
  document: StrideDocument,
  id: string,
  height: number,
  placed: Readonly<Record<string, Position>>,
): Position {
  const edges = Object.values(document.graph.edges);
  const isPlaced = (other: string) => Object.hasOwn(document.layout, other) || Object.hasOwn(placed, other);
  const into = edges.find((edge) => edge.target === id && isPlaced(edge.source));
  const source = into && rectOf(document, into.source);
  if (source) return { x: source.x, y: source.y + source.height + metrics.gapDown };
  const outOf = edges.find((edge) => edge.source === id && isPlaced(edge.target));
  const target = outOf && rectOf(document, outOf.target);
  if (target) return { x: target.x, y: target.y - metrics.gapDown - height };
  return document.layout[id] ?? { x: 0, y: 0 };
}

interface Surroundings {
  readonly taken: readonly Rect[];
  readonly covered: readonly Rect[];
  readonly view: Rect;
}

const columns = [0, -1, 1, -2, 2, -3, 3];
const rows = [0, -1, 1, -2, 2, -3, 3, -4, 4, -6, 6, -8, 8];
/** Room for the tag above a ghost and the tensor below it, px. */
const margin = 10;

/** The nearest place that covers no layer; one under a card or out of sight only where there is no other. */
function freeSpot(wanted: Position, height: number, { taken, covered, view }: Surroundings): Position {
  const stepX = nodeWidth + 2 * metrics.gapAcross;
  let best = wanted;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const column of columns)
    for (const row of rows) {
      const at = { x: wanted.x + column * stepX, y: wanted.y + row * metrics.gapDown };
      const rect = { ...at, width: nodeWidth, height };
      const hidden = !within(rect, view) || covered.some((card) => overlaps(rect, card));
      const cost = Math.abs(at.x - wanted.x) + Math.abs(at.y - wanted.y) + (hidden ? outOfSight : 0);
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
  return made.flatMap((edge) => {
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
