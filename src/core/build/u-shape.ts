import { docksOf } from '../document/dock.ts';
import type { Position, StrideDocument } from '../document/schema.ts';
import { type Block, framed, metrics, nodeBlock, series } from './blocks.ts';
import { placeStrips, stackHeightOf } from './stack.ts';

type Drawn = Pick<StrideDocument, 'graph' | 'groups'>;

/**
 * The U of a U-Net, from groups that are its blocks in their order: a column for each, every one lower than the one before
 * as far as the middle, copies going straight across. Layers outside the groups stand over the first column if they come
 * before it, else under the last. Positions as `layoutNetwork` gives them.
 */
export function layoutLevels(document: Drawn): Record<string, Position> {
  const { graph, groups } = document;
  const { root } = docksOf(document);
  const positions: Record<string, Position> = {};
  const stack = (ids: readonly string[]): Block =>
    series(
      ids.flatMap((id) => {
        const node = graph.nodes[id];
        return node && !root.has(id) ? [nodeBlock(id, stackHeightOf(document, node))] : [];
      }),
    );
  const column = metrics.nodeWidth + 2 * metrics.groupPadding + metrics.gapColumns;
  const blocks = Object.values(groups);
  const bottom = (blocks.length - 1) / 2;
  const drop = metrics.gapColumns * 3;
  let last = 0;
  blocks.forEach(({ members }, place) => {
    const block = framed(stack(members));
    const top = (bottom - Math.abs(place - bottom)) * drop;
    block.place(place * column, top, positions);
    last = top + block.height;
  });
  const inside = new Set(blocks.flatMap(({ members }) => members));
  const all = Object.keys(graph.nodes);
  const first = all.findIndex((id) => inside.has(id));
  const outside = (ids: readonly string[]): Block => stack(ids.filter((id) => !inside.has(id)));
  const before = outside(all.slice(0, first));
  before.place(0, -before.height - metrics.gapDown, positions);
  outside(all.slice(first)).place((blocks.length - 1) * column, last + metrics.gapDown, positions);
  placeStrips(document, positions);
  return positions;
}
