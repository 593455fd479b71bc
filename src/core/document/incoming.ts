import type { Edge, Graph } from './schema.ts';

const known = new WeakMap<Graph['edges'], ReadonlyMap<string, readonly Edge[]>>();

/** The wires that arrive at a layer, in port order. Looks through the edges once for all layers. */
export function wiresInto(edges: Graph['edges'], id: string): readonly Edge[] {
  const seen = known.get(edges) ?? byTarget(edges);
  known.set(edges, seen);
  return seen.get(id) ?? none;
}

const none: readonly Edge[] = [];

function byTarget(edges: Graph['edges']): ReadonlyMap<string, readonly Edge[]> {
  const found = new Map<string, Edge[]>();
  for (const edge of Object.values(edges)) {
    const others = found.get(edge.target);
    if (others) others.push(edge);
    else found.set(edge.target, [edge]);
  }
  for (const wires of found.values()) wires.sort((a, b) => a.port - b.port);
  return found;
}
