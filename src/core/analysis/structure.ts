import type { Edge, Graph, LayerNode } from '../document/schema.ts';

/** How the nodes are wired, without a look at what they are: order, inputs, consumers, cycles. */
export interface Structure {
  /** Ids such that inputs come before those they feed; nodes on or after a cycle come last. */
  readonly order: readonly string[];
  /** Wires into each node in port order; wires with a missing end are left out. */
  readonly incoming: ReadonlyMap<string, readonly Edge[]>;
  readonly consumers: ReadonlyMap<string, readonly string[]>;
  /** Nodes that feed each other, one list per circle, each in document order. */
  readonly cycles: readonly (readonly string[])[];
}

const none: readonly Edge[] = [];

export function readStructure(graph: Graph): Structure {
  const incoming = new Map<string, Edge[]>();
  const consumers = new Map<string, string[]>();
  for (const id in graph.nodes) {
    incoming.set(id, []);
    consumers.set(id, []);
  }
  for (const id in graph.edges) {
    const edge = graph.edges[id];
    if (!edge) continue;
    const into = incoming.get(edge.target);
    const outOf = consumers.get(edge.source);
    if (!into || !outOf) continue;
    into.push(edge);
    outOf.push(edge.target);
  }
  for (const edges of incoming.values()) if (edges.length > 1) edges.sort(byPort);
  const { order, rest } = sortTopologically(incoming, consumers);
  if (rest.length === 0) return { order, incoming, consumers, cycles: [] };
  const components = stronglyConnected(rest, consumers);
  const cycles = components.filter((component) => component.length > 1 || feedsItself(component, consumers));
  return { order: [...order, ...components.flat()], incoming, consumers, cycles };
}

export const incomingEdges = (structure: Structure, id: string): readonly Edge[] => structure.incoming.get(id) ?? none;

/** True where both graphs have the same nodes (by id) and the same wires, so that one structure serves both. */
export function sameWiring(before: Graph, after: Graph): boolean {
  if (before.edges !== after.edges) return false;
  if (before.nodes === after.nodes) return true;
  return sameKeys(before.nodes, after.nodes);
}

function sameKeys(a: Readonly<Record<string, LayerNode>>, b: Readonly<Record<string, LayerNode>>): boolean {
  const keys = Object.keys(a);
  const others = Object.keys(b);
  return keys.length === others.length && keys.every((key, i) => key === others[i]);
}

const byPort = (a: Edge, b: Edge): number => a.port - b.port || (a.id < b.id ? -1 : 1);

/** Kahn's algorithm, first come first served, so that the order follows the document's. */
function sortTopologically(
  incoming: ReadonlyMap<string, readonly Edge[]>,
  consumers: ReadonlyMap<string, readonly string[]>,
): { order: string[]; rest: string[] } {
  const waiting = new Map<string, number>();
  const order: string[] = [];
  for (const [id, edges] of incoming) {
    if (edges.length === 0) order.push(id);
    else waiting.set(id, edges.length);
  }
  for (let next = 0; next < order.length; next++) {
    const id = order[next];
    if (id === undefined) break;
    for (const consumer of consumers.get(id) ?? []) {
      const left = (waiting.get(consumer) ?? 0) - 1;
      if (left > 0) waiting.set(consumer, left);
      else {
        waiting.delete(consumer);
        order.push(consumer);
      }
    }
  }
  return { order, rest: [...waiting.keys()] };
}

const feedsItself = (component: readonly string[], consumers: ReadonlyMap<string, readonly string[]>): boolean =>
  component.some((id) => consumers.get(id)?.includes(id));

/**
 * Tarjan's strongly connected components of `ids`, sources first; iterative, since a chain of thousands of layers would
 * overflow the call stack. Tarjan 1972, "Depth-first search and linear graph algorithms".
 */
function stronglyConnected(
  ids: readonly string[],
  consumers: ReadonlyMap<string, readonly string[]>,
): readonly (readonly string[])[] {
  const position = new Map(ids.map((id, i) => [id, i]));
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const components: string[][] = [];

  const enter = (id: string): { id: string; next: number } => {
    index.set(id, index.size);
    low.set(id, index.size - 1);
    open.push(id);
    isOpen.add(id);
    return { id, next: 0 };
  };
  const lower = (id: string, value: number): void => {
    low.set(id, Math.min(low.get(id) ?? value, value));
  };

  for (const root of ids) {
    if (index.has(root)) continue;
    const calls = [enter(root)];
    for (let frame = calls.at(-1); frame; frame = calls.at(-1)) {
      const consumer = consumers.get(frame.id)?.[frame.next++];
      if (consumer !== undefined) {
        if (!position.has(consumer)) continue;
        if (!index.has(consumer)) calls.push(enter(consumer));
        else if (isOpen.has(consumer)) lower(frame.id, index.get(consumer) ?? 0);
        continue;
      }
      calls.pop();
      const parent = calls.at(-1);
      if (parent) lower(parent.id, low.get(frame.id) ?? 0);
      if (low.get(frame.id) !== index.get(frame.id)) continue;
      const component = open.splice(open.indexOf(frame.id));
      for (const id of component) isOpen.delete(id);
      components.push(component.sort((a, b) => (position.get(a) ?? 0) - (position.get(b) ?? 0)));
    }
  }
  return components.reverse();
}
