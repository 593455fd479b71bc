import type { Analysis } from '../../src/core/analysis/types.ts';
import { docksOf } from '../../src/core/document/dock.ts';
import { canConnect } from '../../src/core/document/edit.ts';
import type { Edge, Graph, LayerNode, Position, StrideDocument } from '../../src/core/document/schema.ts';
import { layerOf } from '../../src/core/layers/registry.ts';
import type { Problem } from '../../src/core/problems/problem.ts';
import { bottomOf, rectOf } from './geometry.ts';

/** A wire that could be made. */
export interface Connection {
  /** The layer at its other end. */
  readonly layer: LayerNode;
  readonly source: string;
  readonly target: string;
  /** Name of the layer that feeds the target now, and no longer would. */
  readonly replaces: string | null;
  /** Why not: with severity `warning` the wire can be made, but the shapes will not fit. */
  readonly why: Problem | null;
}

export interface Connections {
  /** From the layer to others. */
  readonly feed: readonly Connection[];
  /** From others to the layer. */
  readonly take: readonly Connection[];
}

interface ConnectQuery {
  readonly document: StrideDocument;
  readonly analysis: Analysis;
  readonly node: string;
  /** Whether a layer is among those searched for. */
  readonly matches: (layer: LayerNode) => boolean;
}

/** Most layers of each direction that are listed: more are found by typing. */
const most = { possible: 24, circular: 6 } as const;

/**
 * Wires that could be made from and to a layer: those that fit first, then those whose shapes will not, then those that can
 * never be; the nearest first. Of a stack, the top takes wires and the bottom gives them.
 */
export function connectionsOf({ document, analysis, node, matches }: ConnectQuery): Connections {
  const { root } = docksOf(document);
  const { graph } = document;
  if (!graph.nodes[node]) return { feed: [], take: [] };
  const from = root.has(node) ? node : bottomOf(document, node);
  const stack = root.get(node) ?? node;
  const takes = (id: string) => layerOf(graph.nodes[id]?.kind ?? '')?.arity.max !== 0;
  const found = Object.values(graph.nodes).filter(
    (layer) => (root.get(layer.id) ?? layer.id) !== stack && matches(layer),
  );
  const judge = (source: string, target: string, layer: LayerNode): Connection => {
    const checked = canConnect(graph, analysis, source, target);
    const replaced = checked.ok && checked.value.replaces !== null ? graph.edges[checked.value.replaces] : undefined;
    return {
      layer,
      source,
      target,
      replaces: (replaced && graph.nodes[replaced.source]?.name) ?? null,
      why: checked.ok ? null : checked.error,
    };
  };
  const near = nearest(document, node);
  const targets = found.filter(({ id }) => !root.has(id) && takes(id));
  const sources = takes(node) ? found.filter(({ id }) => bottomOf(document, id) === id) : [];
  return {
    feed: ranked(near(targets, reached(graph, from, 'up')).map((layer) => judge(from, layer.id, layer))),
    take: ranked(near(sources, reached(graph, node, 'down')).map((layer) => judge(layer.id, node, layer))),
  };
}

/** The wires of a layer and its stack: what feeds it, by port, then what it feeds. */
export function wiresOfLayer(document: StrideDocument, node: string): readonly Edge[] {
  const edges = Object.values(document.graph.edges);
  const { root, above } = docksOf(document);
  const last = root.has(node) ? node : bottomOf(document, node);
  const into = edges.filter(({ target }) => target === node).sort((a, b) => a.port - b.port);
  // A strip touches what feeds it: that is no wire to see.
  const out = edges.filter((edge) => edge.source === last && above.get(edge.target) !== last);
  return [...into, ...out];
}

const ranked = (all: readonly Connection[]): readonly Connection[] =>
  [0, 1, 2].flatMap((rank) => all.filter(({ why }) => rankOf(why) === rank));

function rankOf(why: Problem | null): 0 | 1 | 2 {
  if (!why) return 0;
  return why.severity === 'warning' ? 1 : 2;
}

function nearest(document: StrideDocument, node: string) {
  const middle = (id: string): Position => {
    const rect = rectOf(document, id);
    return rect ? { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 } : { x: 0, y: 0 };
  };
  const here = middle(node);
  const distance = ({ id }: LayerNode) => Math.hypot(middle(id).x - here.x, middle(id).y - here.y);
  return (layers: readonly LayerNode[], circular: ReadonlySet<string>): readonly LayerNode[] => {
    const sorted = layers.map((layer) => ({ layer, far: distance(layer) })).sort((a, b) => a.far - b.far);
    const part = (isCircular: boolean, count: number) =>
      sorted.filter(({ layer }) => circular.has(layer.id) === isCircular).slice(0, count);
    const all = [...part(false, most.possible), ...part(true, most.circular)];
    return all.sort((a, b) => a.far - b.far).map(({ layer }) => layer);
  };
}

/** Layers that a wire would make a circle with: all above for what the layer feeds, all below for what feeds it. */
function reached({ edges }: Graph, node: string, direction: 'up' | 'down'): ReadonlySet<string> {
  const next = new Map<string, string[]>();
  for (const { source, target } of Object.values(edges)) {
    const [from, to] = direction === 'down' ? [source, target] : [target, source];
    const known = next.get(from);
    if (known) known.push(to);
    else next.set(from, [to]);
  }
  const seen = new Set([node]);
  // A set is walked through as it grows.
  for (const id of seen) for (const other of next.get(id) ?? []) seen.add(other);
  return seen;
}
