import type { Position } from '../../src/core/document/schema.ts';
import { boundsOf, type Rect } from './geometry.ts';

/**
 * What a helper line shows. `line`: edges or middles lie on one line, `at` along the other axis, from `from` to `to`.
 * `gap`: the room between two things, of which several in a row are as wide.
 */
export type Guide =
  | { readonly kind: 'line'; readonly axis: Axis; readonly at: number; readonly from: number; readonly to: number }
  | {
      readonly kind: 'gap';
      readonly axis: Axis;
      /** Where it is drawn, across. */
      readonly at: number;
      readonly from: number;
      readonly to: number;
    };

/** `x`: things move to the left or right; its lines are vertical. */
type Axis = 'x' | 'y';

export interface Aligned {
  /** How far what is dragged has to be moved to lie on the guides. */
  readonly dx: number;
  readonly dy: number;
  readonly guides: readonly Guide[];
}

interface Span {
  readonly start: number;
  readonly end: number;
}

const span = ({ x, y, width, height }: Rect, axis: Axis): Span =>
  axis === 'x' ? { start: x, end: x + width } : { start: y, end: y + height };
const other = (axis: Axis): Axis => (axis === 'x' ? 'y' : 'x');
const lengthOf = ({ start, end }: Span): number => end - start;
const middleOf = ({ start, end }: Span): number => (start + end) / 2;
const meets = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;

/** Differences below this are none. */
const exact = 0.01;

/**
 * The nearest place to `box` where an edge or middle of it lines up with one of `others`, or where the gaps to its
 * neighbours are equal; on each axis alone, and no further than `tolerance` away.
 */
export function alignBox(box: Rect, others: readonly Rect[], tolerance: number): Aligned {
  if (tolerance <= 0) return { dx: 0, dy: 0, guides: [] };
  const dx = nearest(box, others, 'x', tolerance);
  const dy = nearest(box, others, 'y', tolerance);
  const placed = { ...box, x: box.x + (dx ?? 0), y: box.y + (dy ?? 0) };
  const guides = [
    ...(dx === null ? [] : guidesAt(placed, others, 'x')),
    ...(dy === null ? [] : guidesAt(placed, others, 'y')),
  ];
  return { dx: dx ?? 0, dy: dy ?? 0, guides };
}

/** The same for a point, which lines up with points. */
export function alignPoint(
  point: Position,
  others: readonly Position[],
  tolerance: number,
): { readonly at: Position; readonly guides: readonly Guide[] } {
  const dot = (at: Position): Rect => ({ ...at, width: 0, height: 0 });
  const { dx, dy, guides } = alignBox(dot(point), others.map(dot), tolerance);
  const lines = guides.filter(({ kind }) => kind === 'line');
  return { at: { x: point.x + dx, y: point.y + dy }, guides: lines };
}

function nearest(box: Rect, others: readonly Rect[], axis: Axis, tolerance: number): number | null {
  let best: number | null = null;
  const consider = (by: number) => {
    if (Math.abs(by) <= tolerance && (best === null || Math.abs(by) < Math.abs(best))) best = by;
  };
  const own = span(box, axis);
  for (const rect of others) for (const by of offsets(own, span(rect, axis))) consider(by);
  for (const { by } of gapPlaces(box, others, axis)) consider(by);
  return best;
}

/** Middles with middles, edges with edges: an edge on a middle means nothing. */
const offsets = (own: Span, line: Span): readonly number[] => [
  middleOf(line) - middleOf(own),
  line.start - own.start,
  line.end - own.end,
];

interface GapPlace {
  readonly by: number;
  /** The spans of the equal gaps, once what is dragged lies there. */
  readonly gaps: readonly Span[];
}

/** Where `box` would have the same gap on both sides, or the gap that the next two in its row or column have. */
function gapPlaces(box: Rect, others: readonly Rect[], axis: Axis): readonly GapPlace[] {
  const own = span(box, axis);
  const lane = span(box, other(axis));
  const size = lengthOf(own);
  const row = others.filter((rect) => meets(span(rect, other(axis)), lane)).map((rect) => span(rect, axis));
  const before = endingBefore(row, middleOf(own));
  const after = startingAfter(row, middleOf(own));
  const places: GapPlace[] = [];
  const add = (start: number, gaps: readonly Span[]) => {
    if (gaps.every((gap) => lengthOf(gap) > exact)) places.push({ by: start - own.start, gaps });
  };
  if (before && after && lengthOf({ start: before.end, end: after.start }) > size) {
    const start = (before.end + after.start - size) / 2;
    add(start, [
      { start: before.end, end: start },
      { start: start + size, end: after.start },
    ]);
  }
  const further = before && endingBefore(row, before.start);
  if (before && further) {
    const gap = before.start - further.end;
    add(before.end + gap, [
      { start: further.end, end: before.start },
      { start: before.end, end: before.end + gap },
    ]);
  }
  const beyond = after && startingAfter(row, after.end);
  if (after && beyond) {
    const gap = beyond.start - after.end;
    add(after.start - gap - size, [
      { start: after.start - gap, end: after.start },
      { start: after.end, end: beyond.start },
    ]);
  }
  return places;
}

const endingBefore = (row: readonly Span[], at: number): Span | undefined =>
  row
    .filter(({ end }) => end <= at)
    .reduce<Span | undefined>((best, one) => (best && best.end >= one.end ? best : one), undefined);
const startingAfter = (row: readonly Span[], at: number): Span | undefined =>
  row
    .filter(({ start }) => start >= at)
    .reduce<Span | undefined>((best, one) => (best && best.start <= one.start ? best : one), undefined);

function guidesAt(placed: Rect, others: readonly Rect[], axis: Axis): readonly Guide[] {
  const own = span(placed, axis);
  const at = [middleOf(own), own.start, own.end];
  const lines = new Map<number, Rect[]>();
  for (const rect of others)
    offsets(own, span(rect, axis)).forEach((by, i) => {
      if (Math.abs(by) >= exact) return;
      const line = at[i] ?? own.start;
      lines.set(line, [...(lines.get(line) ?? [placed]), rect]);
    });
  const drawn = fewest([...lines], middleOf(own)).flatMap(([line, rects]): Guide[] => {
    const bounds = boundsOf(rects);
    if (!bounds) return [];
    const { start, end } = span(bounds, other(axis));
    return [{ kind: 'line', axis, at: line, from: start, to: end }];
  });
  const across = middleOf(span(placed, other(axis)));
  const [equal] = gapPlaces(placed, others, axis).filter(({ by }) => Math.abs(by) < exact);
  const gaps = (equal?.gaps ?? []).map(
    ({ start, end }): Guide => ({ kind: 'gap', axis, at: across, from: start, to: end }),
  );
  return [...drawn, ...gaps];
}

/** Of things as wide as each other all three lines meet: the middle says as much. */
const fewest = (lines: readonly (readonly [number, readonly Rect[]])[], middle: number) =>
  lines.length === 3 ? lines.filter(([at]) => at === middle) : lines;
