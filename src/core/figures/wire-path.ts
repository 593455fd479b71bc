import { metrics } from '../build/blocks.ts';
import type { Position } from '../document/schema.ts';
import { nodeWidth } from './geometry.ts';

/** Length of the arrow's head, px: the line ends where it begins. */
export const arrowLength = 7;

const bend = 26;
const corner = 8;

/**
 * Path of a wire from the bottom of a node to the top of another: straight down, then a bend over the last pixels
 * before the target. A target that is not below is reached around, along `channel`, else the gap beside it. `via`: bends of
 * its own, through which it goes and nothing else.
 */
export function wirePath(
  from: Position,
  to: Position,
  channel: number | null = null,
  via: readonly Position[] = [],
): string {
  const end = to.y - arrowLength;
  if (via.length > 0) return wayThrough([from, ...via, { x: to.x, y: end }]);
  if (end - from.y < 8) return detour(from, to, channel);
  if (Math.abs(from.x - to.x) < 0.5) return `M${from.x} ${from.y}V${end}`;
  const start = Math.max(from.y, end - bend * 2);
  const middle = (start + end) / 2;
  return `M${from.x} ${from.y}V${start}C${from.x} ${middle} ${to.x} ${middle} ${to.x} ${end}`;
}

const down: Position = { x: 0, y: 1 };

/** Smooth through all of these places, vertical at both ends. */
function wayThrough(places: readonly Position[]): string {
  const [first, ...rest] = places;
  if (!first) return '';
  let path = `M${first.x} ${first.y}`;
  rest.forEach((place, i) => {
    const before = places[i] ?? first;
    path += leg(before, place, headingAt(places, i), headingAt(places, i + 1));
  });
  return path;
}

/** Which way a wire passes a place: down while it leads down, else along the axis that leads from the last to the next. */
function headingAt(places: readonly Position[], i: number): Position {
  const [before, at, after] = [places[i - 1], places[i], places[i + 1]];
  if (!before || !at || !after) return down;
  if (at.y - before.y >= leastDown && after.y - at.y >= leastDown) return down;
  const [dx, dy] = [after.x - before.x, after.y - before.y];
  return Math.abs(dx) > Math.abs(dy) ? { x: Math.sign(dx), y: 0 } : { x: 0, y: Math.sign(dy) || 1 };
}

/** Least way down over which a wire bends from one column to another, px. */
const leastDown = 8;

/** Between two places that are passed in these directions: straight on and bent over the last pixels, else an arc. */
function leg(from: Position, to: Position, out: Position, into: Position): string {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const along = dx * out.x + dy * out.y;
  const across = Math.abs(dx * out.y) + Math.abs(dy * out.x);
  if (out.x !== into.x || out.y !== into.y || along < leastDown) {
    const reach = Math.min(arcReach, Math.max(arcReach / 4, Math.hypot(dx, dy) / 2));
    return curve(ahead(from, out, reach), ahead(to, into, -reach), to);
  }
  if (across < 0.5) return `L${to.x} ${to.y}`;
  const straight = Math.max(0, along - bend * 2);
  const half = (along - straight) / 2;
  const start = ahead(from, out, straight);
  return `L${start.x} ${start.y}${curve(ahead(start, out, half), ahead(to, into, -half), to)}`;
}

/** How far an arc reaches on before it turns, px. */
const arcReach = 80;

const ahead = ({ x, y }: Position, heading: Position, by: number): Position => ({
  x: x + heading.x * by,
  y: y + heading.y * by,
});

const curve = (a: Position, b: Position, to: Position): string => `C${a.x} ${a.y} ${b.x} ${b.y} ${to.x} ${to.y}`;

function detour(from: Position, to: Position, channel: number | null): string {
  const below = from.y + metrics.gapDown / 2;
  const up = to.y - metrics.gapDown / 2 - arrowLength / 2;
  const toRight = to.x > from.x;
  const beside = channel ?? to.x + (toRight ? -1 : 1) * (nodeWidth / 2 + metrics.gapAcross);
  return rounded([
    from,
    { x: from.x, y: below },
    { x: beside, y: below },
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
