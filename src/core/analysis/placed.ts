import type { Graph, LayerNode } from '../document/schema.ts';
import { problem } from '../problems/messages.ts';
import type { Problem } from '../problems/problem.ts';
import { noProblems } from './figures.ts';
import type { Structure } from './structure.ts';

/** Problems that nodes have by their place among the others, by id; `null` where none has. */
export type Placed = ReadonlyMap<string, readonly Problem[]> | null;

/** Circles, and names that are taken already. */
export function placeProblems(nodes: readonly LayerNode[], graph: Graph, { cycles }: Structure): Placed {
  if (cycles.length === 0 && !hasTwins(nodes)) return null;
  const found = new Map<string, readonly Problem[]>();
  const add = (id: string, one: Problem): void => {
    found.set(id, [...(found.get(id) ?? noProblems), one]);
  };
  for (const cycle of cycles) {
    const members = cycle.map((place) => nodes[place]).filter((node) => node !== undefined);
    const names = shorten(members.map((node) => node.name)).join(' → ');
    for (const { id } of members) add(id, problem('graph.cycle', { names }, { nodeId: id }));
  }
  const taken = new Set<string>();
  for (const id in graph.nodes) {
    const name = graph.nodes[id]?.name ?? '';
    if (taken.has(name)) add(id, problem('graph.duplicateName', { name }, { nodeId: id }));
    else taken.add(name);
  }
  return found;
}

/** Whether two nodes have one name. Ids are unique, so that nodes named by their id need no comparison. */
function hasTwins(nodes: readonly LayerNode[]): boolean {
  let named = 0;
  while (named < nodes.length && nodes[named]?.name === nodes[named]?.id) named++;
  if (named === nodes.length) return false;
  return new Set(nodes.map((node) => node.name)).size < nodes.length;
}

/** A circle of thousands of layers still makes a message that can be read. */
const shorten = (names: readonly string[]): readonly string[] =>
  names.length <= 8 ? names : [...names.slice(0, 6), '…', ...names.slice(-1)];
