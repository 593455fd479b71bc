import type { Graph } from '../document/schema.ts';

/**
 * Ids in the order in which Keras lists a functional model's layers: by depth from the outputs, deepest first, and
 * within a depth by a walk from the outputs to their inputs. Layers on a circle, which Keras cannot have, come last.
 * Source: Keras, `src/models/functional.py`, `map_graph`.
 *
 * @param order ids such that inputs come before what they feed; @param outputs ids whose walk comes first.
 */
export function kerasOrder(graph: Graph, order: readonly string[], outputs: readonly string[]): readonly string[] {
  const inputs = inputsByPort(graph);
  const visited = walk(outputs, inputs);
  const depths = new Map<string, number>();
  for (const id of [...order].reverse()) {
    const depth = depths.get(id) ?? 0;
    depths.set(id, depth);
    for (const input of inputs.get(id) ?? []) depths.set(input, Math.max(depths.get(input) ?? 0, depth + 1));
  }
  const known = order.filter((id) => visited.has(id));
  const rest = order.filter((id) => !visited.has(id));
  known.sort((a, b) => (depths.get(b) ?? 0) - (depths.get(a) ?? 0) || (visited.get(a) ?? 0) - (visited.get(b) ?? 0));
  return [...known, ...rest];
}

/** Sources of each node in port order. */
export function inputsByPort(graph: Graph): ReadonlyMap<string, readonly string[]> {
  const inputs = new Map<string, string[]>();
  const edges = Object.values(graph.edges)
    .filter((edge) => Object.hasOwn(graph.nodes, edge.source) && Object.hasOwn(graph.nodes, edge.target))
    .sort((a, b) => a.port - b.port);
  for (const edge of edges) {
    const sources = inputs.get(edge.target);
    if (sources) sources.push(edge.source);
    else inputs.set(edge.target, [edge.source]);
  }
  return inputs;
}

/** Number of each node in a depth-first walk against the wires, counted when it is first met. */
function walk(outputs: readonly string[], inputs: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, number> {
  const visited = new Map<string, number>();
  const open = [...outputs].reverse();
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (visited.has(id)) continue;
    visited.set(id, visited.size);
    // One by one: a list of arguments as long as a layer's inputs may be does not fit on the stack.
    const sources = inputs.get(id) ?? [];
    for (let i = sources.length - 1; i >= 0; i--) open.push(sources[i] ?? '');
  }
  return visited;
}
