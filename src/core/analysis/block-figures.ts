import type { Block } from '../document/block.ts';
import { applyCommands } from '../document/commands.ts';
import { insertBlock } from '../document/insert-block.ts';
import { emptyDocument } from '../document/schema.ts';
import type { Shape } from '../math/shape.ts';
import { analyze } from './analyze.ts';
import { type SilhouetteBlock, silhouette } from './silhouette.ts';

export interface BlockFigures {
  readonly layers: number;
  /** `null` where they depend on a shape that is not known. */
  readonly parameters: number | null;
  readonly silhouette: readonly SilhouetteBlock[];
}

const feeder = 'stride block feeder';

/** What a block would be in a network where its main path is fed with `shape` (without the batch; `null`: unknown). */
export function blockFigures(block: Block, shape: Shape | null): BlockFigures {
  const input = { id: feeder, kind: 'input', name: feeder, params: { shape } };
  const empty = emptyDocument(block.name);
  const before = shape ? { ...empty, graph: { nodes: { [feeder]: input }, edges: {} } } : empty;
  const { commands, ids } = insertBlock(before, block, { at: { x: 0, y: 0 }, after: shape ? feeder : null });
  const document = applyCommands(before, commands);
  const analysis = analyze(document.graph);
  // Drawn is the block alone.
  const { [feeder]: _, ...nodes } = document.graph.nodes;
  const edges = Object.fromEntries(Object.entries(document.graph.edges).filter(([, { source }]) => source !== feeder));
  const own = { ...document, graph: { nodes, edges } };
  return {
    layers: ids.length,
    parameters: analysis.totals.unknown === 0 ? analysis.totals.parameters : null,
    silhouette: silhouette(own, analysis),
  };
}
