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

/** What is moved: a layer with its strips. */
interface Box extends Size, Position {
  readonly id: string;
}

type Move = Extract<Command, { type: 'move' }>;

/**
 * The command that brings layers to one line: edges or middles of the rectangle around them. Strips go with the card they
 * are docked to. `null` where there are not two cards, or none would move.
 */
export function alignLayers(
  document: StrideDocument,
  ids: readonly string[],
  alignment: Alignment,
  sizeOf: (id: string) => Size,
): Move | null {
  const boxes = boxesOf(document, ids, sizeOf);
  if (boxes.length < 2) return null;
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
 * The command that makes the gaps between layers equal; the first and the last along the direction stay. Where they
 * overlap in sum, the gaps are negative, and equal. `null` with fewer than three cards, or where none would move.
 */
export function distributeLayers(
  document: StrideDocument,
  ids: readonly string[],
  direction: Direction,
  sizeOf: (id: string) => Size,
): Move | null {
  const start = ({ x, y }: Position): number => (direction === 'horizontal' ? x : y);
  const extent = ({ width, height }: Size): number => (direction === 'horizontal' ? width : height);
  const boxes = boxesOf(document, ids, sizeOf).toSorted((a, b) => 2 * start(a) + extent(a) - 2 * start(b) - extent(b));
  const [first] = boxes;
  const last = boxes.at(-1);
  if (!first || !last || boxes.length < 3) return null;
  const filled = boxes.reduce((sum, box) => sum + extent(box), 0);
  const gap = (start(last) + extent(last) - start(first) - filled) / (boxes.length - 1);
  const starts = new Map<string, number>();
  let at = start(first);
  for (const box of boxes) {
    starts.set(box.id, at);
    at += extent(box) + gap;
  }
  return moved(boxes, (box) => {
    const to = starts.get(box.id) ?? start(box);
    return direction === 'horizontal' ? { x: to, y: box.y } : { x: box.x, y: to };
  });
}

function boxesOf(document: StrideDocument, ids: readonly string[], sizeOf: (id: string) => Size): Box[] {
  const { root } = docksOf(document);
  return [...new Set(ids.map((id) => root.get(id) ?? id))].flatMap((id) => {
    const at = document.layout[id];
    return at && Object.hasOwn(document.graph.nodes, id) ? [{ id, ...at, ...sizeOf(id) }] : [];
  });
}

function moved(boxes: readonly Box[], placed: (box: Box) => Position): Move | null {
  const changed = boxes.flatMap((box) => {
    const { x, y } = placed(box);
    // Halves of a pixel make lines blurred.
    const to = { x: Math.round(x), y: Math.round(y) };
    return to.x === box.x && to.y === box.y ? [] : [[box.id, to] as const];
  });
  return changed.length === 0 ? null : { type: 'move', positions: Object.fromEntries(changed) };
}
