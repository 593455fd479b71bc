import type { Graph, Group, LayerNode, Position } from '../document/schema.ts';
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
import { type Chain, type Part, structureOf } from './structure.ts';

/**
 * Positions (top-left corners, px, multiples of 4) of every node: top-down, branches side by side, merges centred under
 * them, long chains wrapped into columns. Deterministic. A part that is neither chain nor branches is drawn in rows.
 */
export function layoutNetwork(graph: Graph, groups: Readonly<Record<string, Group>> = {}): Record<string, Position> {
  const parts = structureOf(graph, groups).map((chain) => columns(chainBlocks(graph, chain)));
  const positions: Record<string, Position> = {};
  const [only] = parts;
  if (!only) return positions;
  if (parts.length === 1) only.place(only.left, 0, positions);
  else sideBySide(parts, metrics.gapColumns).place(0, 0, positions);
  return positions;
}

/** Height of a node at 100 %: head, meta row, and a docked strip for an activation of its own. */
export function nodeHeight(node: Pick<LayerNode, 'params' | 'kind'>): number {
  const { activation } = node.params;
  const docked = node.kind !== 'activation' && typeof activation === 'string' && activation !== 'linear';
  return metrics.head + metrics.meta + (docked ? metrics.strip : 0);
}

/** The blocks of a chain, with the members of a group in a row joined into one framed block. */
function chainBlocks(graph: Graph, chain: Chain): Block[] {
  const runs: { readonly blocks: Block[]; readonly group: string | null }[] = [];
  for (const part of chain) {
    const run = runs.at(-1);
    const block = partBlock(graph, part);
    if (run && part.group !== null && run.group === part.group) run.blocks.push(block);
    else runs.push({ blocks: [block], group: part.group });
  }
  return runs.flatMap((run) => (run.group === null ? run.blocks : [framed(series(run.blocks))]));
}

function partBlock(graph: Graph, part: Part): Block {
  switch (part.type) {
    case 'node':
      return leaf(graph, part.id);
    case 'branches': {
      const branches = part.branches.map((branch) => series(chainBlocks(graph, branch)));
      return part.skipped ? parallelWithSkip(branches) : parallel(branches);
    }
    case 'rows':
      return series(part.lines.map((line) => parallel(line.map((id) => leaf(graph, id)))));
  }
}

function leaf(graph: Graph, id: string): Block {
  const node = graph.nodes[id];
  return nodeBlock(id, node ? nodeHeight(node) : metrics.head + metrics.meta);
}
