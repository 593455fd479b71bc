import { overlaps, type Rect } from './geometry.ts';
import type { CanvasEdge, CanvasNode, Projection } from './projection.ts';
import type { CanvasState } from './store.ts';

type Seen = Pick<CanvasState, 'nodes' | 'edges' | 'viewport' | 'size' | 'overview'> & {
  readonly wiring: { readonly node: string } | null;
};

const noNodes: CanvasNode[] = [];
const noEdges: CanvasEdge[] = [];
const nothing: Projection = { nodes: noNodes, edges: noEdges };

/** How far around the view React Flow knows what is there, in widths and heights of the view. */
const margin = 1;

/**
 * The part of a network that React Flow is given: what is in view or could soon be, and what must not get lost, which is
 * selected, dragged or being wired. React Flow looks at all that it has at every event, so that a pan among 10,000 layers
 * costs what it does among 300. In the overview it has nothing. Both arrays keep their identity while nothing in them changes.
 */
export function createWindow(): (state: Seen) => Projection {
  const endsOf = createEndReader();
  let last: Seen | null = null;
  let area: Rect = { x: 0, y: 0, width: 0, height: 0 };
  let shown: Projection = nothing;
  return (state) => {
    if (state.overview) {
      last = null;
      shown = nothing;
      return shown;
    }
    const view = viewOf(state);
    const same = last?.nodes === state.nodes && last.edges === state.edges && last.wiring === state.wiring;
    if (same && inside(view, area)) return shown;
    // What stays within the old area leaves React Flow with what it has.
    if (!inside(view, area) || !last) area = around(view);
    last = state;
    shown = keep(shown, choose(state, area, endsOf(state.nodes, state.edges)));
    return shown;
  };
}

const viewOf = ({ viewport: { x, y, zoom }, size }: Seen): Rect => ({
  x: -x / zoom,
  y: -y / zoom,
  width: size.width / zoom,
  height: size.height / zoom,
});

const around = ({ x, y, width, height }: Rect): Rect => ({
  x: x - margin * width,
  y: y - margin * height,
  width: (1 + 2 * margin) * width,
  height: (1 + 2 * margin) * height,
});

const inside = (a: Rect, b: Rect): boolean =>
  a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width && a.y + a.height <= b.y + b.height;

function choose({ nodes, edges, wiring }: Seen, area: Rect, ends: Int32Array): Projection {
  const wanted = new Uint8Array(nodes.length);
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i];
    if (node && (node.selected || node.dragging || node.id === wiring?.node || overlaps(rectOf(node), area)))
      wanted[i] = 1;
  }
  const chosen: CanvasEdge[] = [];
  for (let i = 0; i < edges.length; i++) {
    const [from = -1, to = -1] = [ends[2 * i], ends[2 * i + 1]];
    const [edge, source, target] = [edges[i], nodes[from], nodes[to]];
    if (!edge || !source || !target || !overlaps(between(source, target), area)) continue;
    chosen.push(edge);
    // A wire may cross the view between two layers that are far outside of it.
    wanted[from] = 1;
    wanted[to] = 1;
  }
  return { nodes: nodes.filter((_, i) => wanted[i] === 1), edges: chosen };
}

const rectOf = ({ position, width = 0, height = 0 }: CanvasNode): Rect => ({ ...position, width, height });

/** Around both; never empty, so that a wire straight down counts. */
function between(a: CanvasNode, b: CanvasNode): Rect {
  const x = Math.min(a.position.x, b.position.x);
  const y = Math.min(a.position.y, b.position.y);
  const right = Math.max(a.position.x + (a.width ?? 0), b.position.x + (b.width ?? 0));
  const bottom = Math.max(a.position.y + (a.height ?? 0), b.position.y + (b.height ?? 0));
  return { x, y, width: right - x, height: bottom - y };
}

/** Places among the nodes of the two ends of each edge, one after the other; looked up again only when ids or edges change. */
function createEndReader() {
  let order: readonly CanvasNode[] = [];
  let wires: readonly CanvasEdge[] | null = null;
  let ends = new Int32Array(0);
  return (nodes: readonly CanvasNode[], edges: readonly CanvasEdge[]): Int32Array => {
    const same = wires === edges && sameIds(order, nodes);
    order = nodes;
    if (same) return ends;
    wires = edges;
    const places = new Map(nodes.map(({ id }, i) => [id, i]));
    ends = Int32Array.from(edges.flatMap(({ source, target }) => [places.get(source) ?? -1, places.get(target) ?? -1]));
    return ends;
  };
}

const sameIds = (a: readonly CanvasNode[], b: readonly CanvasNode[]): boolean =>
  a === b || (a.length === b.length && a.every(({ id }, i) => id === b[i]?.id));

const keep = (before: Projection, now: Projection): Projection => ({
  nodes: sameItems(before.nodes, now.nodes) ? before.nodes : now.nodes,
  edges: sameItems(before.edges, now.edges) ? before.edges : now.edges,
});

const sameItems = <T>(a: readonly T[], b: readonly T[]): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i]);
