import type { Command } from '../../document/commands.ts';
import { newNodes } from '../../document/edit.ts';
import type { Edge, LayerNode, NodeParams, Position, StrideDocument } from '../../document/schema.ts';
import { layerOf } from '../../layers/registry.ts';
import type { Shape } from '../../math/shape.ts';
import { fix } from '../../problems/messages.ts';
import type { Fix, Problem } from '../../problems/problem.ts';
import type { Analysis } from '../types.ts';

/** What an idea for a fix may look at. */
export interface FixContext {
  readonly document: StrideDocument;
  readonly analysis: Analysis;
  readonly problem: Problem;
}

/** The same for a problem of one node. */
export interface NodeFixContext extends FixContext {
  readonly node: LayerNode;
  /** Wires into it, in port order. */
  readonly incoming: readonly Edge[];
}

export const shapeOf = ({ analysis }: FixContext, id: string): Shape | null => analysis.node(id)?.output?.shape ?? null;

export const nameOf = ({ document }: FixContext, id: string): string => document.graph.nodes[id]?.name ?? id;

export function incomingOf({ document }: FixContext, id: string): readonly Edge[] {
  return Object.values(document.graph.edges)
    .filter((edge) => edge.target === id && Object.hasOwn(document.graph.nodes, edge.source))
    .sort((a, b) => a.port - b.port);
}

export interface WantedLayer {
  readonly kind: string;
  readonly params?: NodeParams;
}

/** Commands that put layers on a wire, one after the other, spread over the room between its ends. */
export function insertCommands(
  document: StrideDocument,
  wires: readonly { readonly edge: Edge; readonly layers: readonly WantedLayer[] }[],
): readonly Command[] {
  const nodes = newNodes(
    document,
    wires.flatMap(({ layers }) => layers),
  );
  let next = 0;
  return wires.flatMap(({ edge, layers }) =>
    layers.flatMap((_, i): readonly Command[] => {
      const node = nodes[next++];
      if (!node) return [];
      const position = between(document, edge, (i + 1) / (layers.length + 1));
      // The wire keeps its id on its last stretch, so that the next layer goes behind this one.
      return [{ type: 'insertOnEdge', edge: edge.id, node, position }];
    }),
  );
}

export const setField = (node: string, field: string, value: unknown, shown: string): Fix =>
  fix('set.field', { field, value: shown }, [{ type: 'setParams', node, params: { [field]: value } }]);

export function removeEdges(context: FixContext, edges: readonly Edge[]): Fix {
  const names = (ids: readonly string[]): string => [...new Set(ids.map((id) => nameOf(context, id)))].join(', ');
  const from = names(edges.map((edge) => edge.source));
  const to = names(edges.map((edge) => edge.target));
  return fix('remove.edge', { from, to }, [{ type: 'remove', nodes: [], edges: edges.map((edge) => edge.id) }]);
}

/** Default of one param, `undefined` where the kind has none by that name. */
export function defaultOf(kind: string, field: string): unknown {
  const defaults = layerOf(kind)?.params.safeParse({});
  return defaults?.success && typeof defaults.data === 'object' && defaults.data !== null
    ? Reflect.get(defaults.data, field)
    : undefined;
}

/** A param's value as a title shows it: `3×3`, `same`. */
export const showValue = (value: unknown): string =>
  Array.isArray(value) ? value.map(showValue).join('×') : String(value);

function between({ layout }: StrideDocument, edge: Edge, share: number): Position {
  const from = layout[edge.source] ?? { x: 0, y: 0 };
  const to = layout[edge.target] ?? from;
  return { x: Math.round(from.x + (to.x - from.x) * share), y: Math.round(from.y + (to.y - from.y) * share) };
}
