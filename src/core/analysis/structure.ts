import type { Graph } from '../document/schema.ts';
import { stronglyConnected } from './circles.ts';
import { Rows } from './rows.ts';

/**
 * How the nodes are wired, without a look at what they are. Nodes are numbered by their place in `order`, so that the
 * analysis walks arrays rather than maps.
 */
export interface Structure {
  /** Ids such that inputs come before those they feed; nodes on or after a circle come last. */
  readonly order: readonly string[];
  /** For each place in `order`, the places of its inputs in port order. Wires with a missing end are left out. */
  readonly inputs: Rows;
  /** For each place, the places that it feeds. */
  readonly consumers: Rows;
  /** Nodes that feed each other, by place, one list per circle. */
  readonly cycles: readonly (readonly number[])[];
  /** Place of an id; −1 where there is none. The first look-up of a large network takes its time. */
  readonly placeOf: (id: string) => number;
  /** Number of the node at a place in the document's own order. */
  readonly rankOf: (place: number) => number;
}

/** @param ids the graph's own, in its order, where the caller has them at hand. */
export function readStructure(graph: Graph, ids: readonly string[] = Object.keys(graph.nodes)): Structure {
  const indexOf = indexIn(ids);
  const wires = readWires(graph, indexOf);
  const incoming = Rows.of(ids.length, wires.targets, portOrder(ids.length, wires));
  const outgoing = Rows.of(ids.length, wires.sources, wires.targets);

  const sorted = sortTopologically(incoming, outgoing);
  const rest = sorted.length === ids.length ? [] : missing(sorted, ids.length);
  const components = rest.length === 0 ? [] : stronglyConnected(rest, outgoing);
  const all = components.length === 0 ? sorted : Int32Array.from([...sorted, ...components.flat()]);
  const cycles = components.filter((component) => component.length > 1 || component.some((i) => outgoing.has(i, i)));
  if (all.every((i, at) => i === at))
    return {
      order: ids,
      inputs: incoming,
      consumers: outgoing,
      cycles,
      placeOf: (id) => indexOf(id),
      rankOf: (at) => at,
    };
  const place = new Int32Array(ids.length);
  all.forEach((i, at) => {
    place[i] = at;
  });
  return {
    order: Array.from(all, (i) => ids[i] ?? ''),
    inputs: incoming.moved(all, place),
    consumers: outgoing.moved(all, place),
    cycles: cycles.map((component) => component.map((i) => place[i] ?? 0)),
    placeOf: (id) => place[indexOf(id)] ?? -1,
    rankOf: (at) => all[at] ?? at,
  };
}

/** Wires between nodes of the graph, as columns; nodes by their index in the graph. */
interface Wires {
  readonly ids: readonly string[];
  readonly sources: Int32Array;
  readonly targets: Int32Array;
  readonly ports: Int32Array;
}

function readWires({ edges }: Graph, indexOf: IndexOf): Wires {
  const all = Object.keys(edges);
  const sources = new Int32Array(all.length);
  const targets = new Int32Array(all.length);
  const ports = new Int32Array(all.length);
  const strays = new Set<number>();
  let count = 0;
  let last = 0;
  for (let wire = 0; wire < all.length; wire++) {
    const edge = edges[all[wire] ?? ''];
    // Networks are chains for the most part, and written down along them: a wire starts where the last one ended.
    const source = edge ? indexOf(edge.source, last) : -1;
    const target = edge ? indexOf(edge.target, source + 1) : -1;
    if (!edge || source < 0 || target < 0) {
      strays.add(wire);
      continue;
    }
    sources[count] = source;
    targets[count] = target;
    ports[count++] = edge.port;
    last = target;
  }
  if (strays.size === 0) return { ids: all, sources, targets, ports };
  const ids = all.filter((_, wire) => !strays.has(wire));
  return { ids, sources: sources.slice(0, count), targets: targets.slice(0, count), ports: ports.slice(0, count) };
}

/** Index of an id, −1 where there is none. A guess that is right saves the look-up, and if all are the map. */
type IndexOf = (id: string, guess?: number) => number;

function indexIn(ids: readonly string[]): IndexOf {
  let index: Map<string, number> | null = null;
  return (id, guess) => {
    if (guess !== undefined && ids[guess] === id) return guess;
    if (index === null) {
      index = new Map();
      for (let i = 0; i < ids.length; i++) index.set(ids[i] ?? '', i);
    }
    return index.get(id) ?? -1;
  };
}

/** Sources of the wires such that those of one target come in the order of its ports; equal ports by the wires' ids. */
function portOrder(nodes: number, { ids, sources, targets, ports }: Wires): Int32Array {
  const last = new Int32Array(nodes).fill(-1);
  let ordered = true;
  for (let wire = 0; wire < targets.length && ordered; wire++) {
    const target = targets[wire] ?? 0;
    const port = ports[wire] ?? 0;
    // A port that is taken twice leaves the order to the ids.
    if (port <= (last[target] ?? -1)) ordered = false;
    last[target] = port;
  }
  if (ordered) return sources;
  const byTarget = Rows.of(
    nodes,
    targets,
    targets.map((_, wire) => wire),
  );
  const arranged = sources.slice();
  for (let node = 0; node < nodes; node++) {
    const row = byTarget.row(node);
    const sorted = [...row].sort(
      (a, b) => (ports[a] ?? 0) - (ports[b] ?? 0) || ((ids[a] ?? '') < (ids[b] ?? '') ? -1 : 1),
    );
    row.forEach((wire, i) => {
      arranged[wire] = sources[sorted[i] ?? 0] ?? 0;
    });
  }
  return arranged;
}

/** Kahn's algorithm, first come first served, so that the order follows the document's. Nodes on or after a circle are left out. */
function sortTopologically(incoming: Rows, outgoing: Rows): Int32Array {
  const { size } = incoming;
  const waiting = new Int32Array(size);
  const sorted = new Int32Array(size);
  let end = 0;
  for (let i = 0; i < size; i++) {
    const count = incoming.length(i);
    waiting[i] = count;
    if (count === 0) sorted[end++] = i;
  }
  const { starts, items } = outgoing;
  for (let next = 0; next < end; next++) {
    const node = sorted[next] ?? 0;
    const stop = starts[node + 1] ?? 0;
    for (let at = starts[node] ?? 0; at < stop; at++) {
      const consumer = items[at] ?? 0;
      const left = (waiting[consumer] ?? 0) - 1;
      waiting[consumer] = left;
      if (left === 0) sorted[end++] = consumer;
    }
  }
  return sorted.subarray(0, end);
}

function missing(sorted: Int32Array, size: number): readonly number[] {
  const found = new Uint8Array(size);
  for (const i of sorted) found[i] = 1;
  return Array.from(found.keys()).filter((i) => found[i] === 0);
}
