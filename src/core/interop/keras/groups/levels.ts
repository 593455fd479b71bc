import { smallest } from '../../../math/extremes.ts';
import { type Block, isConnected, type Part } from './part.ts';

/** A level of an encoder and decoder: what the encoder hands across, where its size comes back, and where the two meet. */
interface Level {
  readonly source: number;
  readonly enlarged: number;
  readonly merge: number;
}

/**
 * Levels of a U-Net whose names say nothing: merges that each take what was enlarged just before, and an earlier map from
 * further and further back. None where fewer than two lie inside one another, or where a level would fall apart.
 */
export function blocksByLevels(part: Part): readonly Block[] {
  // The innermost comes first.
  const levels = levelsOf(part);
  if (levels.length < 2) return [];
  const blocks: Block[] = [];
  const add = (name: string, from: number, to: number): void => {
    const members = range(from, to).filter((node) => (part.arities[node] ?? 0) > 0);
    if (members.length >= 2) blocks.push({ name, members, blocks: [] });
  };
  const down = [...levels].reverse();
  down.forEach(({ source }, i) => {
    add(`down_${i + 1}`, (down[i - 1]?.source ?? -1) + 1, source + 1);
  });
  levels.forEach(({ source, enlarged }, i) => {
    if (i === 0) add('bottom', source + 1, enlarged);
    add(`up_${levels.length - i}`, enlarged, levels[i + 1]?.enlarged ?? endOfLast(levels, part));
  });
  return blocks.every(({ members }) => isConnected(part, new Set(members))) ? blocks : [];
}

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);

const enlarges = /UpSampling|Transpose|Resiz|DepthToSpace|PixelShuffle/i;

function levelsOf({ nodes, inputs, arities }: Part): readonly Level[] {
  const levels: Level[] = [];
  // The first of those that enlarge one after the other, since the last merge.
  let enlarged: number | null = null;
  nodes.forEach(({ className }, node) => {
    if (enlarges.test(className)) enlarged ??= node;
    if (enlarged === null || (arities[node] ?? 0) < 2) return;
    const source = smallest(inputs[node] ?? []);
    const before = levels.at(-1);
    if (source >= enlarged || (before && source >= before.source)) return;
    levels.push({ source, enlarged, merge: node });
    enlarged = null;
  });
  return levels;
}

/** The last level goes on as long as the one before it does, layer for layer: what follows is the network's head. */
function endOfLast(levels: readonly Level[], { nodes }: Part): number {
  const [before, last] = levels.slice(-2);
  if (!before || !last) return nodes.length;
  let end = last.merge + 1;
  for (let pattern = before.merge + 1; pattern < last.enlarged && end < nodes.length; pattern++, end++)
    if (nodes[pattern]?.className !== nodes[end]?.className) break;
  return end;
}
