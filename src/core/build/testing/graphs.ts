import { docksOf } from '../../document/dock.ts';
import { ancestors, type Groups, nodesWithin } from '../../document/groups.ts';
import type { Graph, LayerNode, Position, StrideDocument } from '../../document/schema.ts';
import { metrics } from '../blocks.ts';
import { heightIn, nodeHeight } from '../stack.ts';

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

/** Pairs of nodes whose boxes touch or cover each other, a layer and its own strips left out. */
export function overlaps(graph: Graph, layout: Readonly<Record<string, Position>>, groups: Groups = {}): string[] {
  const { root } = docksOf({ graph, groups });
  const stackOf = (id: string) => root.get(id) ?? id;
  const boxes = Object.values(graph.nodes).map((node) => nodeBox(node, layout, heightIn({ graph, groups }, node)));
  return boxes.flatMap((a, i) =>
    boxes
      .slice(i + 1)
      .filter((b) => touch(a, b) && stackOf(a.id) !== stackOf(b.id))
      .map((b) => `${a.id}/${b.id}`),
  );
}

function nodeBox(node: LayerNode, layout: Readonly<Record<string, Position>>, height: number): Box {
  const at = layout[node.id];
  if (!at) throw new Error(`${node.id} has no position`);
  return { id: node.id, x: at.x, y: at.y, right: at.x + metrics.nodeWidth, bottom: at.y + height };
}

interface Box {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly right: number;
  readonly bottom: number;
}

const touch = (a: Box, b: Box): boolean => a.x <= b.right && b.x <= a.right && a.y <= b.bottom && b.y <= a.bottom;

/**
 * Frames that touch what does not lie in them: another frame, or a layer. A frame holds the layers and the frames inside
 * it, with a padding around them and a header above.
 */
export function frameConflicts({ graph, groups, layout }: StrideDocument): string[] {
  const nodes = Object.values(graph.nodes).map((node) => nodeBox(node, layout, heightIn({ graph, groups }, node)));
  const boxOf = new Map(nodes.map((box) => [box.id, box]));
  const within = nodesWithin(groups);
  const frames = new Map<string, Box>();
  const depth = (id: string): number => (groups[id] ? ancestors(groups, groups[id]).length : 0);
  for (const id of Object.keys(groups).sort((a, b) => depth(b) - depth(a))) {
    const children = Object.values(groups).filter(({ parent }) => parent === id);
    const inside = [
      ...(groups[id]?.members.flatMap((member) => boxOf.get(member) ?? []) ?? []),
      ...children.flatMap((child) => frames.get(child.id) ?? []),
    ];
    frames.set(id, {
      id,
      x: Math.min(...inside.map(({ x }) => x)) - metrics.groupPadding,
      y: Math.min(...inside.map(({ y }) => y)) - metrics.groupPadding - metrics.groupHeader,
      right: Math.max(...inside.map(({ right }) => right)) + metrics.groupPadding,
      bottom: Math.max(...inside.map(({ bottom }) => bottom)) + metrics.groupPadding,
    });
  }
  const lineOf = (id: string): readonly string[] =>
    groups[id] ? [id, ...ancestors(groups, groups[id]).map((group) => group.id)] : [];
  const all = [...frames.values()].map((frame) => ({ ...frame, line: new Set(lineOf(frame.id)) }));
  return all.flatMap((frame, i) => {
    const own = new Set(within.get(frame.id));
    const strangers = [
      ...nodes.filter((node) => !own.has(node.id)),
      ...all.slice(i + 1).filter((other) => !frame.line.has(other.id) && !other.line.has(frame.id)),
    ];
    return strangers.filter((box) => touch(box, frame)).map(({ id }) => `${frame.id}/${id}`);
  });
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
