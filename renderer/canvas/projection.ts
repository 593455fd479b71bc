import { type Edge as FlowEdge, type Node as FlowNode, Position as Side } from '@xyflow/react';
import { collapseOf } from '../../src/core/document/collapse.ts';
import { type Docks, docksOf } from '../../src/core/document/dock.ts';
import type { Groups } from '../../src/core/document/groups.ts';
import type { Edge, Graph, NodeMode, Note, Position, StrideDocument } from '../../src/core/document/schema.ts';
import { exchangedBetween } from '../../src/core/document/versions.ts';
import { channelsOf } from '../../src/core/figures/channels.ts';
import {
  arrivals,
  bendsOf,
  cardId,
  cardRect,
  groupOfCard,
  heightOf,
  nodeWidth,
  type Rect,
  rectOf,
} from './geometry.ts';
import { noteOfCard, projectNotes } from './note-node.ts';

/* React Flow's own types stay in this folder: everywhere else a node is the document's. */
export type CanvasNode = FlowNode<
  { readonly kind: string; readonly stack: StackPlace; readonly mode: NodeMode | null },
  'layer' | 'strip' | 'card' | 'note'
>;

/** A layer with strips is the top of its stack, and the last strip is its bottom. */
export type StackPlace = 'alone' | 'top' | 'middle' | 'bottom';

/**
 * `from` and `to` are the layers that the wire joins, which may be behind cards. `count`: wires that arrive at the target,
 * which spreads their ends. `channel`: see `channelsOf`.
 */
export type CanvasEdge = FlowEdge<
  {
    readonly from: string;
    readonly to: string;
    readonly port: number;
    readonly count: number;
    readonly channel: number | null;
    /** Bends of its own, where it has some that can be seen. */
    readonly via: readonly Position[] | undefined;
  },
  'wire'
>;

export interface ProjectionInput {
  readonly document: StrideDocument;
  readonly selection: ReadonlySet<string>;
  readonly selectedEdges: ReadonlySet<string>;
  /** The document's, with the one that is being written or resized in its place. */
  readonly notes: Readonly<Record<string, Note>>;
  readonly selectedNotes: ReadonlySet<string>;
  /** Feature maps are shown: nodes are taller. */
  readonly live: boolean;
  /** Positions that are not in the document: nodes under the pointer, or on their way. */
  readonly moving: ReadonlyMap<string, Position>;
  readonly dragging: boolean;
}

export interface Projection {
  readonly nodes: CanvasNode[];
  readonly edges: CanvasEdge[];
}

const handleSize = 8;

/**
 * React Flow's nodes and edges for a document. What did not change keeps its object, and the arrays keep theirs when
 * none of their objects changed: analysis never comes in here, so it can never make the canvas render.
 */
export function createProjection(): (input: ProjectionInput) => Projection {
  let nodes: CanvasNode[] = [];
  let edges: CanvasEdge[] = [];
  let before: ProjectionInput | null = null;
  return (input) => {
    const sameGraph = before !== null && samePlaces(before, input);
    if (before && sameGraph && onlyMoved(before, input)) nodes = moveNodes(before, input, nodes);
    else if (!before || !sameGraph || changedNodes(before, input)) nodes = projectNodes(input, nodes);
    if (!before || changedEdges(before, input)) edges = projectEdges(input, edges);
    before = input;
    return { nodes, edges };
  };
}

/** Whether it is known, without looking at every layer, that an edit left what is projected of the graph as it was. */
function samePlaces({ document: a, live }: ProjectionInput, { document: b }: ProjectionInput): boolean {
  if (a.graph === b.graph) return true;
  const exchanged = exchangedBetween(a.graph.nodes, b.graph.nodes);
  if (exchanged === null || docksOf(a) !== docksOf(b)) return false;
  for (const id of exchanged) {
    const [was, now] = [a.graph.nodes[id], b.graph.nodes[id]];
    if (!was || !now || was.kind !== now.kind || was.mode !== now.mode) return false;
    if (heightOf(was, live) !== heightOf(now, live)) return false;
  }
  return true;
}

