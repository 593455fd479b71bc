import { docksOf } from './dock.ts';
import type { Edge, Position, StrideDocument } from './schema.ts';
import { maxBends } from './schema.ts';

type Via = readonly Position[];
type Moves = Readonly<Record<string, Position>>;

/** The wire led through these places, of which it keeps as many as a wire can have. */
export function withBends(edge: Edge, via: Via): Edge {
  const { via: _, ...straight } = edge;
  return via.length === 0 ? straight : { ...straight, via: via.slice(0, maxBends) };
}

/** Wires that are not there are passed over. */
export function bendWires(document: StrideDocument, via: Readonly<Record<string, Via>>): StrideDocument {
  const { edges } = document.graph;
  const bent = Object.entries(via).flatMap(([id, places]) => {
    const edge = Object.hasOwn(edges, id) ? edges[id] : undefined;
    return edge && !samePlaces(edge.via ?? [], places) ? [withBends(edge, places)] : [];
  });
  return withWires(document, bent);
}

/** Layers at new places, and with them the bends of wires whose both ends are moved by as much. */
export function moveLayers(document: StrideDocument, positions: Moves): StrideDocument {
  const moved = { ...document, layout: { ...document.layout, ...positions } };
  const { root } = docksOf(document);
  const bent = Object.values(document.graph.edges).flatMap((edge) => {
    if (!edge.via) return [];
    // Strips lie where their host does.
    const by = (end: string) => shiftOf(document, positions, root.get(end) ?? end);
    const [from, to] = [by(edge.source), by(edge.target)];
    const together = from && to && from.x === to.x && from.y === to.y;
    return together && (from.x !== 0 || from.y !== 0) ? [withBends(edge, shiftBends(edge.via, from))] : [];
  });
  return withWires(moved, bent);
}

function shiftOf({ layout }: StrideDocument, positions: Moves, id: string): Position | null {
  const to = Object.hasOwn(positions, id) ? positions[id] : undefined;
  const from = layout[id] ?? { x: 0, y: 0 };
  return to ? { x: to.x - from.x, y: to.y - from.y } : null;
}

export const shiftBends = (via: Via, by: Position): Via => via.map(({ x, y }) => ({ x: x + by.x, y: y + by.y }));

/** The bends before and after a layer that is put on the wire: parted where its line would grow least. */
export function splitBends({ layout }: StrideDocument, edge: Edge, at: Position): readonly [Via, Via] {
  const { via = [] } = edge;
  const way = [layout[edge.source] ?? at, ...via, layout[edge.target] ?? at];
  const part = nearestLeg(way, at);
  return [via.slice(0, part), via.slice(part)];
}

/** The part of a way through these places, from 0, that a detour through `at` makes longer by the least. */
export function nearestLeg(way: Via, at: Position): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  way.slice(1).forEach((to, i) => {
    const from = way[i] ?? to;
    const longer = distance(from, at) + distance(at, to) - distance(from, to);
    if (longer >= least) return;
    best = i;
    least = longer;
  });
  return best;
}

/** Of two wires that become one: through the bends of both. */
export const joinBends = (first: Edge, second: Edge): Via => [...(first.via ?? []), ...(second.via ?? [])];

/** Every bend of the network taken away, as `bend` takes it; none where there is nothing to straighten. */
export const straightened = ({ graph }: Pick<StrideDocument, 'graph'>): Readonly<Record<string, Via>> =>
  Object.fromEntries(Object.values(graph.edges).flatMap(({ id, via }) => (via ? [[id, []] as const] : [])));

const distance = (a: Position, b: Position): number => Math.hypot(a.x - b.x, a.y - b.y);

const samePlaces = (a: Via, b: Via): boolean =>
  a.length === b.length && a.every(({ x, y }, i) => x === b[i]?.x && y === b[i]?.y);

function withWires(document: StrideDocument, wires: readonly Edge[]): StrideDocument {
  if (wires.length === 0) return document;
  const edges = { ...document.graph.edges, ...Object.fromEntries(wires.map((edge) => [edge.id, edge])) };
  return { ...document, graph: { ...document.graph, edges } };
}
