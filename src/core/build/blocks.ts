import type { Position } from '../document/schema.ts';
import { largest } from '../math/extremes.ts';

/** Pixels at 100 % zoom, from the node anatomy of the design: every one is a multiple of the 4-px grid. */
export const metrics = {
  nodeWidth: 152,
  head: 28,
  meta: 28,
  strip: 20,
  gapAcross: 12,
  gapDown: 28,
  gapColumns: 64,
  groupPadding: 12,
  groupHeader: 32,
  /** Free lane beside a block for a wire that skips it. */
  skipLane: 16,
  grid: 4,
} as const;

/**
 * A rectangle of the layout that hangs on a vertical line, its anchor: wires enter at the top of the line and leave at
 * its bottom. `left` and `right` are its extents on both sides of the line.
 */
export interface Block {
  readonly left: number;
  readonly right: number;
  readonly height: number;
  /** Writes the top-left corners of its nodes, the anchor being at `x` and the top at `y`. */
  place(x: number, y: number, positions: Record<string, Position>): void;
}

export const blockWidth = (block: Block): number => block.left + block.right;

export const nodeBlock = (id: string, height: number): Block => ({
  left: metrics.nodeWidth / 2,
  right: metrics.nodeWidth / 2,
  height,
  place(x, y, positions) {
    positions[id] = { x: x - metrics.nodeWidth / 2, y };
  },
});

/** One under the other, anchors in line. */
export function series(items: readonly Block[]): Block {
  const [only] = items;
  if (only && items.length === 1) return only;
  return {
    left: widest(items, (item) => item.left),
    right: widest(items, (item) => item.right),
    height: stackHeight(items),
    place(x, y, positions) {
      let top = y;
      for (const item of items) {
        item.place(x, top, positions);
        top += item.height + metrics.gapDown;
      }
    },
  };
}

export const stackHeight = (items: readonly Block[]): number =>
  items.reduce((total, item) => total + item.height, 0) + Math.max(0, items.length - 1) * metrics.gapDown;

/** Side by side, tops in line; the anchor is midway between the first and the last branch's. */
export function parallel(branches: readonly Block[]): Block {
  const [only] = branches;
  if (only && branches.length === 1) return only;
  const anchors: number[] = [];
  let width = 0;
  for (const branch of branches) {
    anchors.push(width + branch.left);
    width += blockWidth(branch) + metrics.gapAcross;
  }
  width -= metrics.gapAcross;
  const anchor = snap(((anchors[0] ?? 0) + (anchors.at(-1) ?? 0)) / 2);
  return {
    left: anchor,
    right: width - anchor,
    height: widest(branches, (branch) => branch.height),
    place(x, y, positions) {
      branches.forEach((branch, i) => {
        branch.place(x - anchor + (anchors[i] ?? 0), y, positions);
      });
    },
  };
}

/** As `parallel`, with a lane kept free on the anchor for a wire that goes straight from above to below. */
export function parallelWithSkip(branches: readonly Block[]): Block {
  const half = Math.ceil(branches.length / 2);
  const before = row(branches.slice(0, half));
  const after = row(branches.slice(half));
  const lane = metrics.skipLane / 2;
  return {
    left: before.width + lane,
    right: after.width + lane,
    height: widest(branches, (branch) => branch.height),
    place(x, y, positions) {
      before.place(x - lane - before.width, y, positions);
      after.place(x + lane, y, positions);
    },
  };
}

function row(branches: readonly Block[]) {
  const width =
    branches.reduce((total, branch) => total + blockWidth(branch), 0) +
    Math.max(0, branches.length - 1) * metrics.gapAcross;
  return {
    width,
    place(x: number, y: number, positions: Record<string, Position>) {
      let left = x;
      for (const branch of branches) {
        branch.place(left + branch.left, y, positions);
        left += blockWidth(branch) + metrics.gapAcross;
      }
    },
  };
}

/** Room around the members of a group for its frame and its header. */
export const framed = (inner: Block): Block => ({
  left: inner.left + metrics.groupPadding,
  right: inner.right + metrics.groupPadding,
  height: inner.height + metrics.groupHeader + 2 * metrics.groupPadding,
  place(x, y, positions) {
    inner.place(x, y + metrics.groupHeader + metrics.groupPadding, positions);
  },
});

const aspect = 16 / 10;
/** A chain no taller than this stays one column: it fits a 1440×900 window at 100 %. */
const singleColumn = 760;
const shortestColumn = 400;

/** Wraps a chain into columns, left to right, such that the whole is as near to 16:10 as its items allow. */
export function columns(items: readonly Block[]): Block {
  if (stackHeight(items) <= singleColumn) return series(items);
  let best = [series(items)];
  let bestScore = score(best);
  for (let count = 2; count <= items.length; count++) {
    const candidate = balanced(items, count).map(series);
    if (largest(candidate.map((column) => column.height)) < shortestColumn) break;
    const candidateScore = score(candidate);
    if (candidateScore < bestScore) {
      best = candidate;
      bestScore = candidateScore;
    }
  }
  return sideBySide(best, metrics.gapColumns);
}

/** Independent parts next to each other, tops in line, on the anchor of the first. */
export function sideBySide(parts: readonly Block[], gap: number): Block {
  const width = parts.reduce((total, part) => total + blockWidth(part) + gap, -gap);
  const anchor = parts[0]?.left ?? 0;
  return {
    left: anchor,
    right: width - anchor,
    height: widest(parts, (part) => part.height),
    place(x, y, positions) {
      let left = x - anchor;
      for (const part of parts) {
        part.place(left + part.left, y, positions);
        left += blockWidth(part) + gap;
      }
    },
  };
}

function score(candidate: readonly Block[]): number {
  const width = candidate.reduce((total, column) => total + blockWidth(column) + metrics.gapColumns, 0);
  const height = largest(candidate.map((column) => column.height));
  return Math.abs(Math.log(width / height / aspect));
}

/** Cuts `items` into at most `count` runs, the tallest of which is as short as can be. */
function balanced(items: readonly Block[], count: number): Block[][] {
  let low = largest(items.map((item) => item.height));
  let high = stackHeight(items);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (fill(items, middle).length <= count) high = middle;
    else low = middle + 1;
  }
  return evened(fill(items, low));
}

/** Filling leaves the last columns short: from the right, each takes items from its neighbour while that helps. */
function evened(runs: readonly Block[][]): Block[][] {
  const even = runs.map((run) => [...run]);
  for (let i = even.length - 1; i > 0; i--) {
    const [before = [], run = []] = [even[i - 1], even[i]];
    for (let last = before.at(-1); last && before.length > 1; last = before.at(-1)) {
      if (stackHeight([last, ...run]) >= stackHeight(before)) break;
      before.pop();
      run.unshift(last);
    }
  }
  return even;
}

function fill(items: readonly Block[], limit: number): Block[][] {
  const runs: Block[][] = [];
  let height = Number.POSITIVE_INFINITY;
  for (const item of items) {
    if (height + metrics.gapDown + item.height > limit) {
      runs.push([item]);
      height = item.height;
    } else {
      runs.at(-1)?.push(item);
      height += metrics.gapDown + item.height;
    }
  }
  return runs;
}

const snap = (value: number): number => Math.round(value / metrics.grid) * metrics.grid;

const widest = (items: readonly Block[], size: (item: Block) => number): number => Math.max(0, ...items.map(size));
