import type { Edge, Group, LayerNode, NodeParams, Position, StrideDocument, TrainingSettings } from './schema.ts';

/**
 * Every change to a document is one of these plain values; `applyCommand` is the only function that makes a new
 * document from an old one. Ids are made by the caller, so that applying twice gives the same document.
 */
export type Command =
  | {
      readonly type: 'add';
      readonly nodes: readonly LayerNode[];
      readonly edges: readonly Edge[];
      readonly positions: Readonly<Record<string, Position>>;
    }
  | { readonly type: 'remove'; readonly nodes: readonly string[]; readonly edges: readonly string[] }
  | { readonly type: 'setParams'; readonly node: string; readonly params: NodeParams }
  | { readonly type: 'rename'; readonly node: string; readonly name: string }
  | { readonly type: 'replace'; readonly node: string; readonly kind: string; readonly params: NodeParams }
  | { readonly type: 'connect'; readonly edge: Edge }
  | { readonly type: 'insertOnEdge'; readonly edge: string; readonly node: LayerNode; readonly position: Position }
  | { readonly type: 'bypass'; readonly node: string }
  | { readonly type: 'move'; readonly positions: Readonly<Record<string, Position>> }
  | { readonly type: 'group'; readonly group: Group }
  | { readonly type: 'ungroup'; readonly group: string }
  | { readonly type: 'setTraining'; readonly settings: Partial<TrainingSettings> }
  | { readonly type: 'renameDocument'; readonly name: string };

export type CommandType = Command['type'];

/** `mergeKey`: equal keys in a row become one undo step (typing in one field); absent, every command is its own step. */
type Handler<T extends CommandType> = {
  readonly apply: (document: StrideDocument, command: Extract<Command, { type: T }>) => StrideDocument;
  readonly mergeKey?: (command: Extract<Command, { type: T }>) => string;
};

const handlers: { readonly [T in CommandType]: Handler<T> } = {
  add: {
    apply: (document, { nodes, edges, positions }) =>
      withGraph({ ...document, layout: { ...document.layout, ...positions } }, (graph) => ({
        nodes: { ...graph.nodes, ...byId(nodes) },
        edges: { ...graph.edges, ...byId(edges) },
      })),
  },
  remove: { apply: (document, { nodes, edges }) => removeParts(document, new Set(nodes), new Set(edges)) },
  setParams: {
    apply: (document, { node, params }) =>
      updateNode(document, node, (old) => ({ ...old, params: { ...old.params, ...params } })),
    mergeKey: ({ node, params }) => `${node}:${Object.keys(params).sort().join()}`,
  },
  rename: {
    apply: (document, { node, name }) => updateNode(document, node, (old) => ({ ...old, name })),
    mergeKey: ({ node }) => node,
  },
  replace: {
    apply: (document, { node, kind, params }) => updateNode(document, node, (old) => ({ ...old, kind, params })),
  },
  connect: {
    apply: (document, { edge }) =>
      withGraph(document, (graph) => ({ ...graph, edges: { ...graph.edges, [edge.id]: edge } })),
  },
  insertOnEdge: { apply: insertOnEdge },
  bypass: { apply: (document, { node }) => bypass(document, node) },
  move: { apply: (document, { positions }) => ({ ...document, layout: { ...document.layout, ...positions } }) },
  group: {
    apply: (document, { group }) => ({ ...document, groups: { ...document.groups, [group.id]: group } }),
  },
  ungroup: {
    apply: (document, { group }) => ({ ...document, groups: omit(document.groups, new Set([group])) }),
  },
  setTraining: {
    apply: (document, { settings }) => ({ ...document, training: { ...document.training, ...settings } }),
    mergeKey: ({ settings }) => Object.keys(settings).sort().join(),
  },
  renameDocument: { apply: (document, { name }) => ({ ...document, name }), mergeKey: () => 'name' },
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
  return handler.mergeKey ? `${command.type}:${handler.mergeKey(command)}` : null;
}

function withGraph(
  document: StrideDocument,
  change: (graph: StrideDocument['graph']) => StrideDocument['graph'],
): StrideDocument {
  return { ...document, graph: change(document.graph) };
}

function updateNode(document: StrideDocument, id: string, change: (node: LayerNode) => LayerNode): StrideDocument {
  const node = document.graph.nodes[id];
  if (!node) return document;
  return withGraph(document, (graph) => ({ ...graph, nodes: { ...graph.nodes, [id]: change(node) } }));
}

function removeParts(document: StrideDocument, nodes: ReadonlySet<string>, edges: ReadonlySet<string>): StrideDocument {
  const kept = Object.values(document.graph.edges).filter(
    (edge) => !edges.has(edge.id) && !nodes.has(edge.source) && !nodes.has(edge.target),
  );
  const groups = Object.values(document.groups)
    .map((group) => ({ ...group, members: group.members.filter((member) => !nodes.has(member)) }))
    .filter((group) => group.members.length > 0);
  return {
    ...document,
    graph: { nodes: omit(document.graph.nodes, nodes), edges: byId(kept) },
    groups: nodes.size === 0 ? document.groups : byId(groups),
    layout: omit(document.layout, nodes),
  };
}

function insertOnEdge(
  document: StrideDocument,
  { edge: edgeId, node, position }: Extract<Command, { type: 'insertOnEdge' }>,
): StrideDocument {
  const edge = document.graph.edges[edgeId];
  if (!edge) return document;
  const before: Edge = { id: `${edge.id}>${node.id}`, source: edge.source, target: node.id, port: 0 };
  const after: Edge = { ...edge, source: node.id };
  const added = applyCommand(document, {
    type: 'add',
    nodes: [node],
    edges: [before, after],
    positions: { [node.id]: position },
  });
  const groups = Object.values(document.groups).map((group) =>
    group.members.includes(edge.source) && group.members.includes(edge.target)
      ? { ...group, members: [...group.members, node.id] }
      : group,
  );
  return { ...added, groups: byId(groups) };
}

/** Takes a node out and joins its first input to everything that it fed. */
function bypass(document: StrideDocument, id: string): StrideDocument {
  const edges = Object.values(document.graph.edges);
  const incoming = edges.filter((edge) => edge.target === id).sort((a, b) => a.port - b.port)[0];
  const outgoing = edges.filter((edge) => edge.source === id);
  const rejoined = incoming ? outgoing.map((edge) => ({ ...edge, source: incoming.source })) : [];
  const removed = removeParts(document, new Set([id]), new Set());
  return withGraph(removed, (graph) => ({ ...graph, edges: { ...graph.edges, ...byId(rejoined) } }));
}

const byId = <T extends { readonly id: string }>(items: readonly T[]): Record<string, T> =>
  Object.fromEntries(items.map((item) => [item.id, item]));

const omit = <T>(record: Readonly<Record<string, T>>, ids: ReadonlySet<string>): Record<string, T> =>
  ids.size === 0 ? { ...record } : Object.fromEntries(Object.entries(record).filter(([id]) => !ids.has(id)));
