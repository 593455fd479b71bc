import { weightsKept } from '../document/change.ts';
import type { Edge, Graph, LayerNode } from '../document/schema.ts';
import { exchangedBetween, idsOf, withNode } from '../document/versions.ts';
import { layerOf } from '../layers/registry.ts';
import { type Choices, feedsOf, Shapes, sameChoices } from './choices.ts';
import type { FigureStore } from './figure-store.ts';
import { createFigureStore } from './figure-store.ts';
import { readStructure, type Structure } from './structure.ts';

/** Why a layer does nothing: it is bypassed, muted, or a merge of which muted wires have left one input. */
export type IdleReason = 'bypass' | 'mute' | 'single';

export interface Idle {
  readonly reason: IdleReason;
  /** The working layer whose output goes out of this one; `null`: nothing does. */
  readonly source: string | null;
  /** The layers that are wired to it, in port order. */
  readonly feeds: readonly string[];
}

/** A graph with what its bypassed and muted layers make of it. */
export interface Resolved {
  readonly source: Graph;
  /** The layers that work and the wires between them: what is analysed, compiled, trained and exported. */
  readonly graph: Graph;
  readonly idle: ReadonlyMap<string, Idle>;
  /** Working layers that cannot do without an input that carries nothing, with the idle layer to blame. */
  readonly starved: ReadonlyMap<string, string>;
  /**
   * Working layers that feed others and are outputs of the network all the same: a bypassed layer at its end, or a merge
   * with one input left, passes their output on to nobody but the reader.
   */
  readonly ends: readonly string[];
  /** Where some bypassed layer has several inputs to choose from, by their shapes: those of any layer may change the choice. */
  readonly choices: Choices | null;
}

const known = new WeakMap<Graph, Resolved>();
/** The version seen last with these wires: most edits leave all wires as they are, and then little is new. */
const byWires = new WeakMap<Graph['edges'], Resolved>();

/**
 * The network as it works: without bypassed layers, which pass on their first input of a fitting shape, and without muted
 * ones, whose wires carry nothing. What a bypassed layer at the end passes on is an output (`ends`). A merge goes on without an input that carries nothing, and passes on the last that is
 * left; any other layer that loses an input is left without inputs. The very same graph where no layer has a mode. Whatever
 * computes with a network takes this step first.
 */
export const effectiveGraph = (graph: Graph): Graph => resolveModes(graph).graph;

/** The same with what became of each layer. `store`: where shapes were computed before, to compute them only once. */
export function resolveModes(graph: Graph, store?: FigureStore): Resolved {
  const seen = known.get(graph);
  if (seen) return seen;
  const before = byWires.get(graph.edges);
  const resolved = (before && follow(before, graph)) ?? resolve(graph, before, store);
  known.set(graph, resolved);
  byWires.set(graph.edges, resolved);
  return resolved;
}

/** Where only nodes changed that cannot have changed what is idle; `null` where they may have. */
function follow(before: Resolved, graph: Graph): Resolved | null {
  const exchanged = exchangedBetween(before.source.nodes, graph.nodes);
  if (exchanged === null) return null;
  const isPlain = before.graph === before.source;
  let { nodes } = before.graph;
  for (const id of exchanged) {
    const was = before.source.nodes[id];
    const now = graph.nodes[id];
    if (!was || !now || was.mode !== now.mode) return null;
    if (isPlain || was === now) continue;
    if (was.kind !== now.kind || was.sharesWith !== now.sharesWith) return null;
    if (before.idle.has(id)) continue;
    if (nodes[id] !== was) return null;
    nodes = withNode(nodes, id, now);
  }
  if (isPlain) return { ...before, source: graph, graph };
  const choices = before.choices && sameChoices(before.choices, before.source, graph, exchanged, before.idle);
  if (before.choices && !choices) return null;
  const same = nodes === before.graph.nodes;
  return { ...before, source: graph, choices, graph: same ? before.graph : { nodes, edges: before.graph.edges } };
}

function resolve(graph: Graph, before: Resolved | undefined, store: FigureStore | undefined): Resolved {
  const ids = idsOf(graph.nodes);
  if (!ids.some((id) => graph.nodes[id]?.mode !== undefined))
    return { source: graph, graph, idle: new Map(), starved: new Map(), ends: noEnds, choices: null };
  const { idle, starved, ends, choices } = walk(graph, store ?? createFigureStore());
  const all = Object.values(graph.nodes);
  const nodes = weightsKept(Object.fromEntries(all.filter(({ id }) => !idle.has(id)).map((node) => [node.id, node])));
  // Keeping the record of wires lets the analysis see that only nodes changed.
  if (before && sameIdle(before.idle, idle) && sameBlame(before.starved, starved))
    return { ...before, source: graph, graph: { nodes, edges: before.graph.edges }, ends, choices };
  return { source: graph, graph: { nodes, edges: workingWires(graph, idle, starved) }, idle, starved, ends, choices };
}

