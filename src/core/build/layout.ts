import type { Groups } from '../document/groups.ts';
import type { Graph, Position } from '../document/schema.ts';
import {
  type Block,
  columns,
  framed,
  metrics,
  nodeBlock,
  parallel,
  parallelWithSkip,
  series,
  sideBySide,
} from './blocks.ts';
import { contracted, placeStrips, stackHeightOf } from './stack.ts';
import { type Chain, type Part, structureOf } from './structure.ts';

/**
 * Positions (top-left corners, px, multiples of 4) of every node: top-down, branches side by side, merges centred under
 * them, long chains wrapped into columns; docked layers are strips under the one that feeds them. A group's frame holds its layers and the frames of the groups inside it, as
 * long as nothing else lies between them. Deterministic. A part that is neither chain nor branches is drawn in rows.
 */
export function layoutNetwork(graph: Graph, groups: Groups = {}): Record<string, Position> {
  const whole = { graph, groups };
  const parts = structureOf(contracted(whole), groups).map((chain) => columns(chainBlocks(whole, chain)));
  const positions: Record<string, Position> = {};
  const drawing = sideBySide(parts, metrics.gapColumns);
  drawing.place(drawing.left, 0, positions);
  placeStrips(whole, positions);
  return positions;
}

interface Drawn {
  readonly graph: Graph;
  readonly groups: Groups;
}

/** The blocks of a chain, with the parts of a group that follow each other joined into one framed block. */
const chainBlocks = (drawn: Drawn, chain: Chain): Block[] =>
  framedRuns(chain.map((part) => ({ block: partBlock(drawn, part), groups: part.groups })));

interface Grouped {
  readonly block: Block;
  /** The groups around it that have no frame yet, outermost first. */
  readonly groups: readonly string[];
}

function framedRuns(items: readonly Grouped[]): Block[] {
  const runs: Grouped[][] = [];
  for (const item of items) {
    const run = runs.at(-1);
    const [group] = item.groups;
    if (run && group !== undefined && run[0]?.groups[0] === group) run.push(item);
    else runs.push([item]);
  }
  return runs.map((run) => {
    const [first] = run;
    if (!first || first.groups.length === 0) return series(run.map(({ block }) => block));
    const inner = framedRuns(run.map(({ block, groups }) => ({ block, groups: groups.slice(1) })));
    // A stage of many blocks would be a column far taller than wide; the layers of one block stay in one.
    const holdsGroups = run.some(({ groups }) => groups.length > 1);
    return framed(holdsGroups ? columns(inner) : series(inner));
  });
}

function partBlock(drawn: Drawn, part: Part): Block {
  switch (part.type) {
    case 'node':
      return leaf(drawn, part.id);
    case 'branches': {
      const branches = part.branches.map((branch) => series(chainBlocks(drawn, branch)));
      return part.skipped ? parallelWithSkip(branches) : parallel(branches);
    }
    case 'rows':
      return series(part.lines.map((line) => parallel(line.map((id) => leaf(drawn, id)))));
  }
}

function leaf(drawn: Drawn, id: string): Block {
  const node = drawn.graph.nodes[id];
  return nodeBlock(id, node ? stackHeightOf(drawn, node) : metrics.head + metrics.meta);
}
