import { measureInter } from '../measure.ts';
import type { Item, Look } from './flow.ts';
import { mergeRadius, textSize } from './picture.ts';

/* Lengths in points. */
const tallest = 84;
const lowest = 6;
const perWidth = 1.35;
/** Share of its height that a block reaches back. */
const depthShare = 0.24;
const flatDepth = 2;
const slabGap = 1.5;
const laneGap = 2.5;
/** Most slabs that are drawn for equal layers in a row: more are said. */
const mostSlabs = 3;

/** An item with the room that it takes. */
export interface Cell {
  readonly item: Item;
  readonly blocks: readonly Block[];
  readonly label: readonly string[];
  /** Width of what is drawn, without its label. */
  readonly drawn: number;
  readonly width: number;
  /** Above and below the axis that arrows run along. */
  readonly half: number;
}

export interface Block {
  readonly look: Look;
  readonly x: number;
  /** Of its middle, from the axis. */
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly depth: number;
}

export function cellOf(item: Item): Cell {
  const blocks = item.type === 'lanes' ? laneBlocks(item) : slabBlocks(item);
  const merge = item.type === 'merge';
  const drawn = merge ? 2 * mergeRadius : Math.max(0, ...blocks.map(({ x, width, depth }) => x + width + depth));
  const half = merge ? mergeRadius : Math.max(0, ...blocks.map((block) => Math.abs(block.y) + reach(block)));
  const [first = '', ...rest] = item.lines;
  const counted = item.times > 1 ? [`${first} ×${item.times}`, ...rest] : item.lines;
  const label = [...(item.shape === '' ? [] : [item.shape]), ...counted];
  const text = Math.max(0, ...label.map((line, i) => measureInter(line, textSize, i === 0 ? 600 : 400)));
  return { item, blocks, label, drawn, half, width: Math.max(drawn, text) };
}

const reach = ({ height, depth }: Block): number => (height + depth) / 2;

/** Copies of equal layers, then what is folded behind them. */
function slabBlocks({ looks, times }: Item): readonly Block[] {
  const [main, ...behind] = looks;
  if (!main) return [];
  const copies = Array.from({ length: Math.min(times, mostSlabs) }, () => main);
  let x = 0;
  return [...copies, ...behind].map((look) => {
    const block = { ...sizeOf(look), look, x, y: 0 };
    x += block.width + slabGap;
    return block;
  });
}

function laneBlocks({ looks }: Item): readonly Block[] {
  const blocks = looks.map((look) => ({ ...sizeOf(look), look, x: 0 }));
  const total = blocks.reduce((sum, { height, depth }) => sum + height + depth + laneGap, -laneGap);
  let top = -total / 2;
  return blocks.map((block) => {
    const y = top + (block.height + block.depth) / 2;
    top += block.height + block.depth + laneGap;
    return { ...block, y };
  });
}

function sizeOf(look: Look) {
  const height = Math.max(lowest, look.height * tallest);
  const depth = look.flat ? flatDepth : Math.max(flatDepth, depthShare * height);
  return { width: perWidth * look.width, height, depth };
}
