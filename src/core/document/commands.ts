import type { SearchSettings } from '../search/schema.ts';
import { bendWires, moveLayers } from './bends.ts';
import { attachEdges, byId, bypassNode, insertOnEdge, removeParts, replaceNode, setMode } from './change.ts';
import { setCommonParams } from './common-fields.ts';
import { setDocked } from './dock.ts';
import { setFrozen } from './freeze.ts';
import { addGroups, dissolveGroup, placeGroup } from './groups.ts';
import { addNotes, type NotePlace, placeNotes, removeNotes, toneNotes, writeNote } from './notes.ts';
import type {
  Edge,
  Group,
  LayerNode,
  NodeMode,
  NodeParams,
  Note,
  NoteTone,
  Position,
  StrideDocument,
  TrainingSettings,
} from './schema.ts';
import { maxNameLength } from './schema.ts';
import { withNode } from './versions.ts';

/**
 * Every change to a document is one of these plain values; `applyCommand` is the only function that makes a new
 * document from an old one. Ids are made by the caller, so that applying twice gives the same document.
 */
export type Command =
  /** Nodes, groups and notes whose id is taken stay as they are. */
  | {
      readonly type: 'add';
      readonly nodes: readonly LayerNode[];
      readonly edges: readonly Edge[];
      readonly positions: Readonly<Record<string, Position>>;
      readonly groups?: readonly Group[];
      readonly notes?: readonly Note[];
    }
  | {
      readonly type: 'remove';
      readonly nodes: readonly string[];
      readonly edges: readonly string[];
      readonly notes?: readonly string[];
    }
  | { readonly type: 'setParams'; readonly node: string; readonly params: NodeParams }
  /** In all of these layers, as far as their kind has the setting. */
  | { readonly type: 'setCommon'; readonly nodes: readonly string[]; readonly params: NodeParams }
  /** Layers pass their input on, let nothing through, or work again (`null`). */
  | { readonly type: 'setMode'; readonly nodes: readonly string[]; readonly mode: NodeMode | null }
  /** Layers keep their weights in training, or learn again. */
  | { readonly type: 'freeze'; readonly nodes: readonly string[]; readonly frozen: boolean }
  | { readonly type: 'rename'; readonly node: string; readonly name: string }
  /** The layer uses the weights of `owner`, or has its own again: `null`. Not of one that uses this layer's. */
  | { readonly type: 'share'; readonly node: string; readonly owner: string | null }
  /** Another kind in the same place; wires stay as far as the new kind takes them. */
  | {
      readonly type: 'replace';
      readonly node: string;
      readonly kind: string;
      readonly params: NodeParams;
      readonly name?: string;
    }
  /** A wire already on that port is replaced. */
  | { readonly type: 'connect'; readonly edge: Edge }
  | { readonly type: 'insertOnEdge'; readonly edge: string; readonly node: LayerNode; readonly position: Position }
  /** Takes a node out and joins its first input to everything that it fed. */
  | { readonly type: 'bypass'; readonly node: string }
  /** Layers become strips of the one that feeds them, or cards of their own again, at `positions`. */
  | {
      readonly type: 'dock';
      readonly nodes: readonly string[];
      readonly docked: boolean;
      readonly positions?: Readonly<Record<string, Position>>;
    }
  /** Bends of wires whose both ends are moved alike go with them. Moves in a row of the same `burst` are one undo step. */
  | { readonly type: 'move'; readonly positions: Readonly<Record<string, Position>>; readonly burst?: string }
  /** The places that wires are led through, by edge; none: the wire takes its own way. */
  | {
      readonly type: 'bend';
      readonly via: Readonly<Record<string, readonly Position[]>>;
      readonly burst?: string;
    }
  /** New or changed; members leave the groups they were in, and the groups named in `children` come to lie in it. */
  | { readonly type: 'group'; readonly group: Group; readonly children?: readonly string[] }
  /** Members and child groups stay, in the group around it. */
  | { readonly type: 'ungroup'; readonly group: string }
  /** The note as it is from now on, new or changed; one without text goes. */
  | { readonly type: 'writeNote'; readonly note: Note }
  /** Notes are moved or resized. */
  | {
      readonly type: 'placeNotes';
      readonly places: Readonly<Record<string, Position | NotePlace>>;
      readonly burst?: string;
    }
  /** `null`: plain paper. */
  | { readonly type: 'toneNotes'; readonly notes: readonly string[]; readonly tone: NoteTone | null }
  | { readonly type: 'setTraining'; readonly settings: Partial<TrainingSettings> }
  /** What a search varies and may spend. */
  | { readonly type: 'setSearch'; readonly search: SearchSettings }
  | { readonly type: 'renameDocument'; readonly name: string };

export type CommandType = Command['type'];

/** `mergeKey`: equal keys in a row become one undo step (typing in one field); absent, every command is its own step. */
type Handler<T extends CommandType> = {
  readonly apply: (document: StrideDocument, command: Extract<Command, { type: T }>) => StrideDocument;
  readonly mergeKey?: (command: Extract<Command, { type: T }>) => string | null;
};

