import { layerOf } from '../layers/registry.ts';
import { joinBends, splitBends, withBends } from './bends.ts';
import type { Command } from './commands.ts';
import { commonGroup, withMembers, withoutMembers } from './groups.ts';
import type { Edge, Graph, LayerNode, NodeMode, StrideDocument } from './schema.ts';
import { withNode } from './versions.ts';

/**
 * The graph with these wires added. Ends must exist and take a wire; a wire already on the same port is replaced, and
 * the ports of layers with any number of inputs stay without gaps.
 */
export function attachEdges(graph: Graph, added: readonly Edge[]): Graph {
  const usable = added.filter(
    (edge) =>
      Object.hasOwn(graph.nodes, edge.source) && takesInputs(graph.nodes[edge.target]) && edge.source !== edge.target,
  );
  if (usable.length === 0) return graph;
  const slots = new Map(Object.values(graph.edges).map((edge) => [slotOf(edge), edge.id]));
  const edges = { ...graph.edges };
  for (const edge of usable) {
    const moved = edges[edge.id];
    if (moved) slots.delete(slotOf(moved));
    const occupant = slots.get(slotOf(edge));
    if (occupant !== undefined) delete edges[occupant];
    edges[edge.id] = edge;
    slots.set(slotOf(edge), edge.id);
  }
  return { ...graph, edges: compactPorts(edges, graph.nodes) };
}

export function removeParts(
  document: StrideDocument,
  nodes: ReadonlySet<string>,
  edges: ReadonlySet<string>,
): StrideDocument {
  const { graph } = document;
  const gone = Object.values(graph.edges).filter(
    (edge) => edges.has(edge.id) || nodes.has(edge.source) || nodes.has(edge.target),
  );
  const removedNodes = [...nodes].filter((id) => Object.hasOwn(graph.nodes, id));
  if (gone.length === 0 && removedNodes.length === 0) return document;
  const left = weightsKept(omit(graph.nodes, nodes));
  const keptEdges =
    gone.length === 0 ? graph.edges : compactPorts(omit(graph.edges, new Set(gone.map((edge) => edge.id))), left);
  if (removedNodes.length === 0) return { ...document, graph: { ...graph, edges: keptEdges } };
  return {
    ...document,
    graph: { nodes: left, edges: keptEdges },
    groups: withoutMembers(document.groups, nodes),
    layout: omit(document.layout, nodes),
  };
}

export function replaceNode(
  document: StrideDocument,
  { node: id, kind, params, name }: Extract<Command, { type: 'replace' }>,
): StrideDocument {
  const old = document.graph.nodes[id];
  if (!old) return document;
  const { sharesWith, takenFrom, ...own } = old;
  const same =
    kind === old.kind ? { ...(sharesWith !== undefined && { sharesWith }), ...(takenFrom && { takenFrom }) } : {};
  const changed = withNode(document.graph.nodes, id, { ...own, ...same, kind, params, name: name ?? old.name });
  const nodes = kind === old.kind ? changed : inherited(changed, id);
  const limit = layerOf(kind)?.arity.max ?? Number.POSITIVE_INFINITY;
  const incoming = Object.values(document.graph.edges)
    .filter((edge) => edge.target === id)
    .sort(byPort);
  const dropped = new Set(incoming.slice(limit).map((edge) => edge.id));
  return { ...document, graph: { nodes, edges: compactPorts(omit(document.graph.edges, dropped), nodes) } };
}

/** Does nothing where the node cannot stand there: it takes no input, or is in the document already. */
export function insertOnEdge(
  document: StrideDocument,
  { edge: edgeId, node, position }: Extract<Command, { type: 'insertOnEdge' }>,
): StrideDocument {
  const edge = document.graph.edges[edgeId];
  if (!edge || !takesInputs(node) || Object.hasOwn(document.graph.nodes, node.id)) return document;
  const id = freshId(`${node.id}:0`, document.graph.edges);
  const [above, below] = splitBends(document, edge, position);
  const before = withBends({ id, source: edge.source, target: node.id, port: 0 }, above);
  const graph = { ...document.graph, nodes: { ...document.graph.nodes, [node.id]: node } };
  const group = commonGroup(document.groups, edge.source, edge.target);
  return {
    ...document,
    graph: attachEdges(graph, [before, withBends({ ...edge, source: node.id }, below)]),
    layout: { ...document.layout, [node.id]: position },
    groups: group ? withMembers(document.groups, group.id, [node.id]) : document.groups,
  };
}

