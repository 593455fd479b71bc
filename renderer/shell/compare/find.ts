import { collapseOf } from '../../../src/core/document/collapse.ts';
import type { DocumentDiff } from '../../../src/core/document/diff/diff.ts';
import type { Difference } from '../../../src/core/document/diff/differences.ts';
import type { StrideDocument } from '../../../src/core/document/schema.ts';
import { groupOfCard } from '../../canvas/geometry.ts';
import { drawnAs, type Networks, onSide, type Side } from './sides.ts';

/** Ids of a layer on the left and on the right; `null` where it is not there. */
export type LayerPair = readonly [string | null, string | null];

/** Where a difference is to be seen: a wire at the layer that it leads to. */
export function targetOf(difference: Difference, { counterparts }: DocumentDiff): LayerPair {
  if (difference.kind !== 'wire') {
    const [was, is] = difference.nodes;
    return [was?.id ?? null, is?.id ?? null];
  }
  const [was, is] = difference.wires;
  const left = was?.target ?? originalOf(is?.target ?? '', counterparts);
  return [left, is?.target ?? counterparts.get(was?.target ?? '') ?? null];
}

/** The layers of a block that was clicked: of a card those of the first layer behind it. */
export function selectionOf(side: Side, block: string, networks: Networks, { counterparts }: DocumentDiff): LayerPair {
  const { groups, graph } = networks[side].document;
  const card = graph.nodes[block] ? null : groupOfCard(block);
  const id = card === null ? block : (collapseOf(groups).layers.get(card)?.[0] ?? block);
  return side === 'left' ? [id, counterparts.get(id) ?? null] : [originalOf(id, counterparts), id];
}

function originalOf(id: string, counterparts: ReadonlyMap<string, string>): string | null {
  for (const [before, after] of counterparts) if (after === id) return before;
  return null;
}

/** Whether a difference is drawn on this block. */
export function touches(difference: Difference, side: Side, block: string, document: StrideDocument): boolean {
  const id = difference.kind === 'wire' ? onSide(difference.wires, side)?.target : onSide(difference.nodes, side)?.id;
  return id !== undefined && drawnAs(document, id) === block;
}

/** The blocks that these layers are drawn as on a side. */
export function blocksOf(layers: LayerPair, side: Side, networks: Networks): ReadonlySet<string> {
  const id = onSide(layers, side);
  return new Set(id === null ? [] : [drawnAs(networks[side].document, id)]);
}

/** The name of a layer, on the right where it is there. */
export function nameOf([left, right]: LayerPair, networks: Networks): string {
  const node = right === null ? undefined : networks.right.document.graph.nodes[right];
  return (node ?? networks.left.document.graph.nodes[left ?? ''])?.name ?? '';
}
