import { families } from '../../layers/define.ts';
import { measureInter } from '../measure.ts';
import { cellOf } from './cells.ts';
import type { PaperWords } from './flow.ts';
import { drawLadder, ladderOf } from './ladder.ts';
import { mergeRadius, type Picture, type PictureShape, textSize } from './picture.ts';
import type { Figured } from './repeats.ts';
import { drawRows } from './rows.ts';

/** Places a network's items so that they fit a page of two columns, with their labels, wires and a legend. */
export function pictureOf(title: string, figured: Figured, words: PaperWords): Picture {
  const plan = { figured, cells: figured.items.map(cellOf) };
  const shapes: PictureShape[] = [];
  const ladder = ladderOf(plan);
  const { width, bottom } = ladder ? drawLadder(shapes, plan, ladder) : drawRows(shapes, plan);
  const legend = legendOf(figured, words, width, bottom + 16);
  return {
    title,
    width: Math.max(width, legend.width),
    height: legend.bottom,
    shapes: [...behind(shapes), ...legend.shapes],
  };
}

/** Wires first: blocks stand before them. */
const behind = (shapes: readonly PictureShape[]): readonly PictureShape[] => {
  const isWire = ({ type }: PictureShape) => type === 'line' || type === 'dot';
  return [...shapes.filter(isWire), ...shapes.filter((shape) => !isWire(shape))];
};

const swatch = 6;

/** The families' colours, the merges' marks, and what `×N` is. */
function legendOf({ items, spans }: Figured, words: PaperWords, width: number, top: number) {
  const shown = new Set(items.flatMap(({ looks }) => looks.map(({ family }) => family)));
  const shapes: PictureShape[] = [];
  let x = 0;
  let y = top;
  let widest = 0;
  const entry = (text: string, markWidth: number, mark: (x: number, y: number) => PictureShape | null): void => {
    const room = markWidth + measureInter(text, textSize, 400);
    if (x > 0 && x + room > width) {
      x = 0;
      y += 12;
    }
    const drawn = mark(x, y);
    if (drawn) shapes.push(drawn);
    shapes.push({ type: 'text', x: x + markWidth, y: y + 2.5, text, strong: false, anchor: 'start' });
    widest = Math.max(widest, x + room);
    x += room + 14;
  };
  for (const family of families) {
    if (!shown.has(family)) continue;
    const size = { width: swatch, height: swatch, depth: 1.5 };
    entry(words.family(family), 11, (at, line) => ({ type: 'cuboid', x: at, y: line - 3, ...size, family }));
  }
  const merges = new Map(items.filter(({ kind }) => kind !== '').map(({ kind, symbol }) => [kind, symbol]));
  for (const [kind, symbol] of merges)
    entry(words.merge(kind), 14, (at, line) => ({ type: 'merge', x: at + mergeRadius, y: line, symbol }));
  if (spans.length > 0) entry(`×N  ${words.repeated}`, 0, () => null);
  return { shapes, width: widest, bottom: y + 8 };
}
