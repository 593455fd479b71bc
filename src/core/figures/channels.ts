import { metrics } from '../build/blocks.ts';
import { docksOf } from '../document/dock.ts';
import type { StrideDocument } from '../document/schema.ts';
import { cardWidth, nodeWidth, type Rect, rectOf } from './geometry.ts';

/** Distance of a channel from the column of layers beside it: outside of a group's frame. */
const distance = metrics.groupPadding * 2;

/**
 * Where wires that lead up run vertically, by edge id: those of one layer share a channel beside all of its targets,
 * so that a wrap into the next column is one line and not as many as there are branches.
 */
export function channelsOf(document: StrideDocument): ReadonlyMap<string, number> {
  const seen = known.get(document) ?? findChannels(document);
  known.set(document, seen);
  return seen;
}

/** The canvas, its minimap and its overview all ask for those of the same version. */
const known = new WeakMap<StrideDocument, ReadonlyMap<string, number>>();

function findChannels(document: StrideDocument): ReadonlyMap<string, number> {
  const sides = new Map<string, Side>();
  const { above } = docksOf(document);
  for (const edge of Object.values(document.graph.edges)) {
    if (above.get(edge.target) === edge.source) continue;
    const from = rectOf(document, edge.source);
    const to = rectOf(document, edge.target);
    if (!from || !to || to.y > from.y + from.height) continue;
    const toRight = to.x >= from.x;
    const key = `${edge.source}${toRight ? '>' : '<'}`;
    const outer = toRight ? to.x - distance : to.x + to.width + distance;
    const side = sides.get(key) ?? { edges: [], at: outer, toRight, top: to.y, bottom: from.y + from.height };
    side.edges.push(edge.id);
    side.top = Math.min(side.top, to.y);
    side.at = toRight ? Math.min(side.at, outer) : Math.max(side.at, outer);
    sides.set(key, side);
  }
  if (sides.size === 0) return new Map();
  const isFree = createGauge(document);
  return new Map(
    [...sides.values()].flatMap((side) => {
      const at = clear(side, isFree);
      return side.edges.map((id) => [id, at] as const);
    }),
  );
}

interface Side {
  readonly edges: string[];
  at: number;
  readonly toRight: boolean;
  top: number;
  readonly bottom: number;
}

/** More layers in the way than this, and the wire goes through them. */
const mostSteps = 40;

/** The nearest place towards where the wire comes from that no layer stands in; where it was wanted if there is none. */
function clear({ at, toRight, top, bottom }: Side, obstacle: Gauge): number {
  let free = at;
  for (let step = 0; step < mostSteps; step++) {
    const found = obstacle(free, top, bottom);
    if (!found) return free;
    free = toRight ? found.x - distance : found.x + found.width + distance;
  }
  return at;
}

/** A layer that a vertical line at `x` would cross between `top` and `bottom`. */
type Gauge = (x: number, top: number, bottom: number) => Rect | undefined;

const binWidth = nodeWidth;

function createGauge(document: StrideDocument): Gauge {
  const bins = new Map<number, Rect[]>();
  for (const id of Object.keys(document.graph.nodes)) {
    const rect = rectOf(document, id);
    if (!rect) continue;
    const bin = Math.floor(rect.x / binWidth);
    const rects = bins.get(bin);
    if (rects) rects.push(rect);
    else bins.set(bin, [rect]);
  }
  const margin = distance / 2;
  return (x, top, bottom) => {
    const first = Math.floor((x - margin - cardWidth) / binWidth);
    const last = Math.floor((x + margin) / binWidth);
    for (let bin = first; bin <= last; bin++) {
      const found = bins
        .get(bin)
        ?.find(
          (rect) =>
            rect.x < x + margin && rect.x + rect.width > x - margin && rect.y < bottom && rect.y + rect.height > top,
        );
      if (found) return found;
    }
    return undefined;
  };
}
