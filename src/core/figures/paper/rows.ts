import type { PictureShape } from './picture.ts';
import { drawStretch, type Ends, extentOf, itemGap, type Plan, type Stretch } from './stretch.ts';

/** Text width of a page of two columns, points: a figure is set across both. */
const pageWidth = 505;
const rowGap = 20;
/** Between a row and the wire that runs beside it. */
const beside = 8;

interface Piece extends Stretch {
  readonly width: number;
}

/** Draws the flow from left to right, row after row; gives the size of it all. */
export function drawRows(shapes: PictureShape[], plan: Plan): { readonly width: number; readonly bottom: number } {
  const rows = breakRows(plan);
  let top = 0;
  let width = 0;
  let before: { readonly ends: Ends; readonly axis: number } | null = null;
  for (const row of rows) {
    const extent = extentOf(plan, row);
    const axis = top + extent.above;
    const ends = drawStretch(shapes, plan, row, { x: 0, axis, below: extent.below });
    if (before && plan.cells[row.from]?.item.starts === false) {
      const between = top - rowGap / 2;
      const [right, left] = [before.ends.right + beside, ends.first - beside - 2];
      shapes.push({
        type: 'line',
        points: [
          { x: before.ends.last, y: before.axis },
          { x: right, y: before.axis },
          { x: right, y: between },
          { x: left, y: between },
          { x: left, y: axis },
          { x: ends.first, y: axis },
        ],
        arrow: true,
      });
    }
    before = { ends, axis };
    width = Math.max(width, extent.width);
    top = axis + extent.below + extent.labels + rowGap;
  }
  return { width, bottom: Math.max(0, top - rowGap) };
}

/**
 * As few rows as fit the page, as even as they can be. A row ends only where no bow and no repetition goes on and no
 * merge follows; a bow may begin between two rows. What nowhere lets go is one row, wider than the page.
 */
function breakRows(plan: Plan): readonly Piece[] {
  const { bows, spans } = plan.figured;
  const pieces = piecesOf(plan, (place) => {
    const item = plan.cells[place]?.item;
    if (item?.starts) return true;
    return (
      item?.type !== 'merge' &&
      !bows.some(({ from, to }) => from + 1 < place && place <= to) &&
      !spans.some(({ from, to }) => from < place && place <= to)
    );
  });
  const total = pieces.reduce((sum, { width }) => sum + width + itemGap, -itemGap);
  const least = Math.ceil(total / pageWidth);
  let limit = Math.max(total / least, ...pieces.map(({ width }) => width));
  while (limit < pageWidth && fill(pieces, limit).length > least) limit += 5;
  return fill(pieces, Math.min(limit, Math.max(pageWidth, ...pieces.map(({ width }) => width))));
}

/** Stretches that stay in one row. */
function piecesOf({ cells }: Plan, mayBegin: (place: number) => boolean): readonly Piece[] {
  const pieces: Piece[] = [];
  cells.forEach(({ width }, place) => {
    const last = pieces.at(-1);
    if (last && !mayBegin(place))
      pieces[pieces.length - 1] = { ...last, to: place, width: last.width + itemGap + width };
    else pieces.push({ from: place, to: place, width });
  });
  return pieces;
}

function fill(pieces: readonly Piece[], limit: number): readonly Piece[] {
  const rows: Piece[] = [];
  for (const piece of pieces) {
    const last = rows.at(-1);
    const width = last ? last.width + itemGap + piece.width : 0;
    if (last && width <= limit + 0.01) rows[rows.length - 1] = { ...last, to: piece.to, width };
    else rows.push(piece);
  }
  return rows;
}
