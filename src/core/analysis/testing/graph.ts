import type { Edge, Graph, LayerNode, NodeParams, StrideDocument } from '../../document/schema.ts';
import { emptyDocument } from '../../document/schema.ts';

/** One line a layer: id (also its name), kind, params, ids of its inputs. */
export type Line = readonly [id: string, kind: string, params?: NodeParams, inputs?: readonly string[]];

/** A graph as tests write it, mistakes included: nothing is checked. */
export function graphOf(lines: readonly Line[]): Graph {
  const nodes: Record<string, LayerNode> = {};
  const edges: Record<string, Edge> = {};
  for (const [id, kind, params = {}, inputs = []] of lines) {
    nodes[id] = { id, kind, name: id, params };
    inputs.forEach((source, port) => {
      const edge = `${id}:${port}`;
      edges[edge] = { id: edge, source, target: id, port };
    });
  }
  return { nodes, edges };
}

/** The same as a document, nodes laid out in a column. */
export function documentOf(lines: readonly Line[]): StrideDocument {
  const layout = Object.fromEntries(lines.map(([id], i) => [id, { x: 0, y: i * 84 }]));
  return { ...emptyDocument('test'), graph: graphOf(lines), layout };
}

/** A chain of `length` convolutions and activations, for measuring. */
export function chainOf(length: number): Graph {
  const lines: Line[] = [['n0', 'input', { shape: [64, 64, 3] }]];
  for (let i = 1; i < length; i++) {
    lines.push(
      i % 2 === 1
        ? [`n${i}`, 'conv2d', { filters: 16 + (i % 7), padding: 'same' }, [`n${i - 1}`]]
        : [`n${i}`, 'relu', {}, [`n${i - 1}`]],
    );
  }
  return graphOf(lines);
}

export function setParams(graph: Graph, id: string, params: NodeParams): Graph {
  const node = graph.nodes[id];
  if (!node) throw new Error(`no node ${id}`);
  return { ...graph, nodes: { ...graph.nodes, [id]: { ...node, params: { ...node.params, ...params } } } };
}
