import { z } from 'zod';
import { freshId } from './change.ts';
import type { Command } from './commands.ts';
import { freshName } from './names.ts';
import type { Edge, LayerNode, Position, StrideDocument } from './schema.ts';
import { edgeSchema, nodeSchema } from './schema.ts';

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
}

const fragmentSchema = z.object({
  format: z.literal('stride-fragment'),
  version: z.literal(1),
  nodes: z.array(nodeSchema).min(1),
  edges: z.array(edgeSchema),
  inputs: z.array(edgeSchema),
  positions: z.record(z.string(), z.object({ x: z.number(), y: z.number() })),
});

export function copyFragment(document: StrideDocument, ids: readonly string[]): Fragment {
  const chosen = new Set(ids);
  const nodes = Object.values(document.graph.nodes).filter((node) => chosen.has(node.id));
  const into = Object.values(document.graph.edges).filter((edge) => chosen.has(edge.target));
  return {
    format: 'stride-fragment',
    version: 1,
    nodes,
    edges: into.filter((edge) => chosen.has(edge.source)),
    inputs: into.filter((edge) => !chosen.has(edge.source)),
    positions: Object.fromEntries(Object.entries(document.layout).filter(([id]) => chosen.has(id))),
  };
}

/** What the clipboard's text holds, or `null` where it is not a piece of a network. */
export function parseFragment(text: string): Fragment | null {
  const parsed = fragmentSchema.safeParse(parseJson(text));
  return parsed.success ? parsed.data : null;
}

export interface PasteOptions {
  /** Also wire the copies to what fed the originals, where that still exists. */
  readonly keepInputs?: boolean;
}

/**
 * The command that adds copies with fresh ids and names, moved by `offset` pixels; `ids` are the new nodes. Copies share
 * weights as the originals did: among each other, or with a layer that was not copied and is still there.
 */
export function pasteFragment(
  document: StrideDocument,
  fragment: Fragment,
  offset: Position,
  { keepInputs = false }: PasteOptions = {},
): { readonly command: Extract<Command, { type: 'add' }>; readonly ids: readonly string[] } {
  const takenIds = new Set(Object.keys(document.graph.nodes));
  const takenNames = new Set(Object.values(document.graph.nodes).map((node) => node.name));
  const newIds = new Map<string, string>();
  const nodes = fragment.nodes.map((node) => {
    const name = freshName(node.name, takenNames);
    const id = freshId(name, takenIds);
    takenNames.add(name);
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
  const outer = keepInputs ? fragment.inputs.filter((edge) => Object.hasOwn(document.graph.nodes, edge.source)) : [];
  const edges = [...fragment.edges, ...outer].flatMap((edge) => {
    const target = newIds.get(edge.target);
    const source = newIds.get(edge.source) ?? (outer.includes(edge) ? edge.source : undefined);
    if (target === undefined || source === undefined) return [];
    const id = freshId(`${target}:${edge.port}`, takenEdges);
    takenEdges.add(id);
    return [{ id, source, target, port: edge.port }];
  });
  const positions = Object.fromEntries(
    fragment.nodes.map((node) => {
      const from = fragment.positions[node.id] ?? { x: 0, y: 0 };
      return [newIds.get(node.id) ?? node.id, { x: from.x + offset.x, y: from.y + offset.y }];
    }),
  );
  return { command: { type: 'add', nodes: sharing, edges, positions }, ids: nodes.map((node) => node.id) };
}

/** Copies beside the originals, without the detour of a clipboard. */
export const duplicate = (document: StrideDocument, ids: readonly string[], offset: Position = { x: 24, y: 24 }) =>
  pasteFragment(document, copyFragment(document, ids), offset);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