const noEnds: readonly string[] = [];

interface Walk extends Pick<Resolved, 'idle' | 'starved' | 'ends' | 'choices'> {
  readonly idle: Map<string, Idle>;
  readonly starved: Map<string, string>;
}

/** Down the wires: what a layer is fed decides what it does. */
function walk(graph: Graph, store: FigureStore): Walk {
  const structure = readStructure(graph);
  const chooses = structure.order.some(
    (id, place) => graph.nodes[id]?.mode === 'bypass' && structure.inputs.length(place) > 1,
  );
  const shapes = chooses ? new Shapes(store) : null;
  const idle = new Map<string, Idle>();
  const starved = new Map<string, string>();
  structure.order.forEach((id, place) => {
    const node = graph.nodes[id];
    if (!node) return;
    const feeds = feedsOf(graph, structure, place, idle);
    const live = feeds.flatMap(({ live }) => live ?? []);
    const rest = (reason: IdleReason, source: string | null): void => {
      idle.set(id, { reason, source, feeds: feeds.map((feed) => feed.id) });
    };
    if (node.mode === 'mute') rest('mute', null);
    else if (node.mode === 'bypass') {
      const source = live.length > 1 && shapes ? shapes.choose(node, live) : (live[0] ?? null);
      rest('bypass', source);
    } else {
      const dead = feeds.find((feed) => feed.live === null);
      const loss = dead && lossOf(node, live);
      if (dead && loss === 'starves') starved.set(id, dead.id);
      else if (loss === 'passes') rest('single', live[0] ?? null);
    }
    const stands = idle.get(id);
    shapes?.learn(node, stands ? (stands.source === null ? [] : [stands.source]) : live, stands !== undefined);
  });
  return { idle, starved, ends: endsOf(graph, structure, idle, starved), choices: shapes && { structure, shapes } };
}

/** An input of the network that goes straight out is not the output of any layer. */
function endsOf(
  graph: Graph,
  { order, consumers }: Structure,
  idle: ReadonlyMap<string, Idle>,
  starved: ReadonlyMap<string, string>,
): readonly string[] {
  const takes = (place: number): boolean => {
    const id = order[place] ?? '';
    return !starved.has(id) && idle.get(id)?.source !== null;
  };
  const ends = new Set<string>();
  order.forEach((id, place) => {
    const source = idle.get(id)?.source;
    if (typeof source !== 'string' || [...consumers.row(place)].some(takes)) return;
    if (layerOf(graph.nodes[source]?.kind ?? '')?.arity.max !== 0) ends.add(source);
  });
  return ends.size === 0 ? noEnds : [...ends];
}

/** What becomes of a layer when a wire into it carries nothing; `null`: it goes on. */
function lossOf({ kind }: LayerNode, live: readonly string[]): 'starves' | 'passes' | null {
  const arity = layerOf(kind)?.arity;
  if (!arity || arity.max === 0) return null;
  if (arity.max !== null || live.length === 0) return 'starves';
  return live.length === 1 && arity.min > 1 ? 'passes' : null;
}

function workingWires(
  { edges }: Graph,
  idle: ReadonlyMap<string, Idle>,
  starved: ReadonlyMap<string, string>,
): Graph['edges'] {
  const working: Record<string, Edge> = {};
  for (const edge of Object.values(edges)) {
    if (idle.has(edge.target) || starved.has(edge.target)) continue;
    const from = idle.get(edge.source);
    if (!from) working[edge.id] = edge;
    else if (from.source !== null) working[edge.id] = { ...edge, source: from.source };
  }
  return working;
}

function sameIdle(a: ReadonlyMap<string, Idle>, b: ReadonlyMap<string, Idle>): boolean {
  if (a.size !== b.size) return false;
  for (const [id, { reason, source }] of a) {
    const other = b.get(id);
    if (other?.reason !== reason || other.source !== source) return false;
  }
  return true;
}

function sameBlame(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  if (a.size !== b.size) return false;
  for (const [id, blamed] of a) if (b.get(id) !== blamed) return false;
  return true;
}
