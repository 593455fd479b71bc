import { layerOf } from '../layers/registry.ts';
import type { Groups } from './groups.ts';
import type { Graph, LayerNode, Position, StrideDocument } from './schema.ts';
import { exchangedBetween } from './versions.ts';

/** Which layers are drawn as strips under another one. */
export interface Docks {
  /** The layer right above each strip, which may be a strip itself. */
  readonly above: ReadonlyMap<string, string>;
  /** The strips under each layer that is none, from top to bottom; layers without strips are absent. */
  readonly strips: ReadonlyMap<string, readonly string[]>;
  /** The layer that is no strip at the top of each strip's stack. */
  readonly root: ReadonlyMap<string, string>;
}

type Drawn = Pick<StrideDocument, 'graph' | 'groups'>;

/** By groups too: grouping leaves the graph as it was, and who follows the document compares both versions. */
const known = new WeakMap<Graph, WeakMap<Groups, Docks>>();
/** What was found last: an edit of params leaves all of it as it was, and then the answer keeps its identity. */
let last: {
  readonly nodes: Graph['nodes'];
  readonly edges: Graph['edges'];
  readonly groups: Groups;
  readonly ids: string;
  readonly docks: Docks;
} | null = null;

/** The strips of a document: layers that ask for it and have a layer to dock under. Linear; known documents cost nothing. */
export function docksOf({ graph, groups }: Drawn): Docks {
  const seen = known.get(graph)?.get(groups);
  if (seen) return seen;
  const before = last?.edges === graph.edges && last.groups === groups ? last : null;
  if (before && sameWishes(before.nodes, graph.nodes)) {
    last = { ...before, nodes: graph.nodes };
    return remember(graph, groups, before.docks);
  }
  const candidates = Object.values(graph.nodes).filter((node) => node.docked === true);
  const ids = candidates.map(({ id, kind }) => `${kind} ${id}`).join('\n');
  const docks = before?.ids === ids ? before.docks : findDocks({ graph, groups }, candidates);
  last = { nodes: graph.nodes, edges: graph.edges, groups, ids, docks };
  return remember(graph, groups, docks);
}

function remember(graph: Graph, groups: Groups, docks: Docks): Docks {
  const byGroups = known.get(graph) ?? new WeakMap<Groups, Docks>();
  known.set(graph, byGroups.set(groups, docks));
  return docks;
}

/** Whether it is known, without looking at every layer, that the same ones of the same kinds ask to be docked. */
function sameWishes(before: Graph['nodes'], now: Graph['nodes']): boolean {
  const exchanged = exchangedBetween(before, now);
  if (exchanged === null) return false;
  for (const id of exchanged)
    if (before[id]?.docked !== now[id]?.docked || before[id]?.kind !== now[id]?.kind) return false;
  return true;
}

/** Whether `D` would dock this layer: it is of a kind that docks, and one layer feeds it and nothing else. */
export function canDock(document: Drawn, id: string): boolean {
  const node = document.graph.nodes[id];
  return node !== undefined && findDocks(document, [node]).above.has(id);
}

/** The document with every layer docked that can be. */
export function dockAll<T extends Drawn>(document: T): T {
  const { above } = findDocks(document, Object.values(document.graph.nodes));
  if (above.size === 0) return document;
  const nodes = { ...document.graph.nodes };
  for (const id of above.keys()) {
    const node = nodes[id];
    if (node) nodes[id] = { ...node, docked: true };
  }
  return { ...document, graph: { ...document.graph, nodes } };
}

/** The document with these layers asking to be docked, or not any more; `positions` are for those that come off. */
export function setDocked(
  document: StrideDocument,
  ids: readonly string[],
  docked: boolean,
  positions: Readonly<Record<string, Position>> = {},
): StrideDocument {
  const nodes = { ...document.graph.nodes };
  const layout = { ...document.layout };
  for (const id of ids) {
    const node = nodes[id];
    if (!node || (node.docked === true) === docked) continue;
    const { docked: _, ...rest } = node;
    nodes[id] = docked ? { ...rest, docked } : rest;
    const at = positions[id];
    if (at) layout[id] = at;
  }
  return { ...document, graph: { ...document.graph, nodes }, layout };
}

function findDocks({ graph, groups }: Drawn, wanted: readonly LayerNode[]): Docks {
  const candidates = wanted.filter(({ kind }) => layerOf(kind)?.docks === true);
  if (candidates.length === 0) return none;
  const { source, wires } = feedersIn(graph.edges);
  const groupOf = new Map(
    Object.values(groups).flatMap(({ id, members }) => members.map((node) => [node, id] as const)),
  );
  const above = new Map<string, string>();
  for (const { id } of candidates) {
    const from = source.get(id);
    if (typeof from !== 'string' || wires.get(from) !== 1) continue;
    const host = graph.nodes[from];
    // What has no input is where the network begins; a strip there would read as part of the data.
    if (!host || layerOf(host.kind)?.arity.max === 0 || groupOf.get(id) !== groupOf.get(from)) continue;
    above.set(id, from);
  }
  return stacked(above);
}

type Feeders = ReturnType<typeof findFeeders>;
const feeders = new WeakMap<Graph['edges'], Feeders>();

function feedersIn(edges: Graph['edges']): Feeders {
  const found = feeders.get(edges) ?? findFeeders(edges);
  feeders.set(edges, found);
  return found;
}

/** The one layer that feeds each (`null` where there are several), and how many wires leave each. */
function findFeeders(edges: Graph['edges']) {
  const source = new Map<string, string | null>();
  const wires = new Map<string, number>();
  for (const edge of Object.values(edges)) {
    source.set(edge.target, source.has(edge.target) ? null : edge.source);
    wires.set(edge.source, (wires.get(edge.source) ?? 0) + 1);
  }
  return { source, wires };
}

function stacked(above: Map<string, string>): Docks {
  const below = new Map([...above].map(([strip, host]) => [host, strip]));
  const strips = new Map<string, readonly string[]>();
  const root = new Map<string, string>();
  for (const [host, first] of below) {
    if (above.has(host)) continue;
    const stack: string[] = [];
    for (let strip: string | undefined = first; strip !== undefined; strip = below.get(strip)) {
      stack.push(strip);
      root.set(strip, host);
    }
    strips.set(host, stack);
  }
  // Layers wired in a circle have no top to dock under.
  for (const strip of above.keys()) if (!root.has(strip)) above.delete(strip);
  return { above, strips, root };
}

const none: Docks = { above: new Map(), strips: new Map(), root: new Map() };
