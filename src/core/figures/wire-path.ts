import { metrics } from '../build/blocks.ts';
import type { Position } from '../document/schema.ts';
import { nodeWidth } from './geometry.ts';

/** Length of the arrow's head, px: the line ends where it begins. */
export const arrowLength = 7;

const bend = 26;
const corner = 8;

/**
 * Path of a wire from the bottom of a node to the top of another: straight down, then a bend over the last pixels
 * before the target. A target that is not below is reached around, along `channel`, else the gap beside it.
 */
export function wirePath(from: Position, to: Position, channel: number | null = null): string {
  const end = to.y - arrowLength;
  if (end - from.y < 8) return detour(from, to, channel);
  if (Math.abs(from.x - to.x) < 0.5) return `M${from.x} ${from.y}V${end}`;
  const start = Math.max(from.y, end - bend * 2);
  const middle = (start + end) / 2;
  return `M${from.x} ${from.y}V${start}C${from.x} ${middle} ${to.x} ${middle} ${to.x} ${end}`;
}

function detour(from: Position, to: Position, channel: number | null): string {
  const down = from.y + metrics.gapDown / 2;
  const up = to.y - metrics.gapDown / 2 - arrowLength / 2;
  const toRight = to.x > from.x;
  const beside = channel ?? to.x + (toRight ? -1 : 1) * (nodeWidth / 2 + metrics.gapAcross);
  return rounded([
    from,
    { x: from.x, y: down },
    { x: beside, y: down },
    { x: beside, y: up },
    { x: to.x, y: up },
    { x: to.x, y: to.y - arrowLength },
  ]);
}

/** A path through right-angled corners, each rounded. */
function rounded(points: readonly Position[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let path = `M${first.x} ${first.y}`;
  rest.forEach((point, i) => {
    const before = rest[i - 1] ?? first;
    const after = rest[i + 1];
    if (!after) {
      path += `L${point.x} ${point.y}`;
      return;
    }
    const a = towards(point, before);
    const b = towards(point, after);
    path += `L${a.x} ${a.y}Q${point.x} ${point.y} ${b.x} ${b.y}`;
  });
  return path;
}

function towards(from: Position, to: Position): Position {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const part = length === 0 ? 0 : Math.min(corner, length / 2) / length;
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

/** Stroke for a tensor of so many values, px: DESIGN.md, Edges. */
export const wireWidth = (values: number): number =>
  Math.min(5, Math.max(1.25, 0.9 + 0.46 * Math.log2(Math.max(values, 1) / 256)));
