import type { Graph, LayerNode, Position } from '../../document/schema.ts';
import { metrics } from '../blocks.ts';
import { nodeHeight } from '../layout.ts';

/** A graph from lines such as `a>b`, ports counted in the order of the lines; every node is of the kind `add`. */
export function graphOf(wires: readonly string[], params: Readonly<Record<string, unknown>> = {}): Graph {
  const nodes: Record<string, LayerNode> = {};
  const edges: Record<string, Graph['edges'][string]> = {};
  const ports = new Map<string, number>();
  for (const wire of wires) {
    const [source = '', target] = wire.split('>');
    for (const id of [source, target ?? source]) nodes[id] ??= { id, kind: 'add', name: id, params };
    if (target === undefined) continue;
    const port = ports.get(target) ?? 0;
    ports.set(target, port + 1);
    edges[wire] = { id: wire, source, target, port };
  }
  return { nodes, edges };
}

/** Pairs of nodes whose boxes touch or cover each other. */
export function overlaps(graph: Graph, layout: Readonly<Record<string, Position>>): string[] {
  const boxes = Object.values(graph.nodes).map((node) => {
    const at = layout[node.id];
    if (!at) throw new Error(`${node.id} has no position`);
    return { id: node.id, x: at.x, y: at.y, right: at.x + metrics.nodeWidth, bottom: at.y + nodeHeight(node) };
  });
  return boxes.flatMap((a, i) =>
    boxes
      .slice(i + 1)
      .filter((b) => a.x <= b.right && b.x <= a.right && a.y <= b.bottom && b.y <= a.bottom)
      .map((b) => `${a.id}/${b.id}`),
  );
}

/** Width and height of the whole drawing. */
export function extent(graph: Graph, layout: Readonly<Record<string, Position>>): { width: number; height: number } {
  const at = Object.entries(layout);
  const left = Math.min(...at.map(([, { x }]) => x));
  const top = Math.min(...at.map(([, { y }]) => y));
  const right = Math.max(...at.map(([, { x }]) => x + metrics.nodeWidth));
  const bottom = Math.max(...at.map(([id, { y }]) => y + nodeHeight(graph.nodes[id] ?? { kind: 'add', params: {} })));
  return { width: right - left, height: bottom - top };
}