const changedNodes = (a: ProjectionInput, b: ProjectionInput): boolean =>
  a.document.layout !== b.document.layout ||
  a.document.groups !== b.document.groups ||
  a.notes !== b.notes ||
  a.selection !== b.selection ||
  a.selectedNotes !== b.selectedNotes ||
  a.live !== b.live ||
  a.moving !== b.moving ||
  a.dragging !== b.dragging;

const onlyMoved = (a: ProjectionInput, b: ProjectionInput): boolean =>
  a.document.layout === b.document.layout &&
  a.document.groups === b.document.groups &&
  a.notes === b.notes &&
  a.selection === b.selection &&
  a.selectedNotes === b.selectedNotes &&
  a.live === b.live;

/** The short way in a drag: nothing but these nodes can have changed. */
function moveNodes(before: ProjectionInput, input: ProjectionInput, old: CanvasNode[]) {
  const { document, moving, dragging, live } = input;
  if (moving === before.moving && dragging === before.dragging) return old;
  return old.map((node) => {
    if (!moving.has(node.id) && !before.moving.has(node.id)) return node;
    const dragged = dragging && moving.has(node.id);
    const note = noteOfCard(node.id);
    const rest = note === null ? drawnRect(document, node.id, live) : input.notes[note];
    const { x, y } = moving.get(node.id) ?? rest ?? origin;
    return { ...node, position: { x, y }, dragging: dragged, zIndex: note === null ? (dragged ? 1 : 0) : -1 };
  });
}

const changedEdges = (a: ProjectionInput, b: ProjectionInput): boolean =>
  docksOf(a.document) !== docksOf(b.document) ||
  collapseOf(a.document.groups) !== collapseOf(b.document.groups) ||
  a.document.graph.edges !== b.document.graph.edges ||
  a.document.layout !== b.document.layout ||
  a.selectedEdges !== b.selectedEdges;

function projectNodes(input: ProjectionInput, old: CanvasNode[]): CanvasNode[] {
  const known = new Map(old.map((node) => [node.id, node]));
  const docks = docksOf(input.document);
  const { cardOf, layers } = collapseOf(input.document.groups);
  const seen = Object.values(input.document.graph.nodes).filter(({ id }) => !cardOf.has(id));
  const shown = [
    ...seen.map(({ id, kind, mode = null }) => ({ id, kind, mode, selected: input.selection.has(id) })),
    ...[...layers].map(([group, hidden]) => ({
      id: cardId(group),
      kind: groupKind,
      mode: null,
      selected: hidden.some((id) => input.selection.has(id)),
    })),
  ];
  const nodes = shown.map(({ id, kind, mode, selected }) => {
    const rect = drawnRect(input.document, id, input.live) ?? { ...origin, width: nodeWidth, height: 0 };
    const position = input.moving.get(id) ?? { x: rect.x, y: rect.y };
    const { width, height } = rect;
    const stack = stackPlace(docks, id);
    const dragging = input.dragging && input.moving.has(id);
    const last = known.get(id);
    const same =
      last &&
      last.position.x === position.x &&
      last.position.y === position.y &&
      last.height === height &&
      last.data.kind === kind &&
      last.data.stack === stack &&
      last.data.mode === mode &&
      last.selected === selected &&
      last.dragging === dragging;
    return same ? last : makeNode(id, { kind, stack, mode }, { ...position, width, height }, selected, dragging);
  });
  nodes.push(...projectNotes(input, known));
  return sameItems(nodes, old) ? old : nodes;
}

const origin: Position = { x: 0, y: 0 };

/** What stands in place of a kind on the card of a collapsed group. */
const groupKind = 'group';
/** Where a layer or a card is drawn. */
export function drawnRect(document: StrideDocument, id: string, live: boolean): Rect | null {
  const group = groupOfCard(id);
  return group !== null && !document.graph.nodes[id] ? cardRect(document, group) : rectOf(document, id, live);
}

export function stackPlace({ root, strips }: Docks, id: string): StackPlace {
  const host = root.get(id);
  if (host === undefined) return strips.has(id) ? 'top' : 'alone';
  return strips.get(host)?.at(-1) === id ? 'bottom' : 'middle';
}

