import type { ELK, ElkNode } from 'elkjs/lib/elk-api.js';
import workerUrl from 'elkjs/lib/elk-worker.min.js?url';
import type { Graph, Group, LayerNode, Position } from '../../src/core/document/schema.ts';
import { groupHeader, groupPadding, heightOf, nodeWidth, snapped } from './geometry.ts';

const options = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
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

/** A rectangle that the outer layout moves as one: a layer, or a group with its members arranged in it. */
interface Part {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  /** Members' places in it. */
  readonly inside: ReadonlyMap<string, Position>;
}

/** Groups first, each on its own, then the network of groups: ELK wraps into columns only what is not nested. */
async function run(elk: ELK, graph: Graph, groups: Readonly<Record<string, Group>>): Promise<Record<string, Position>> {
  const partOf = new Map<string, string>();
  const parts: Part[] = [];
  for (const group of Object.values(groups)) {
    const members = group.members.flatMap((id) => graph.nodes[id] ?? []);
    if (members.length === 0) continue;
    const part = await arrangeGroup(elk, graph, `group ${group.id}`, members);
    for (const { id } of members) partOf.set(id, part.id);
    parts.push(part);
  }
  for (const node of Object.values(graph.nodes)) {
    if (partOf.has(node.id)) continue;
    partOf.set(node.id, node.id);
    parts.push({ ...box(node), inside: new Map([[node.id, { x: 0, y: 0 }]]) });
  }
  const wires = Object.values(graph.edges).flatMap((edge) => {
    const source = partOf.get(edge.source);
    const target = partOf.get(edge.target);
    return source && target && source !== target ? [{ source, target }] : [];
  });
  const placed = await place(elk, parts, wires, { ...options, 'elk.layered.wrapping.strategy': 'MULTI_EDGE' });
  return collect(parts, placed);
}

async function arrangeGroup(elk: ELK, graph: Graph, id: string, members: readonly LayerNode[]): Promise<Part> {
  const own = new Set(members.map((member) => member.id));
  const wires = Object.values(graph.edges).filter((edge) => own.has(edge.source) && own.has(edge.target));
  const laidOut = await place(elk, members.map(box), wires, options);
  const inside = new Map(
    (laidOut.children ?? []).map((child) => [
      child.id,
      { x: (child.x ?? 0) + groupPadding, y: (child.y ?? 0) + groupHeader + groupPadding },
    ]),
  );
  const width = (laidOut.width ?? nodeWidth) + 2 * groupPadding;
  return { id, width, height: (laidOut.height ?? 0) + groupHeader + 2 * groupPadding, inside };
}

const box = (node: LayerNode) => ({ id: node.id, width: nodeWidth, height: heightOf(node, false) });

const place = (
  elk: ELK,
  boxes: readonly { readonly id: string; readonly width: number; readonly height: number }[],
  wires: readonly { readonly source: string; readonly target: string }[],
  layoutOptions: Record<string, string>,
): Promise<ElkNode> =>
  elk.layout({
    id: 'root',
    layoutOptions: { ...layoutOptions, 'elk.padding': '[top=0,left=0,bottom=0,right=0]' },
    children: boxes.map(({ id, width, height }) => ({ id, width, height })),
    edges: wires.map(({ source, target }, i) => ({ id: `wire ${i}`, sources: [source], targets: [target] })),
  });

function collect(parts: readonly Part[], placed: ElkNode): Record<string, Position> {
  const corners = new Map((placed.children ?? []).map((child) => [child.id, { x: child.x ?? 0, y: child.y ?? 0 }]));
  const positions: Record<string, Position> = {};
  for (const part of parts) {
    const corner = corners.get(part.id) ?? { x: 0, y: 0 };
    for (const [id, at] of part.inside) positions[id] = snapped({ x: corner.x + at.x, y: corner.y + at.y });
  }
  return positions;
}
