import { mergeRadius, type PictureShape } from './picture.ts';
import type { Bow } from './repeats.ts';
import { arrow, drawStretch, type Ends, type Extent, extentOf, type Plan, type Stretch } from './stretch.ts';

/* A network that goes down in resolution and comes back, with copies going across, as U-Net: a rung for each copy. */

/** Bows that pass fewer items by belong to one place of an arm. */
const shortestRung = 4;
const rungGap = 20;
const armGap = 26;
/** Between the arms, so that a copy is seen to go across. */
const leastBetween = 96;
const beside = 8;

interface Rung {
  readonly left: Stretch;
  readonly right: Stretch;
}

interface Ladder {
  /** The widest copy first. */
  readonly rungs: readonly Rung[];
  readonly bottom: Stretch;
}

/** The network as a ladder, where its long bows lie each inside the one before; `null` where it is none. */
export function ladderOf({ figured, cells }: Plan): Ladder | null {
  const long = figured.bows.filter(({ from, to }) => to - from >= shortestRung).sort((a, b) => a.from - b.from);
  const last = long.at(-1);
  const nested = long.every((bow, i) => {
    const outer = long[i - 1];
    return !outer || (outer.from < bow.from && bow.to < outer.to);
  });
  if (!last || long.length < 2 || !nested || cells.some(({ item }, i) => item.starts && i > 0)) return null;
  const rungs = long.map(({ from, to }, i) => {
    const outer = long[i - 1];
    return {
      left: { from: outer ? outer.from + 1 : 0, to: from },
      right: { from: to, to: outer ? outer.to - 1 : cells.length - 1 },
    };
  });
  const ladder = { rungs, bottom: { from: last.from + 1, to: last.to - 1 } };
  const stretches = [...rungs.flatMap(({ left, right }) => [left, right]), ladder.bottom];
  const inOne = ({ from, to }: Bow) => stretches.some((stretch) => from + 1 >= stretch.from && to <= stretch.to);
  const others = [...figured.bows.filter((bow) => !long.includes(bow)), ...figured.spans];
  return others.every(inOne) ? ladder : null;
}

/** Draws a ladder: down on the left, back up on the right; gives the size of it all. */
export function drawLadder(
  shapes: PictureShape[],
  plan: Plan,
  { rungs, bottom }: Ladder,
): { readonly width: number; readonly bottom: number } {
  const extents = rungs.map(({ left, right }) => ({ left: extentOf(plan, left), right: extentOf(plan, right) }));
  const middle = extentOf(plan, bottom);
  const leftWidth = Math.max(...extents.map(({ left }) => left.width));
  const middleX = leftWidth + armGap;
  // The bottom reaches under the right arm: nothing stands there.
  const rightX = middleX + Math.min(middle.width + armGap, leastBetween);
  let top = 0;
  const drawn: { readonly left: Ends; readonly right: Ends; readonly axis: number; readonly top: number }[] = [];
  rungs.forEach((rung, i) => {
    const extent = extents[i];
    if (!extent) return;
    const { above, below, labels } = joint(extent.left, extent.right);
    const axis = top + above;
    const left = drawStretch(shapes, plan, rung.left, { x: leftWidth - extent.left.width, axis, below });
    const right = drawStretch(shapes, plan, rung.right, { x: rightX, axis, below });
    shapes.push(arrow(left.last, right.first, axis));
    drawn.push({ left, right, axis, top });
    top = axis + below + labels + rungGap;
  });
  const axis = top + middle.above;
  const ends = drawStretch(shapes, plan, bottom, { x: middleX, axis, below: middle.below });
  drawn.forEach((rung, i) => {
    const next = drawn[i + 1];
    const start = { x: rung.left.right + beside, y: rung.axis };
    shapes.push({ type: 'dot', ...start });
    if (next) {
      shapes.push(down(start, next.left.first, next.axis, next.top - rungGap / 2));
      shapes.push(up(next.right, next.axis, rung.right.first + mergeRadius, rung.axis, next.top - rungGap / 2));
    } else {
      const entry = [start, { x: start.x, y: axis }, { x: ends.first, y: axis }];
      shapes.push({ type: 'line', points: entry, arrow: true });
      shapes.push(up(ends, axis, rung.right.first + mergeRadius, rung.axis, top - rungGap / 2));
    }
  });
  return {
    width: Math.max(rightX + Math.max(...extents.map(({ right }) => right.width)), middleX + middle.width) + beside,
    bottom: axis + middle.below + middle.labels,
  };
}

const joint = (a: Extent, b: Extent): Omit<Extent, 'width'> => ({
  above: Math.max(a.above, b.above),
  below: Math.max(a.below, b.below),
  labels: Math.max(a.labels, b.labels),
});

/** From the wire behind a rung's left arm to the arm below. */
const down = (
  start: { readonly x: number; readonly y: number },
  first: number,
  axis: number,
  between: number,
): PictureShape => ({
  type: 'line',
  points: [
    start,
    { x: start.x, y: between },
    { x: first - beside - 2, y: between },
    { x: first - beside - 2, y: axis },
    { x: first, y: axis },
  ],
  arrow: true,
});

/** From the end of an arm up into the merge of the rung above it. */
function up({ last, right }: Ends, axis: number, merge: number, mergeAxis: number, between: number): PictureShape {
  const tip = { x: merge, y: mergeAxis + mergeRadius };
  const out = right + beside;
  const points =
    merge >= out
      ? [{ x: last, y: axis }, { x: merge, y: axis }, tip]
      : [{ x: last, y: axis }, { x: out, y: axis }, { x: out, y: between }, { x: merge, y: between }, tip];
  return { type: 'line', points, arrow: true };
}
