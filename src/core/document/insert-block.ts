import { withBends } from './bends.ts';
import type { Block } from './block.ts';
import { freshId } from './change.ts';
import type { Command } from './commands.ts';
import { newEdge } from './edit.ts';
import { pasteFragment } from './fragment.ts';
import { commonGroup, nodesWithin } from './groups.ts';
import type { Edge, Group, Position, StrideDocument } from './schema.ts';

export interface InsertOptions {
  /** Where the block's upper left corner goes. */
  readonly at: Position;
  /** The layer that feeds the block's main path; `null`: none, the block waits for its wires. */
  readonly after: string | null;
}

export interface Inserted {
  /** One undo step. */
  readonly commands: readonly Command[];
  /** The new layers. */
  readonly ids: readonly string[];
  /** The group around them, of the block's name. */
  readonly group: string;
}

/**
 * A copy of the block as a group of its name. A block that is one group already becomes that group under the block's name;
 * others of its groups lie in the new one.
 */
export function insertBlock(document: StrideDocument, block: Block, { at, after }: InsertOptions): Inserted {
  return place(document, block, { at, after, parent: null });
}

/**
 * A copy of the block between the ends of a wire, in the innermost group that holds both. `null` where there is no such wire
 * or the block is not one to put on a wire (`goesBetween`).
 */
export function insertBlockOnEdge(
  document: StrideDocument,
  block: Block,
  edgeId: string,
  at: Position,
): Inserted | null {
  const edge = document.graph.edges[edgeId];
  const [exit, ...more] = block.exits;
  if (!edge || exit === undefined || more.length > 0 || block.entries.length !== 1) return null;
  const parent = commonGroup(document.groups, edge.source, edge.target)?.id ?? null;
  const made = place(document, block, { at, after: edge.source, parent });
  const source = made.ids[block.fragment.nodes.findIndex(({ id }) => id === exit)];
  if (source === undefined) return null;
  return { ...made, commands: [...made.commands, { type: 'connect', edge: { ...withBends(edge, []), source } }] };
}

function place(
  document: StrideDocument,
  { name, fragment, entries }: Block,
  { at, after, parent }: InsertOptions & { readonly parent: string | null },
): Inserted {
  const { command, ids } = pasteFragment(document, { ...fragment, inputs: [] }, at);
  // Pasted in the fragment's order.
  const copyOf = new Map(fragment.nodes.map(({ id }, i) => [id, ids[i] ?? id]));
  const edges: Edge[] = [...command.edges];
  const taken = { ...document.graph.edges, ...Object.fromEntries(edges.map((edge) => [edge.id, edge])) };
  const [main = []] = entries;
  if (after !== null && Object.hasOwn(document.graph.nodes, after))
    for (const { node, port } of main) {
      const edge = newEdge({ ...document.graph, edges: taken }, after, copyOf.get(node) ?? node, port);
      taken[edge.id] = edge;
      edges.push(edge);
    }
  const { groups, outer } = enclosed(document, command.groups ?? [], { name, ids, parent });
  return { commands: [{ ...command, edges, groups }], ids, group: outer };
}

function enclosed(
  document: StrideDocument,
  pasted: readonly Group[],
  { name, ids, parent }: { readonly name: string; readonly ids: readonly string[]; readonly parent: string | null },
): { readonly groups: readonly Group[]; readonly outer: string } {
  const within = nodesWithin(Object.fromEntries(pasted.map((group) => [group.id, group])));
  const outermost = pasted.filter((group) => group.parent === null);
  const whole = outermost.find(({ id }) => within.get(id)?.length === ids.length);
  if (whole)
    return {
      outer: whole.id,
      groups: pasted.map((group) => (group === whole ? { ...whole, name, parent, collapsed: false } : group)),
    };
  const taken = new Set([...Object.keys(document.groups), ...pasted.map(({ id }) => id)]);
  const id = freshId(`group_${taken.size + 1}`, taken);
  const grouped = new Set(outermost.flatMap((group) => within.get(group.id) ?? []));
  const members = ids.filter((node) => !grouped.has(node));
  const nested = pasted.map((group) => (group.parent === null ? { ...group, parent: id } : group));
  return { outer: id, groups: [...nested, { id, name, members, parent, collapsed: false }] };
}
