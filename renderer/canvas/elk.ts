import type { ELK, ElkNode } from 'elkjs/lib/elk-api.js';
import workerUrl from 'elkjs/lib/elk-worker.min.js?url';
import { contracted, placeStrips, stackHeightOf } from '../../src/core/build/stack.ts';
import { childGroups } from '../../src/core/document/groups.ts';
import type { Graph, LayerNode, Position, StrideDocument } from '../../src/core/document/schema.ts';
import { behindCard } from './collapse-actions.ts';
import { cardRect, groupHeader, groupPadding, nodeWidth, snapped } from './geometry.ts';

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
  layout(document: StrideDocument): Promise<Record<string, Position>>;
}

export async function startLayoutEngine(): Promise<LayoutEngine> {
  const { default: Elk } = await import('elkjs/lib/elk-api.js');
  const elk = new Elk({ workerFactory: () => new Worker(workerUrl) });
  return { layout: (document) => run(elk, document) };
}

/** A rectangle that the layout around it moves as one: a layer, or a group with all that lies in it. */
interface Part {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  /** Places of its layers in it. */
  readonly inside: ReadonlyMap<string, Position>;
}

interface Network {
  readonly document: StrideDocument;
  /** Without strips: a layer has their room below it. */
  readonly graph: Graph;
  readonly children: ReturnType<typeof childGroups>;
}

/** From the inside out, each group on its own, then the network of groups: ELK wraps into columns only what is not nested. */
async function run(elk: ELK, document: StrideDocument): Promise<Record<string, Position>> {
  const { groups } = document;
  const graph = contracted(document);
  const network = { document, graph, children: childGroups(groups) };
  const grouped = new Set(Object.values(groups).flatMap(({ members }) => members));
  const loose = Object.keys(graph.nodes).filter((id) => !grouped.has(id));
  const { inside } = await arrange(elk, network, null, loose);
  const positions = Object.fromEntries([...inside].map(([id, at]) => [id, snapped(at)]));
  placeStrips(document, positions);
  return positions;
}

/** A group, or with `null` the whole network: its layers and the groups that lie in it, side by side. */
async function arrange(elk: ELK, network: Network, group: string | null, members: readonly string[]): Promise<Part> {
  const { document, graph, children } = network;
  const parts: Part[] = members.flatMap((id) => {
    const node = graph.nodes[id];
    return node ? [{ ...box(document, node), inside: new Map([[id, { x: 0, y: 0 }]]) }] : [];
  });
  for (const child of children.get(group) ?? []) {
    const part = child.collapsed
      ? cardPart(document, child.id)
      : framed(await arrange(elk, network, child.id, child.members));
    if (part && part.inside.size > 0) parts.push(part);
  }
  const partOf = new Map(parts.flatMap((part) => [...part.inside.keys()].map((id) => [id, part.id] as const)));
  const wires = Object.values(graph.edges).flatMap((edge) => {
    const source = partOf.get(edge.source);
    const target = partOf.get(edge.target);
    return source && target && source !== target ? [{ source, target }] : [];
  });
  const wrapped = group === null ? { 'elk.layered.wrapping.strategy': 'MULTI_EDGE' } : {};
  const placed = await place(elk, parts, wires, { ...options, ...wrapped });
  const inside = collect(parts, placed);
  return { id: `group ${group}`, width: placed.width ?? nodeWidth, height: placed.height ?? 0, inside };
}

/** A collapsed group: the layout moves its card, and its layers stay as they are behind it. */
function cardPart(document: StrideDocument, group: string): Part | null {
  const card = cardRect(document, group);
  if (!card) return null;
  const inside = new Map(Object.entries(behindCard(document, group, { x: 0, y: 0 })));
  return { id: `card ${group}`, width: card.width, height: card.height, inside };
}

/** With the frame of the group around it. */
const framed = ({ id, width, height, inside }: Part): Part => ({
  id,
  width: width + 2 * groupPadding,
  height: height + groupHeader + 2 * groupPadding,
  inside: new Map(
    [...inside].map(([node, at]) => [node, { x: at.x + groupPadding, y: at.y + groupHeader + groupPadding }]),
  ),
});

const box = (document: StrideDocument, node: LayerNode) => ({
  id: node.id,
  width: nodeWidth,
  height: stackHeightOf(document, node),
});

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

function collect(parts: readonly Part[], placed: ElkNode): ReadonlyMap<string, Position> {
  const corners = new Map((placed.children ?? []).map((child) => [child.id, { x: child.x ?? 0, y: child.y ?? 0 }]));
  return new Map(
    parts.flatMap((part) => {
      const corner = corners.get(part.id) ?? { x: 0, y: 0 };
      return [...part.inside].map(([id, at]) => [id, { x: corner.x + at.x, y: corner.y + at.y }] as const);
    }),
  );
}
