import type { Block, Part, PartNode } from './part.ts';

/**
 * Blocks that the structure shows where names do not: what lies between two nodes that every path crosses, as in residual
 * and Inception networks, and rows of layers that come several times one after the other.
 */
export function blocksByStructure(part: Part): readonly Block[] {
  const segments = segmentsOf(part);
  const branched = segments.filter((segment) => isBlock(segment, part));
  const blocks = branched.length >= 2 ? branched : [];
  const own = new Set(blocks);
  const members: (readonly number[])[] = [];
  let row: number[] = [];
  const endRow = (): void => {
    members.push(...repeatsIn(row, part));
    row = [];
  };
  for (const segment of segments) {
    if (!own.has(segment)) {
      // The function after a sum is of its block.
      const [node] = segment;
      const last = members.at(-1);
      const follows = row.length === 0 && last !== undefined && node !== undefined && segment.length === 1;
      if (follows && blocks.some((block) => block.at(-1) === last.at(-1)) && part.nodes[node]?.isActivation)
        members[members.length - 1] = [...last, node];
      else if (segment.length === 1) row.push(...segment);
      else endRow();
      continue;
    }
    endRow();
    members.push(segment);
  }
  endRow();
  return members.map((nodes, i) => ({ name: nameOf(nodes, part, i), members: nodes, blocks: [] }));
}

/** Its last layer's name where somebody chose it: `mixed3`. */
function nameOf(members: readonly number[], { nodes }: Part, place: number): string {
  const ends = members.map((node) => nodes[node]).filter((node) => node !== undefined);
  const last = ends.filter(({ isActivation }) => !isActivation).at(-1);
  return last && !last.isAutomatic && members.length > 2 ? last.name : `block_${place + 1}`;
}

/** Runs of nodes, each ending in a node that every path crosses. */
function segmentsOf({ nodes, inputs, outputs, entries, exits }: Part): readonly (readonly number[])[] {
  const last = nodes.length;
  const change = new Array<number>(last + 2).fill(0);
  const pass = (from: number, to: number): void => {
    change[from + 1] = (change[from + 1] ?? 0) + 1;
    change[to] = (change[to] ?? 0) - 1;
  };
  for (let node = 0; node < last; node++) {
    if ((inputs[node] ?? []).length === 0 || entries.has(node)) pass(-1, node);
    if ((outputs[node] ?? []).length === 0 || exits.has(node)) pass(node, last);
    for (const output of outputs[node] ?? []) pass(node, output);
  }
  const segments: number[][] = [[]];
  let passing = 0;
  for (let node = 0; node < last; node++) {
    segments.at(-1)?.push(node);
    passing += change[node] ?? 0;
    if (passing === 0) segments.push([]);
  }
  return segments.filter((segment) => segment.length > 0);
}

/** Several branches that do work and end in one node; not the whole network. */
const isBlock = (segment: readonly number[], { nodes, arities }: Part): boolean =>
  segment.length >= 3 &&
  segment.length <= nodes.length / 2 &&
  segment.some((node) => nodes[node]?.isMain) &&
  (arities[segment.at(-1) ?? -1] ?? 0) >= 2;

/** Fewest layers that are called a block, and most: beyond, a repetition is of another kind. */
const shortest = 2;
const longest = 64;

/** Rows of layers that are repeated one right after the other, by class: conv, conv, pool, conv, conv, pool. */
function repeatsIn(row: readonly number[], { nodes }: Part): readonly (readonly number[])[] {
  const found: (readonly number[])[] = [];
  const classAt = (i: number): string => nodes[row[i] ?? -1]?.className ?? '';
  for (let start = 0; start < row.length; ) {
    const best = bestRepeat(start, row.length, classAt, (i) => nodes[row[i] ?? -1]);
    if (!best) {
      start++;
      continue;
    }
    for (let time = 0; time < best.times; time++) {
      const from = start + time * best.period;
      found.push(row.slice(from, from + best.period));
    }
    start += best.times * best.period;
  }
  return found;
}

/** The repetition from here on that covers most; of those the shortest unit. */
function bestRepeat(
  start: number,
  end: number,
  classAt: (i: number) => string,
  nodeAt: (i: number) => PartNode | undefined,
): { readonly period: number; readonly times: number } | null {
  let best: { readonly period: number; readonly times: number } | null = null;
  // A unit begins with the layer that does the work.
  if (!nodeAt(start)?.isMain) return null;
  for (let period = shortest; period <= Math.min(longest, (end - start) / 2); period++) {
    let same = start;
    while (same + period < end && classAt(same) === classAt(same + period)) same++;
    const times = Math.floor((same - start) / period) + 1;
    const isUniform = new Set(Array.from({ length: period }, (_, i) => classAt(start + i))).size === 1;
    if (times < 2 || isUniform) continue;
    if (!best || times * period > best.times * best.period) best = { period, times };
  }
  return best;
}
