import { largest, smallest } from '../math/extremes.ts';
import type { Command } from './commands.ts';
import { docksOf } from './dock.ts';
import type { Position, StrideDocument } from './schema.ts';

/** Width and height of what is drawn for a layer, strips included, px at 100 %. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

export type Alignment = 'left' | 'center' | 'right' | 'top' | 'middle' | 'bottom';
export type Direction = 'horizontal' | 'vertical';

/** What is brought in line: layers, each with its strips, and notes. */
export interface Arranged {
  readonly layers: readonly string[];
  readonly notes: readonly string[];
}

interface Box extends Size, Position {
  readonly id: string;
  readonly of: 'layers' | 'notes';
}

/**
 * The commands that bring layers and notes to one line: edges or middles of the rectangle around them. Strips go with the
 * card they are docked to. None where there are not two cards, or none would move.
 */
export function align(
  document: StrideDocument,
  chosen: Arranged,
  alignment: Alignment,
  sizeOf: (id: string) => Size,
): readonly Command[] {
  const boxes = boxesOf(document, chosen, sizeOf);
  if (boxes.length < 2) return [];
  const left = smallest(boxes.map(({ x }) => x));
  const right = largest(boxes.map(({ x, width }) => x + width));
  const top = smallest(boxes.map(({ y }) => y));
  const bottom = largest(boxes.map(({ y, height }) => y + height));
  const placed: { readonly [A in Alignment]: (box: Box) => Position } = {
    left: ({ y }) => ({ x: left, y }),
    center: ({ y, width }) => ({ x: (left + right - width) / 2, y }),
    right: ({ y, width }) => ({ x: right - width, y }),
    top: ({ x }) => ({ x, y: top }),
    middle: ({ x, height }) => ({ x, y: (top + bottom - height) / 2 }),
    bottom: ({ x, height }) => ({ x, y: bottom - height }),
  };
  return moved(boxes, placed[alignment]);
}

/**
 * The commands that make the gaps between layers and notes equal; the first and the last along the direction stay. Where
 * they overlap in sum, the gaps are negative, and equal. None with fewer than three cards, or where none would move.
 */
export function distribute(
  document: StrideDocument,
  chosen: Arranged,
  direction: Direction,
  sizeOf: (id: string) => Size,
): readonly Command[] {
  const start = ({ x, y }: Position): number => (direction === 'horizontal' ? x : y);
  const extent = ({ width, height }: Size): number => (direction === 'horizontal' ? width : height);
  const boxes = boxesOf(document, chosen, sizeOf).toSorted(
    (a, b) => 2 * start(a) + extent(a) - 2 * start(b) - extent(b),
  );
  const [first] = boxes;
  const last = boxes.at(-1);
  if (!first || !last || boxes.length < 3) return [];
  const filled = boxes.reduce((sum, box) => sum + extent(box), 0);
  const gap = (start(last) + extent(last) - start(first) - filled) / (boxes.length - 1);
  const starts = new Map<Box, number>();
  let at = start(first);
  for (const box of boxes) {
    starts.set(box, at);
    at += extent(box) + gap;
  }
  return moved(boxes, (box) => {
    const to = starts.get(box) ?? start(box);
    return direction === 'horizontal' ? { x: to, y: box.y } : { x: box.x, y: to };
  });
}

function boxesOf(document: StrideDocument, { layers, notes }: Arranged, sizeOf: (id: string) => Size): Box[] {
  const { root } = docksOf(document);
  const cards = [...new Set(layers.map((id) => root.get(id) ?? id))].flatMap((id): Box[] => {
    const at = document.layout[id];
    return at && Object.hasOwn(document.graph.nodes, id) ? [{ id, of: 'layers', ...at, ...sizeOf(id) }] : [];
  });
  const papers = notes.flatMap((id): Box[] => {
    const note = Object.hasOwn(document.notes, id) ? document.notes[id] : undefined;
    return note ? [{ id, of: 'notes', x: note.x, y: note.y, width: note.width, height: note.height }] : [];
  });
  return [...cards, ...papers];
}

function moved(boxes: readonly Box[], placed: (box: Box) => Position): readonly Command[] {
  const changed = boxes.flatMap((box) => {
    const { x, y } = placed(box);
    // Halves of a pixel make lines blurred.
    const to = { x: Math.round(x), y: Math.round(y) };
    return to.x === box.x && to.y === box.y ? [] : [{ ...box, to }];
  });
  const placesOf = (what: Box['of']) =>
    Object.fromEntries(changed.filter(({ of }) => of === what).map(({ id, to }) => [id, to]));
  const [positions, places] = [placesOf('layers'), placesOf('notes')];
  return [
    ...(Object.keys(positions).length > 0 ? [{ type: 'move', positions } as const] : []),
    ...(Object.keys(places).length > 0 ? [{ type: 'placeNotes', places } as const] : []),
  ];
}
