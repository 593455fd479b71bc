import { ancestors, commonGroup, type Groups, nodesWithin } from '../../src/core/document/groups.ts';
import type { Group, StrideDocument } from '../../src/core/document/schema.ts';

/** A group to be made, and the groups that come to lie in it. */
export interface NewGroup {
  readonly group: Group;
  readonly children: readonly string[];
}

/**
 * A group around these layers, in the innermost group that holds them all. Groups that are wholly among them lie in it as
 * they are. `null` for nothing, and for exactly what one group holds already.
 */
export function groupAround(document: StrideDocument, ids: ReadonlySet<string>, name: string): NewGroup | null {
  const { groups, graph } = document;
  const within = nodesWithin(groups);
  const whole = new Set(
    Object.keys(groups).filter((id) => {
      const nodes = within.get(id) ?? [];
      return nodes.length > 0 && nodes.every((node) => ids.has(node));
    }),
  );
  const children = [...whole].filter((id) => !parents(groups, id).some((parent) => whole.has(parent)));
  const taken = new Set(children.flatMap((id) => within.get(id) ?? []));
  const members = [...ids].filter((id) => Object.hasOwn(graph.nodes, id) && !taken.has(id));
  if (members.length === 0 && children.length < 2) return null;
  const parent = children.length === 0 ? commonOf(groups, members) : outside(document, children, members);
  return { group: { id: freeId(groups), name, members, parent, collapsed: false }, children };
}

const parents = (groups: Groups, id: string): readonly string[] => {
  const group = groups[id];
  return group ? ancestors(groups, group).map((outer) => outer.id) : [];
};

/** The innermost group around all of these layers. */
function commonOf(groups: Groups, nodes: readonly string[]): string | null {
  const [first, ...others] = nodes;
  if (first === undefined) return null;
  const around = commonGroup(groups, first, first);
  const shared = (group: Group | undefined): boolean =>
    group !== undefined && others.every((node) => (nodesWithin(groups).get(group.id) ?? []).includes(node));
  const candidates = around ? [around, ...ancestors(groups, around)] : [];
  return candidates.find(shared)?.id ?? null;
}

/** The innermost group around these groups and layers. */
function outside({ groups }: StrideDocument, children: readonly string[], members: readonly string[]): string | null {
  const [first = '', ...others] = children;
  const within = nodesWithin(groups);
  const holds = (id: string) =>
    others.every((child) => parents(groups, child).includes(id)) &&
    members.every((node) => within.get(id)?.includes(node));
  return parents(groups, first).find(holds) ?? null;
}

function freeId(groups: Groups): string {
  let number = Object.keys(groups).length + 1;
  while (Object.hasOwn(groups, `group_${number}`)) number++;
  return `group_${number}`;
}

/** The group whose layers, those of the groups inside it included, are exactly these: `preferred` where several are. */
export function groupOfNodes(groups: Groups, ids: ReadonlySet<string>, preferred: string | null): Group | null {
  if (ids.size === 0) return null;
  const within = nodesWithin(groups);
  const matches = (id: string): boolean => {
    const nodes = within.get(id) ?? [];
    return nodes.length === ids.size && nodes.every((node) => ids.has(node));
  };
  const found = preferred !== null && matches(preferred) ? preferred : Object.keys(groups).find(matches);
  return found === undefined ? null : (groups[found] ?? null);
}
