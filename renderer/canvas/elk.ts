import type { ELK, ElkNode } from 'elkjs/lib/elk-api.js';
import workerUrl from 'elkjs/lib/elk-worker.min.js?url';
import type { Graph, Group, LayerNode, Position } from '../../src/core/document/schema.ts';
import { groupHeader, groupPadding, heightOf, nodeWidth } from './geometry.ts';

const options = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.layered.layering.strategy': 'LONGEST_PATH_SOURCE',
  'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
  'elk.layered.nodePlacement.bk.fixedAlignment': 'BALANCED',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.layered.thoroughness': '1',
  'elk.spacing.nodeNode': '12',
  'elk.spacing.edgeNode': '12',
  'elk.spacing.componentComponent': '64',
  'elk.layered.spacing.nodeNodeBetweenLayers': '28',
  'elk.layered.spacing.edgeNodeBetweenLayers': '10',
  'elk.layered.wrapping.additionalEdgeSpacing': '24',
  'elk.aspectRatio': '1.6',
};

/** Layout by elkjs in a worker of its own: a second for the largest networks, without holding up the page. */
export interface LayoutEngine {
  layout(graph: Graph, groups: Readonly<Record<string, Group>>): Promise<Record<string, Position>>;
}

export async function startLayoutEngine(): Promise<LayoutEngine> {
  const { default: Elk } = await import('elkjs/lib/elk-api.js');
  const elk = new Elk({ workerFactory: () => new Worker(workerUrl) });
  return { layout: (graph, groups) => run(elk, graph, groups) };
}

async function run(elk: ELK, graph: Graph, groups: Readonly<Record<string, Group>>): Promise<Record<string, Position>> {
  const laidOut = await elk.layout(toElk(graph, groups));
  const positions: Record<string, Position> = {};
  collect(laidOut, { x: 0, y: 0 }, graph, positions);
  return positions;
}

function toElk(graph: Graph, groups: Readonly<Record<string, Group>>): ElkNode {
  const grouped = new Set(Object.values(groups).flatMap((group) => group.members));
  const frames = Object.values(groups).map((group) => ({
    id: groupId(group.id),
    layoutOptions: {
      'elk.padding': `[top=${groupHeader + groupPadding},left=${groupPadding},bottom=${groupPadding},right=${groupPadding}]`,
    },
    children: group.members.flatMap((id) => (graph.nodes[id] ? [elkNode(graph.nodes[id])] : [])),
  }));
  const free = Object.values(graph.nodes).filter((node) => !grouped.has(node.id));
  return {
    id: 'root',
    // ELK wraps long chains into columns only where nothing is nested.
    layoutOptions: frames.length === 0 ? { ...options, 'elk.layered.wrapping.strategy': 'MULTI_EDGE' } : options,
    children: [...frames, ...free.map(elkNode)],
    edges: Object.values(graph.edges).map((edge) => ({
      id: `edge ${edge.id}`,
      sources: [edge.source],
      targets: [edge.target],
    })),
  };
}

const groupId = (id: string): string => `group ${id}`;

const elkNode = (node: LayerNode): ElkNode => ({ id: node.id, width: nodeWidth, height: heightOf(node, false) });

/** ELK gives positions relative to the frame around. */
function collect(node: ElkNode, from: Position, graph: Graph, positions: Record<string, Position>): void {
  for (const child of node.children ?? []) {
    const at = { x: from.x + (child.x ?? 0), y: from.y + (child.y ?? 0) };
    if (graph.nodes[child.id]) positions[child.id] = { x: Math.round(at.x), y: Math.round(at.y) };
    collect(child, at, graph, positions);
  }
}