const handlers: { readonly [T in CommandType]: Handler<T> } = {
  add: {
    apply: (before, { nodes, edges, positions, groups = [], notes = [] }) => {
      const document = addNotes(before, notes);
      const fresh = nodes.filter((node) => !Object.hasOwn(document.graph.nodes, node.id));
      if (fresh.length === 0 && edges.length === 0) return document;
      const graph = { ...document.graph, nodes: { ...document.graph.nodes, ...byId(fresh) } };
      const layout = { ...document.layout, ...known(positions, graph.nodes) };
      return addGroups({ ...document, graph: attachEdges(graph, edges), layout }, groups);
    },
  },
  remove: {
    apply: (document, { nodes, edges, notes = [] }) =>
      removeNotes(removeParts(document, new Set(nodes), new Set(edges)), notes),
  },
  setParams: {
    apply: (document, { node, params }) =>
      updateNode(document, node, (old) => ({ ...old, params: { ...old.params, ...params } })),
    mergeKey: ({ node, params }) => `${node}:${Object.keys(params).sort().join()}`,
  },
  setCommon: {
    apply: (document, { nodes, params }) => setCommonParams(document, nodes, params),
    mergeKey: ({ nodes, params }) => `${nodes.join()}:${Object.keys(params).sort().join()}`,
  },
  setMode: { apply: (document, { nodes, mode }) => setMode(document, nodes, mode) },
  freeze: { apply: (document, { nodes, frozen }) => setFrozen(document, nodes, frozen) },
  rename: {
    apply: (document, { node, name }) => {
      const text = nameText(name);
      return text === null ? document : updateNode(document, node, (old) => ({ ...old, name: text }));
    },
    mergeKey: ({ node }) => node,
  },
  share: { apply: shareNode },
  replace: { apply: replaceNode },
  connect: {
    apply: (document, { edge }) => {
      const graph = attachEdges(document.graph, [edge]);
      return graph === document.graph ? document : { ...document, graph };
    },
  },
  insertOnEdge: { apply: insertOnEdge },
  bypass: { apply: (document, { node }) => bypassNode(document, node) },
  dock: { apply: (document, { nodes, docked, positions }) => setDocked(document, nodes, docked, positions) },
  move: {
    apply: (document, { positions }) => {
      const moved = known(positions, document.graph.nodes);
      return Object.keys(moved).length === 0 ? document : moveLayers(document, moved);
    },
    mergeKey: ({ burst }) => burst ?? null,
  },
  bend: { apply: (document, { via }) => bendWires(document, via), mergeKey: ({ burst }) => burst ?? null },
  group: { apply: placeGroup },
  ungroup: { apply: (document, { group }) => dissolveGroup(document, group) },
  writeNote: {
    apply: (document, { note }) => writeNote(document, note),
    mergeKey: ({ note }) => note.id,
  },
  placeNotes: {
    apply: (document, { places }) => placeNotes(document, places),
    mergeKey: ({ burst }) => burst ?? null,
  },
  toneNotes: { apply: (document, { notes, tone }) => toneNotes(document, notes, tone) },
  setTraining: {
    apply: (document, { settings }) => ({ ...document, training: { ...document.training, ...settings } }),
    mergeKey: ({ settings }) => Object.keys(settings).sort().join(),
  },
  setSearch: {
    apply: (document, { search }) => ({ ...document, search }),
    // Typing in one field of it is one step.
    mergeKey: ({ search }) => `${search.dimensions.map(({ id }) => id).join()}`,
  },
  renameDocument: {
    apply: (document, { name }) => {
      const text = nameText(name);
      return text === null ? document : { ...document, name: text };
    },
    mergeKey: () => 'name',
  },
};

export function applyCommand<T extends CommandType>(
  document: StrideDocument,
  command: Extract<Command, { type: T }>,
): StrideDocument {
  const handler: Handler<T> = handlers[command.type as T];
  return handler.apply(document, command);
}

export const applyCommands = (document: StrideDocument, commands: readonly Command[]): StrideDocument =>
  commands.reduce<StrideDocument>((current, command) => applyCommand(current, command), document);

/** Two commands in a row with the same key are one undo step; `null` never merges. */
export function mergeKey<T extends CommandType>(command: Extract<Command, { type: T }>): string | null {
  const handler: Handler<T> = handlers[command.type as T];
  const key = handler.mergeKey?.(command) ?? null;
  return key === null ? null : `${command.type}:${key}`;
}

function updateNode(document: StrideDocument, id: string, change: (node: LayerNode) => LayerNode): StrideDocument {
  const node = document.graph.nodes[id];
  if (!node) return document;
  return { ...document, graph: { ...document.graph, nodes: withNode(document.graph.nodes, id, change(node)) } };
}

function shareNode(document: StrideDocument, { node, owner }: Extract<Command, { type: 'share' }>): StrideDocument {
  const { nodes } = document.graph;
  const seen = new Set([node]);
  // Every layer on the way to the weights must be there, and none of them this one.
  for (let at = owner; at !== null; at = nodes[at]?.sharesWith ?? null) {
    if (seen.has(at) || !Object.hasOwn(nodes, at)) return document;
    seen.add(at);
  }
  return updateNode(document, node, ({ sharesWith: _, ...own }) =>
    owner === null ? own : { ...own, sharesWith: owner },
  );
}

const known = (
  positions: Readonly<Record<string, Position>>,
  nodes: StrideDocument['graph']['nodes'],
): Record<string, Position> => Object.fromEntries(Object.entries(positions).filter(([id]) => Object.hasOwn(nodes, id)));

/** A name as the schema takes it: `null` where nothing is left of it. */
function nameText(name: string): string | null {
  const text = name.trim().slice(0, maxNameLength);
  return text === '' ? null : text;
}
