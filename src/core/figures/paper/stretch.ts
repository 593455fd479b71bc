import type { Cell } from './cells.ts';
import { mergeRadius, type PictureShape } from './picture.ts';
import type { Bow, Figured, Span } from './repeats.ts';

/* Lengths in points. */
/** Between one item and the next: room for an arrow. */
export const itemGap = 13;
const lineHeight = 8.2;
const labelGap = 11;
const bowGap = 7;

export interface Plan {
  readonly figured: Figured;
  readonly cells: readonly Cell[];
}

/** Items that stand side by side on one axis, by their places, the last one included. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

const cellsOf = ({ cells }: Plan, { from, to }: Stretch): readonly Cell[] => cells.slice(from, to + 1);

const spansIn = ({ figured }: Plan, stretch: Stretch): readonly Span[] =>
  figured.spans.filter(({ from, to }) => from >= stretch.from && to <= stretch.to);

/** Bows inside, those included that begin right before the first item. */
const bowsIn = ({ figured }: Plan, stretch: Stretch): readonly Bow[] =>
  figured.bows.filter(({ from, to }) => from + 1 >= stretch.from && to <= stretch.to);

export interface Extent {
  readonly width: number;
  readonly above: number;
  readonly below: number;
  /** Height of the labels under it, brackets included. */
  readonly labels: number;
}

export function extentOf(plan: Plan, stretch: Stretch): Extent {
  const own = cellsOf(plan, stretch);
  const below = Math.max(0, ...own.map(({ half }) => half));
  return {
    width: own.reduce((sum, { width }) => sum + width + itemGap, -itemGap),
    above: Math.max(below, ...bowHeights(bowsIn(plan, stretch), plan.cells)),
    below,
    labels: labelsHeight(own) + (spansIn(plan, stretch).length > 0 ? 15 : 0),
  };
}

const labelsHeight = (cells: readonly Cell[]): number => {
  const lines = Math.max(0, ...cells.map(({ label }) => label.length));
  return lines === 0 ? 0 : labelGap + (lines - 1) * lineHeight + 2;
};

/** Where wires meet a stretch that was drawn. */
export interface Ends {
  /** Left side of its first item. */
  readonly first: number;
  /** Where a wire leaves its last item. */
  readonly last: number;
  /** Right edge of its last item's label or drawing. */
  readonly right: number;
}

/** Draws a stretch from `x` on; `below` is how far its labels stand under the axis. */
export function drawStretch(
  shapes: PictureShape[],
  plan: Plan,
  stretch: Stretch,
  { x, axis, below }: { readonly x: number; readonly axis: number; readonly below: number },
): Ends {
  const own = cellsOf(plan, stretch);
  const lefts = new Map<number, number>();
  let at = x;
  own.forEach((cell, i) => {
    lefts.set(stretch.from + i, at + (cell.width - cell.drawn) / 2);
    at += cell.width + itemGap;
  });
  const leftOf = (place: number): number => lefts.get(place) ?? x;
  const bows = bowsIn(plan, stretch);
  const heights = bowHeights(bows, plan.cells);
  own.forEach((cell, i) => {
    const before = own[i - 1];
    const place = stretch.from + i;
    if (before && !cell.item.starts) shapes.push(arrow(leaves(before, leftOf(place - 1)), leftOf(place), axis));
  });
  bows.forEach((bow, i) => {
    shapes.push(...bowShapes(leftOf(bow.from + 1) - 6, leftOf(bow.to) + mergeRadius, axis, heights[i] ?? 0));
  });
  own.forEach((cell, i) => {
    drawCell(shapes, cell, leftOf(stretch.from + i), axis, axis + below + labelGap);
  });
  const bracket = axis + below + labelsHeight(own) + 4;
  for (const span of spansIn(plan, stretch)) {
    const [first, last] = [plan.cells[span.from], plan.cells[span.to]];
    if (!first || !last) continue;
    const left = leftOf(span.from) - (first.width - first.drawn) / 2;
    shapes.push(...spanShapes(left, leftOf(span.to) + (last.width + last.drawn) / 2, bracket, span.times));
  }
  const last = own.at(-1);
  return { first: leftOf(stretch.from), last: last ? leaves(last, leftOf(stretch.to)) : x, right: at - itemGap };
}

/** A wire leaves from the middle of the right side, which lies half of the depth behind the front. */
const leaves = (cell: Cell, left: number): number => left + cell.drawn - (cell.blocks.at(-1)?.depth ?? 0) / 2;

export const arrow = (from: number, to: number, y: number): PictureShape => ({
  type: 'line',
  points: [
    { x: from, y },
    { x: to, y },
  ],
  arrow: true,
});

function drawCell(shapes: PictureShape[], cell: Cell, left: number, axis: number, baseline: number): void {
  const { item, blocks, label } = cell;
  if (item.type === 'merge') shapes.push({ type: 'merge', x: left + mergeRadius, y: axis, symbol: item.symbol });
  for (const { look, x, y, width, height, depth } of blocks)
    shapes.push({
      type: 'cuboid',
      x: left + x,
      y: axis + y - (height - depth) / 2,
      width,
      height,
      depth,
      family: look.family,
    });
  const middle = left + cell.drawn / 2;
  label.forEach((text, i) => {
    const strong = i === 0 && item.type !== 'merge';
    shapes.push({ type: 'text', x: middle, y: baseline + i * lineHeight, text, strong, anchor: 'middle' });
  });
}

/** How high above the axis each bow runs: over all that it passes by, longer ones over shorter ones. */
function bowHeights(bows: readonly Bow[], cells: readonly Cell[]): readonly number[] {
  const heights = new Map<Bow, number>();
  const byLength = [...bows].sort((a, b) => a.to - a.from - (b.to - b.from));
  for (const bow of byLength) {
    const passed = cells.slice(bow.from + 1, bow.to).map(({ half }) => half);
    const under = byLength.filter((other) => heights.has(other) && other.from < bow.to && bow.from < other.to);
    heights.set(bow, Math.max(0, ...passed, ...under.map((other) => heights.get(other) ?? 0)) + bowGap);
  }
  return bows.map((bow) => heights.get(bow) ?? 0);
}

/** From the wire before what it passes by, up, along, and down into the merge. */
const bowShapes = (start: number, end: number, axis: number, height: number): readonly PictureShape[] => [
  { type: 'dot', x: start, y: axis },
  {
    type: 'line',
    points: [
      { x: start, y: axis },
      { x: start, y: axis - height },
      { x: end, y: axis - height },
      { x: end, y: axis - mergeRadius },
    ],
    arrow: true,
  },
];

/** A bracket under what is repeated. */
const spanShapes = (left: number, right: number, y: number, times: number): readonly PictureShape[] => [
  {
    type: 'line',
    points: [
      { x: left, y: y - 3 },
      { x: left, y },
      { x: right, y },
      { x: right, y: y - 3 },
    ],
    arrow: false,
  },
  { type: 'text', x: (left + right) / 2, y: y + 8.5, text: `×${times}`, strong: true, anchor: 'middle' },
];