export function bypassNode(document: StrideDocument, id: string): StrideDocument {
  if (!Object.hasOwn(document.graph.nodes, id)) return document;
  const edges = Object.values(document.graph.edges);
  const [incoming] = edges.filter((edge) => edge.target === id).sort(byPort);
  // Rejoined before the node goes, or the ports of what it fed would close up and lose their order.
  const rejoined = edges
    .filter((edge) => edge.source === id && incoming !== undefined && incoming.source !== edge.target)
    .map((edge) => (incoming ? withBends({ ...edge, source: incoming.source }, joinBends(incoming, edge)) : edge));
  return removeParts(
    { ...document, graph: { ...document.graph, edges: { ...document.graph.edges, ...byId(rejoined) } } },
    new Set([id]),
    new Set(),
  );
}

export function setMode(document: StrideDocument, ids: readonly string[], mode: NodeMode | null): StrideDocument {
  let { nodes } = document.graph;
  for (const id of ids) {
    const node = nodes[id];
    if (!node || (node.mode ?? null) === mode) continue;
    const { mode: _, ...rest } = node;
    nodes = withNode(nodes, id, mode === null ? rest : { ...rest, mode });
  }
  return nodes === document.graph.nodes ? document : { ...document, graph: { ...document.graph, nodes } };
}

/** `wish`, or the first of `wish_1`, `wish_2`… that is not taken. */
export function freshId(wish: string, taken: Readonly<Record<string, unknown>> | ReadonlySet<string>): string {
  const isTaken = (id: string): boolean =>
    id in Object.prototype || (taken instanceof Set ? taken.has(id) : Object.hasOwn(taken, id));
  if (!isTaken(wish)) return wish;
  let n = 1;
  while (isTaken(`${wish}_${n}`)) n++;
  return `${wish}_${n}`;
}

export const byId = <T extends { readonly id: string }>(items: readonly T[]): Record<string, T> =>
  Object.fromEntries(items.map((item) => [item.id, item]));

export const omit = <T>(record: Readonly<Record<string, T>>, ids: ReadonlySet<string>): Readonly<Record<string, T>> =>
  ids.size === 0 ? record : Object.fromEntries(Object.entries(record).filter(([id]) => !ids.has(id)));

/** Where a layer has become another that cannot lend its weights, the first that used them owns them. */
function inherited(nodes: Graph['nodes'], owner: string): Graph['nodes'] {
  const [heir, ...others] = Object.values(nodes).filter(({ sharesWith }) => sharesWith === owner);
  if (!heir) return nodes;
  const { sharesWith: _, ...alone } = heir;
  const after = withNode(nodes, heir.id, alone);
  return others.reduce((done, node) => withNode(done, node.id, { ...node, sharesWith: heir.id }), after);
}

/** Where the layer that owned shared weights is gone, the first that used them owns them. */
export function weightsKept(nodes: Readonly<Record<string, LayerNode>>): Readonly<Record<string, LayerNode>> {
  const orphans = Object.values(nodes).filter(
    ({ sharesWith }) => sharesWith !== undefined && !Object.hasOwn(nodes, sharesWith),
  );
  if (orphans.length === 0) return nodes;
  const heirs = new Map<string, string>();
  const adopted = orphans.map(({ sharesWith = '', ...node }) => {
    const heir = heirs.get(sharesWith);
    if (heir === undefined) heirs.set(sharesWith, node.id);
    return heir === undefined ? node : { ...node, sharesWith: heir };
  });
  return { ...nodes, ...byId(adopted) };
}

const slotOf = (edge: Edge): string => `${edge.port}@${edge.target}`;

const byPort = (a: Edge, b: Edge): number => a.port - b.port;

const takesInputs = (node: LayerNode | undefined): boolean => node !== undefined && layerOf(node.kind)?.arity.max !== 0;

/** Ports 0, 1, 2… on every layer that takes any number of inputs; order kept, other wires untouched. */
function compactPorts(
  edges: Readonly<Record<string, Edge>>,
  nodes: Readonly<Record<string, LayerNode>>,
): Readonly<Record<string, Edge>> {
  const variadic = new Map<string, Edge[]>();
  for (const edge of Object.values(edges)) {
    const target = nodes[edge.target];
    if (target && layerOf(target.kind)?.arity.max === null) {
      const into = variadic.get(edge.target);
      if (into) into.push(edge);
      else variadic.set(edge.target, [edge]);
    }
  }
  const renumbered = [...variadic.values()].flatMap((into) =>
    into.sort(byPort).flatMap((edge, port) => (edge.port === port ? [] : [{ ...edge, port }])),
  );
  return renumbered.length === 0 ? edges : { ...edges, ...byId(renumbered) };
}
