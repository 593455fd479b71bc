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

/** Least way down over which a wire bends from one column to another, px. */
const leastDown = 8;

/** How far a wire goes on at its ends before it turns to a bend that is not below, px. */
const stub = 14;

/** Far enough down that the bend from one column to the other is one. */
const falls = (from: Position, to: Position): boolean =>
  to.y - from.y >= Math.max(leastDown, Math.abs(to.x - from.x) / 4);

/** Rather up than to a side. */
const rises = (from: Position, to: Position): boolean => from.y - to.y > Math.abs(to.x - from.x) / 2;

/**
 * Through all of these places, vertical at both ends. Where it leads down from one place to the next it is as every other
 * wire; elsewhere it is straight, and the corners between are rounded.
 */
function wayThrough(places: readonly Position[]): string {
  const legs = legsOf(places);
  const first = legs[0]?.from;
  if (!first) return '';
  let path = `M${first.x} ${first.y}`;
  legs.forEach((leg, i) => {
    const [before, next] = [legs[i - 1], legs[i + 1]];
    const cut = before ? cornerBetween(before, leg) : 0;
    const nextCut = next ? cornerBetween(leg, next) : 0;
    path += leg.drawn(cut, nextCut);
    if (nextCut > 0 && next) {
      const end = ahead(leg.to, next.heading, nextCut);
      path += `Q${leg.to.x} ${leg.to.y} ${end.x} ${end.y}`;
    }
  });
  return path;
}

function legsOf(places: readonly Position[]): readonly Leg[] {
  const legs = places.slice(1).map((to, i) => {
    const [before, from, after] = [places[i - 1], places[i] ?? to, places[i + 2]];
    // It arrives as it goes on, which a way down cannot where the next leads back up.
    const turns = (before !== undefined && rises(before, from)) || (after !== undefined && rises(to, after));
    return new Leg(from, to, falls(from, to) && !turns);
  });
  const [first, last] = [legs[0], legs.at(-1)];
  if (!first || !last) return legs;
  const out = { x: first.from.x, y: first.from.y + stub };
  const into = { x: last.to.x, y: last.to.y - stub };
  const middle = [...legs];
  if (!first.isLane) middle.splice(0, 1, new Leg(first.from, out, true), new Leg(out, first.to, false));
  const end = middle.at(-1);
  if (end && !last.isLane) middle.splice(-1, 1, new Leg(end.from, into, false), new Leg(into, end.to, true));
  return middle;
}

/** One part of a way: straight, or down from one column to another. */
class Leg {
  readonly from: Position;
  readonly to: Position;
  /** Which way it begins, and ends. */
  readonly heading: Position;
  /** How much of it corners may take at each end, px. */
  readonly room: number;
  /** Whether it begins and ends downwards. */
  readonly isLane: boolean;

  constructor(from: Position, to: Position, isLane: boolean) {
    this.from = from;
    this.to = to;
    this.isLane = isLane;
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const length = isLane ? dy : Math.hypot(dx, dy);
    this.heading = isLane || length === 0 ? { x: 0, y: 1 } : { x: dx / length, y: dy / length };
    this.room = length / 2;
  }

  /** Without what corners take of its beginning and its end. */
  drawn(cutFrom: number, cutTo: number): string {
    const a = ahead(this.from, this.heading, cutFrom);
    const b = ahead(this.to, this.heading, -cutTo);
    if (!this.isLane || Math.abs(a.x - b.x) < 0.5) return `L${b.x} ${b.y}`;
    const start = Math.max(a.y, b.y - bend * 2);
    const middle = (start + b.y) / 2;
    return `L${a.x} ${start}C${a.x} ${middle} ${b.x} ${middle} ${b.x} ${b.y}`;
  }
}

/** How much of both the corner between them takes; none between two that lead down. */
const cornerBetween = (a: Leg, b: Leg): number => (a.isLane && b.isLane ? 0 : Math.min(corner, a.room, b.room));

const ahead = ({ x, y }: Position, heading: Position, by: number): Position => ({
  x: x + heading.x * by,
  y: y + heading.y * by,
});

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
