import { z } from 'zod';
import { shiftBends, withBends } from './bends.ts';
import { freshId } from './change.ts';
import type { Command } from './commands.ts';
import { type Groups, nodesWithin } from './groups.ts';
import { createNamer } from './names.ts';
import type { Edge, Group, LayerNode, Note, Position, StrideDocument } from './schema.ts';
import { edgeSchema, groupSchema, nodeSchema, noteSchema } from './schema.ts';

/** A part of a network on the clipboard. JSON-able; parse with `parseFragment`, the clipboard is anyone's. */
export interface Fragment {
  readonly format: 'stride-fragment';
  readonly version: 1;
  readonly nodes: readonly LayerNode[];
  /** Wires between those nodes. */
  readonly edges: readonly Edge[];
  /** Wires that came in from elsewhere, for pasting with the inputs kept. */
  readonly inputs: readonly Edge[];
  readonly positions: Readonly<Record<string, Position>>;
  /** Groups of which every node is in the fragment. */
  readonly groups?: readonly Group[];
  readonly notes?: readonly Note[];
}

const anyFragment = z.object({
  format: z.literal('stride-fragment'),
  version: z.literal(1),
  nodes: z.array(nodeSchema),
  edges: z.array(edgeSchema),
  inputs: z.array(edgeSchema),
  positions: z.record(z.string(), z.object({ x: z.number(), y: z.number() })),
  groups: z.array(groupSchema).exactOptional(),
  notes: z.array(noteSchema).exactOptional(),
});

/** Of layers, with or without notes. */
export const fragmentSchema = anyFragment.extend({ nodes: anyFragment.shape.nodes.min(1) });

const clipboardSchema = anyFragment.refine(({ nodes, notes = [] }) => nodes.length + notes.length > 0);

export function copyFragment(
  document: StrideDocument,
  ids: readonly string[],
  noteIds: readonly string[] = [],
): Fragment {
  const chosen = new Set(ids);
  const nodes = Object.values(document.graph.nodes).filter((node) => chosen.has(node.id));
  const into = Object.values(document.graph.edges).filter((edge) => chosen.has(edge.target));
  const groups = groupsOf(document.groups, chosen);
  const notes = Object.values(document.notes).filter(({ id }) => noteIds.includes(id));
  return {
    format: 'stride-fragment',
    version: 1,
    nodes,
    edges: into.filter((edge) => chosen.has(edge.source)),
    inputs: into.filter((edge) => !chosen.has(edge.source)),
    positions: Object.fromEntries(Object.entries(document.layout).filter(([id]) => chosen.has(id))),
    ...(groups.length > 0 && { groups }),
    ...(notes.length > 0 && { notes }),
  };
}

/** What the clipboard's text holds, or `null` where it is not a piece of a network. */
export function parseFragment(text: string): Fragment | null {
  const parsed = clipboardSchema.safeParse(parseJson(text));
  return parsed.success ? parsed.data : null;
}

export interface PasteOptions {
  /** Also wire the copies to what fed the originals, where that still exists. */
  readonly keepInputs?: boolean;
}

/**
 * The command that adds copies with fresh ids and names, moved by `offset` pixels; `ids` are the new nodes,
 * `notes` the ids of new notes. Copies share
 * weights as the originals did: among each other, or with a layer that was not copied and is still there.
 */
export function pasteFragment(
  document: StrideDocument,
  fragment: Fragment,
  offset: Position,
  { keepInputs = false }: PasteOptions = {},
): {
  readonly command: Extract<Command, { type: 'add' }>;
  readonly ids: readonly string[];
  readonly notes: readonly string[];
} {
  const takenIds = new Set(Object.keys(document.graph.nodes));
  const takenNames = new Set(Object.values(document.graph.nodes).map((node) => node.name));
  const nameFor = createNamer(takenNames);
  const newIds = new Map<string, string>();
  const nodes = fragment.nodes.map((node) => {
    const name = nameFor(node.name);
    const id = freshId(name, takenIds);
    takenIds.add(id);
    newIds.set(node.id, id);
    return { ...node, id, name };
  });
  const sharing = nodes.map(({ sharesWith, ...node }) => {
    const owner = sharesWith === undefined ? undefined : (newIds.get(sharesWith) ?? sharesWith);
    const exists = owner !== undefined && takenIds.has(owner);
    return exists ? { ...node, sharesWith: owner } : node;
  });
  const takenEdges = new Set(Object.keys(document.graph.edges));
  const outer = new Set(
    keepInputs ? fragment.inputs.filter((edge) => Object.hasOwn(document.graph.nodes, edge.source)) : [],
  );
  const edges = [...fragment.edges, ...outer].flatMap((edge) => {
    const target = newIds.get(edge.target);
    const source = newIds.get(edge.source) ?? (outer.has(edge) ? edge.source : undefined);
    if (target === undefined || source === undefined) return [];
    const id = freshId(`${target}:${edge.port}`, takenEdges);
    takenEdges.add(id);
    const copy = { id, source, target, port: edge.port };
    // Of a wire from elsewhere only one end is new.
    return [outer.has(edge) ? copy : withBends(copy, shiftBends(edge.via ?? [], offset))];
  });
  const positions = Object.fromEntries(
    fragment.nodes.map((node) => {
      const from = fragment.positions[node.id] ?? { x: 0, y: 0 };
      return [newIds.get(node.id) ?? node.id, { x: from.x + offset.x, y: from.y + offset.y }];
    }),
  );
  const groups = pastedGroups(document, fragment.groups ?? [], newIds);
  const notes = pastedNotes(document, fragment.notes ?? [], offset);
  const added = {
    type: 'add',
    nodes: sharing,
    edges,
    positions,
    ...(groups.length > 0 && { groups }),
    ...(notes.length > 0 && { notes }),
  } as const;
  return { command: added, ids: nodes.map((node) => node.id), notes: notes.map(({ id }) => id) };
}

function groupsOf(groups: Groups, chosen: ReadonlySet<string>): readonly Group[] {
  const within = nodesWithin(groups);
  const whole = new Set(
    [...within].filter(([, nodes]) => nodes.length > 0 && nodes.every((id) => chosen.has(id))).map(([id]) => id),
  );
  return Object.values(groups)
    .filter(({ id }) => whole.has(id))
    .map((group) => (group.parent !== null && whole.has(group.parent) ? group : { ...group, parent: null }));
}

function pastedGroups(
  { groups }: StrideDocument,
  copied: readonly Group[],
  newIds: ReadonlyMap<string, string>,
): readonly Group[] {
  const taken = new Set(Object.keys(groups));
  const ids = new Map<string, string>();
  for (const { id } of copied) {
    const fresh = freshId(id, taken);
    taken.add(fresh);
    ids.set(id, fresh);
  }
  return copied.map((group) => ({
    ...group,
    id: ids.get(group.id) ?? group.id,
    members: group.members.flatMap((member) => newIds.get(member) ?? []),
    parent: ids.get(group.parent ?? '') ?? null,
  }));
}

function pastedNotes(document: StrideDocument, copied: readonly Note[], by: Position): readonly Note[] {
  const taken = new Set(Object.keys(document.notes));
  return copied.map((note) => {
    const id = freshId(note.id, taken);
    taken.add(id);
    return { ...note, id, x: note.x + by.x, y: note.y + by.y };
  });
}

/** Copies beside the originals, without the detour of a clipboard. */
export const duplicate = (
  document: StrideDocument,
  ids: readonly string[],
  notes: readonly string[] = [],
  offset: Position = { x: 24, y: 24 },
) => pasteFragment(document, copyFragment(document, ids, notes), offset);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