/** Sizes and handles are given, so that React Flow mounts nothing to measure it (10,000 nodes: 15 s against 0.3). */
const makeNode = (
  id: string,
  data: CanvasNode['data'],
  { x, y, width, height }: Rect,
  selected: boolean,
  dragging: boolean,
): CanvasNode => ({
  id,
  type: typeOf(data),
  position: { x, y },
  data,
  width,
  height,
  measured: { width, height },
  selected,
  dragging,
  // Over what it is dragged across.
  zIndex: dragging ? 1 : 0,
  handles: [
    { type: 'target', position: Side.Top, x: (width - handleSize) / 2, y: -handleSize / 2, ...handleBox },
    {
      type: 'source',
      position: Side.Bottom,
      x: (width - handleSize) / 2,
      y: height - handleSize / 2,
      ...handleBox,
    },
  ],
});

function typeOf({ kind, stack }: CanvasNode['data']): 'layer' | 'strip' | 'card' {
  if (kind === groupKind) return 'card';
  return stack === 'middle' || stack === 'bottom' ? 'strip' : 'layer';
}

const handleBox = { width: handleSize, height: handleSize };

function projectEdges(input: ProjectionInput, old: CanvasEdge[]): CanvasEdge[] {
  const known = new Map(old.map((edge) => [edge.id, edge]));
  const { graph } = input.document;
  const counts = arrivals(graph);
  const channels = channelsOf(input.document);
  const edges = visibleWires(input.document).map(({ edge, source, target }): CanvasEdge => {
    const { id, source: from, target: to } = edge;
    // Wires of a card all arrive in its middle.
    const single = target !== to;
    const port = single ? 0 : edge.port;
    const count = single ? 1 : (counts.get(to) ?? 1);
    const channel = channels.get(id) ?? null;
    const via = bendsOf(input.document, edge);
    const selected = input.selectedEdges.has(id);
    const last = known.get(id);
    const same =
      last &&
      last.source === source &&
      last.target === target &&
      last.data?.from === from &&
      last.data.to === to &&
      last.data.port === port &&
      last.data.count === count &&
      last.data.channel === channel &&
      (last.data.via === via || (last.data.via !== undefined && via !== undefined && sameItems(last.data.via, via))) &&
      last.selected === selected;
    const data = { from, to, port, count, channel, via };
    // Without a label React Flow says "Edge from … to …", in English.
    return same ? last : { id, type: 'wire', source, target, selected, ariaLabel: `${source} → ${target}`, data };
  });
  return sameItems(edges, old) ? old : edges;
}

/**
 * The wires that are drawn, with the cards that they begin and end at. A strip touches the layer that feeds it: there is
 * no wire to see. Several wires between the same two cards are one.
 */
export function visibleWires({ graph, groups }: StrideDocument): readonly VisibleWire[] {
  const docks = docksOf({ graph, groups });
  const seen = visible.get(graph.edges);
  if (seen?.groups === groups && seen.docks === docks) return seen.wires;
  const wires = findVisible(graph, groups, docks);
  visible.set(graph.edges, { groups, docks, wires });
  return wires;
}

interface VisibleWire {
  readonly edge: Edge;
  readonly source: string;
  readonly target: string;
}

/** The canvas and its scene ask for those of the same version. */
const visible = new WeakMap<
  Graph['edges'],
  { readonly groups: Groups; readonly docks: Docks; readonly wires: readonly VisibleWire[] }
>();

function findVisible(graph: Graph, groups: Groups, { above }: Docks): readonly VisibleWire[] {
  const { cardOf } = collapseOf(groups);
  const end = (id: string): string => {
    const card = cardOf.get(id);
    return card === undefined ? id : cardId(card);
  };
  const joined = new Set<string>();
  return Object.values(graph.edges).flatMap((edge) => {
    if (above.get(edge.target) === edge.source) return [];
    const [source, target] = [end(edge.source), end(edge.target)];
    const hidden = source !== edge.source || target !== edge.target;
    const pair = `${source}\n${target}`;
    if (hidden && (source === target || joined.has(pair))) return [];
    if (hidden) joined.add(pair);
    return [{ edge, source, target }];
  });
}

const sameItems = <T>(a: readonly T[], b: readonly T[]): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i]);
