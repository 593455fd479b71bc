import type { Edge, Graph } from '../document/schema.ts';

/**
 * How the nodes are wired, without a look at what they are. Nodes are numbered by their place in `order`, so that the
 * analysis walks arrays rather than maps.
 */
export interface Structure {
  /** Ids such that inputs come before those they feed; nodes on or after a circle come last. */
  readonly order: readonly string[];
  /** For each place in `order`, the places of its inputs in port order. Wires with a missing end are left out. */
  readonly inputs: readonly (readonly number[])[];
  /** For each place, the places that it feeds. */
  readonly consumers: readonly (readonly number[])[];
  /** Nodes that feed each other, by place, one list per circle. */
  readonly cycles: readonly (readonly number[])[];
}

export function readStructure(graph: Graph): Structure {
  const ids = Object.keys(graph.nodes);
  const index = new Map<string, number>();
  for (const id of ids) index.set(id, index.size);
  const incoming: Edge[][] = ids.map(() => []);
  const outgoing: number[][] = ids.map(() => []);
  for (const id in graph.edges) {
    const edge = graph.edges[id];
    if (!edge) continue;
    const source = index.get(edge.source);
    const target = index.get(edge.target);
    if (source === undefined || target === undefined) continue;
    incoming[target]?.push(edge);
    outgoing[source]?.push(target);
  }
  for (const edges of incoming) if (edges.length > 1) edges.sort(byPort);

  const { sorted, rest } = sortTopologically(incoming, outgoing);
  const components = rest.length === 0 ? [] : stronglyConnected(rest, outgoing);
  const all = components.length === 0 ? sorted : sorted.concat(...components);
  const place = new Array<number>(ids.length);
  all.forEach((i, at) => {
    place[i] = at;
  });
  return {
    order: all.map((i) => ids[i] ?? ''),
    inputs: all.map((i) => (incoming[i] ?? []).map((edge) => place[index.get(edge.source) ?? 0] ?? 0)),
    consumers: all.map((i) => (outgoing[i] ?? []).map((consumer) => place[consumer] ?? 0)),
    cycles: components
      .filter((component) => component.length > 1 || component.some((i) => outgoing[i]?.includes(i)))
      .map((component) => component.map((i) => place[i] ?? 0)),
  };
}

const byPort = (a: Edge, b: Edge): number => a.port - b.port || (a.id < b.id ? -1 : 1);

/** Kahn's algorithm, first come first served, so that the order follows the document's. */
function sortTopologically(
  incoming: readonly (readonly Edge[])[],
  outgoing: readonly (readonly number[])[],
): { readonly sorted: number[]; readonly rest: readonly number[] } {
  const waiting = incoming.map((edges) => edges.length);
  const sorted: number[] = [];
  waiting.forEach((count, i) => {
    if (count === 0) sorted.push(i);
  });
  for (let next = 0; next < sorted.length; next++) {
    for (const consumer of outgoing[sorted[next] ?? -1] ?? []) {
      const left = (waiting[consumer] ?? 0) - 1;
      waiting[consumer] = left;
      if (left === 0) sorted.push(consumer);
    }
  }
  const rest = sorted.length === waiting.length ? [] : waiting.flatMap((count, i) => (count > 0 ? [i] : []));
  return { sorted, rest };
}

/**
 * Tarjan's strongly connected components of some nodes, sources first, each in document order; iterative, since a chain
 * of thousands of layers would overflow the call stack. Tarjan 1972, "Depth-first search and linear graph algorithms".
 */
function stronglyConnected(members: readonly number[], outgoing: readonly (readonly number[])[]): readonly number[][] {
  const among = new Set(members);
  const visited = new Map<number, number>();
  const low = new Map<number, number>();
  const open: number[] = [];
  const isOpen = new Set<number>();
  const components: number[][] = [];

  const enter = (node: number): { readonly node: number; next: number } => {
    low.set(node, visited.size);
    visited.set(node, visited.size);
    open.push(node);
    isOpen.add(node);
    return { node, next: 0 };
  };
  const lower = (node: number, value: number): void => {
    low.set(node, Math.min(low.get(node) ?? value, value));
  };

  for (const root of members) {
    if (visited.has(root)) continue;
    const calls = [enter(root)];
    for (let frame = calls.at(-1); frame; frame = calls.at(-1)) {
      const consumer = outgoing[frame.node]?.[frame.next++];
      if (consumer !== undefined) {
        if (!among.has(consumer)) continue;
        if (!visited.has(consumer)) calls.push(enter(consumer));
        else if (isOpen.has(consumer)) lower(frame.node, visited.get(consumer) ?? 0);
        continue;
      }
      calls.pop();
      const parent = calls.at(-1);
      if (parent) lower(parent.node, low.get(frame.node) ?? 0);
      if (low.get(frame.node) !== visited.get(frame.node)) continue;
      const component = open.splice(open.indexOf(frame.node));
      for (const node of component) isOpen.delete(node);
      components.push(component.sort((a, b) => a - b));
    }
  }
  return components.reverse();
}
