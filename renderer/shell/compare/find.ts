import { readStructure } from '../../../src/core/analysis/structure.ts';
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

/**
 * Where a layer that one network alone has would stand in the other: at the counterpart of the last one before it in the
 * order of data flow, else of the first one after it. `null` where the networks have nothing in common.
 */
export function standInFor(side: Side, id: string, networks: Networks, { counterparts }: DocumentDiff): string | null {
  const { order } = readStructure(networks[side].document.graph);
  const shared = new Set(side === 'left' ? counterparts.keys() : counterparts.values());
  const known = (one: string): boolean => shared.has(one);
  const at = order.indexOf(id);
  const near = order.slice(0, Math.max(0, at)).findLast(known) ?? order.slice(at + 1).find(known);
  if (near === undefined) return null;
  return side === 'left' ? (counterparts.get(near) ?? null) : originalOf(near, counterparts);
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
