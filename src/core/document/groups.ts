import type { Command } from './commands.ts';
import type { Group, StrideDocument } from './schema.ts';

/**
 * Groups nest: `members` are the nodes that lie directly in a group, `parent` is the group that it lies in. A group may
 * have no members of its own as long as other groups lie in it.
 */
export type Groups = Readonly<Record<string, Group>>;

/** The groups around a node, innermost first. */
export function groupsAround(groups: Groups, node: string): readonly Group[] {
  const innermost = Object.values(groups).find((group) => group.members.includes(node));
  return innermost ? [innermost, ...ancestors(groups, innermost)] : [];
}

/** The groups that a group lies in, innermost first. */
export function ancestors(groups: Groups, group: Group): readonly Group[] {
  const around: Group[] = [];
  for (let outer = parentOf(groups, group); outer && !around.includes(outer); outer = parentOf(groups, outer)) {
    if (outer === group) break;
    around.push(outer);
  }
  return around;
}

/** The groups that lie directly in each group; under `null` those that lie in none. */
export function childGroups(groups: Groups): ReadonlyMap<string | null, readonly Group[]> {
  const children = new Map<string | null, Group[]>();
  for (const group of Object.values(groups)) {
    const parent = parentOf(groups, group)?.id ?? null;
    const siblings = children.get(parent);
    if (siblings) siblings.push(group);
    else children.set(parent, [group]);
  }
  return children;
}

/** All nodes of each group, those of the groups inside it included: its own first. */
export function nodesWithin(groups: Groups): ReadonlyMap<string, readonly string[]> {
  const within = new Map<string, string[]>(Object.values(groups).map((group) => [group.id, [...group.members]]));
  for (const group of Object.values(groups))
    for (const outer of ancestors(groups, group)) for (const id of group.members) within.get(outer.id)?.push(id);
  return within;
}

/**
 * A node is directly in one group at most. A parent that is not there, or that lies in the group itself, counts as
 * none; so do children around it. Nothing happens where the group would have neither members nor children.
 */
export function placeGroup(
  document: StrideDocument,
  { group, children = [] }: Extract<Command, { type: 'group' }>,
): StrideDocument {
  const members = [...new Set(group.members)].filter((id) => Object.hasOwn(document.graph.nodes, id));
  const others = takenOut(document.groups, new Set(members));
  const placed = { ...group, members, parent: null };
  const groups: Record<string, Group> = { ...others, [group.id]: placed };
  if (isInside(others, group.parent, group.id)) groups[group.id] = { ...placed, parent: group.parent };
  for (const id of children) {
    const child = groups[id];
    if (child && isInside(groups, group.id, id)) groups[id] = { ...child, parent: group.id };
  }
  const isEmpty = members.length === 0 && !Object.values(groups).some((child) => child.parent === group.id);
  return isEmpty ? document : { ...document, groups: withoutEmpty(groups) };
}

/** New groups, some of them perhaps in others of them; those whose id is taken are passed over. */
export function addGroups(document: StrideDocument, added: readonly Group[]): StrideDocument {
  const fresh = added.filter(({ id }) => !Object.hasOwn(document.groups, id));
  const among = Object.fromEntries(fresh.map((group) => [group.id, group]));
  // From within: a group of groups alone cannot be placed before them.
  const inwards = fresh
    .map((group) => ({ group, depth: ancestors(among, group).length }))
    .sort((a, b) => b.depth - a.depth);
  return inwards.reduce((done, { group }) => {
    const children = fresh.filter(({ parent }) => parent === group.id).map(({ id }) => id);
    return placeGroup(done, { type: 'group', group, children });
  }, document);
}

/** What lay in the group lies in the group around it. */
export function dissolveGroup(document: StrideDocument, id: string): StrideDocument {
  const group = document.groups[id];
  if (!group || !Object.hasOwn(document.groups, id)) return document;
  const groups: Record<string, Group> = {};
  for (const other of Object.values(document.groups)) {
    if (other.id === id) continue;
    if (other.parent === id) groups[other.id] = { ...other, parent: group.parent };
    else if (other.id === group.parent) groups[other.id] = { ...other, members: [...other.members, ...group.members] };
    else groups[other.id] = other;
  }
  return { ...document, groups };
}

/** The groups without these nodes, and without those that nothing is left of. */
export function withoutMembers(groups: Groups, nodes: ReadonlySet<string>): Groups {
  const left = takenOut(groups, nodes);
  return left === groups ? groups : withoutEmpty(left);
}

/** With these nodes lying directly in a group. */
export function withMembers(groups: Groups, id: string, nodes: readonly string[]): Groups {
  const group = groups[id];
  return group ? { ...groups, [id]: { ...group, members: [...group.members, ...nodes] } } : groups;
}

/** The innermost group that holds both nodes, directly or not. */
export function commonGroup(groups: Groups, a: string, b: string): Group | null {
  const around = new Set(groupsAround(groups, b));
  return groupsAround(groups, a).find((group) => around.has(group)) ?? null;
}

/** Groups as a file may hold them: parents that are not there, or that lead round in a circle, become none. */
export function repairedGroups(groups: Groups, nodes: Readonly<Record<string, unknown>>): Groups {
  const repaired: Record<string, Group> = {};
  for (const group of Object.values(groups)) {
    const members = group.members.filter((id) => Object.hasOwn(nodes, id));
    repaired[group.id] = { ...group, members };
  }
  for (const group of Object.values(repaired))
    if (!isInside(repaired, group.parent, group.id)) repaired[group.id] = { ...group, parent: null };
  return withoutEmpty(repaired);
}

const parentOf = (groups: Groups, { parent }: Group): Group | undefined =>
  parent !== null && Object.hasOwn(groups, parent) ? groups[parent] : undefined;

/** Whether `parent` is a group that `child` can lie in: one that is there and does not lie in `child` itself. */
function isInside(groups: Groups, parent: string | null, child: string): boolean {
  const outer = parent !== null && Object.hasOwn(groups, parent) ? groups[parent] : undefined;
  return outer !== undefined && ![outer, ...ancestors(groups, outer)].some((group) => group.id === child);
}

/** The same object where none of the nodes is in a group. */
function takenOut(groups: Groups, nodes: ReadonlySet<string>): Groups {
  const all = Object.values(groups);
  if (!all.some((group) => group.members.some((member) => nodes.has(member)))) return groups;
  return Object.fromEntries(
    all.map((group) => [group.id, { ...group, members: group.members.filter((member) => !nodes.has(member)) }]),
  );
}

/** Taking one out may leave the group around it empty. */
function withoutEmpty(groups: Groups): Groups {
  const parents = new Set(Object.values(groups).map((group) => group.parent));
  const left = Object.values(groups).filter((group) => group.members.length > 0 || parents.has(group.id));
  if (left.length === Object.keys(groups).length) return groups;
  return withoutEmpty(Object.fromEntries(left.map((group) => [group.id, group])));
}
