import { readStructure } from '../../analysis/structure.ts';
import type { Groups } from '../../document/groups.ts';
import type { Graph, Group } from '../../document/schema.ts';

/**
 * Groups of a graph, drawn from a seed: rows of its layers in the order of data flow, rows in those, and now and then a group
 * of layers from anywhere, which may well be none that can be a model.
 */
export function randomGroups(graph: Graph, seed: number): Groups {
  const next = drawn(seed);
  const below = (limit: number): number => Math.floor(next() * limit);
  const groups: Record<string, Group> = {};
  const add = (members: readonly string[], parent: string | null): void => {
    const id = `group_${Object.keys(groups).length + 1}`;
    const name = ['Block', 'block', 'Étape 2/3', 'conv2d'][below(4)] ?? 'Block';
    const [from, to] = [below(members.length), below(members.length)].sort((a, b) => a - b);
    const isDivided = members.length > 2 && next() < 0.5;
    const inner = isDivided ? members.slice(from, (to ?? 0) + 1) : [];
    groups[id] = { id, name, members: members.filter((one) => !inner.includes(one)), parent, collapsed: false };
    if (inner.length > 0) add(inner, id);
  };
  const { order } = readStructure(graph);
  if (next() < 0.3) {
    const scattered = order.filter(() => next() < 0.4);
    const others = order.filter((id) => !scattered.includes(id));
    if (scattered.length > 0) add(scattered, null);
    if (others.length > 0 && next() < 0.5) add(others, null);
    return groups;
  }
  for (let start = below(3); start < order.length; ) {
    const length = 1 + below(Math.max(2, order.length / 2));
    add(order.slice(start, start + length), null);
    start += length + below(3);
  }
  return groups;
}

/** Numbers from 0 to 1: mulberry32. */
function drawn(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}
