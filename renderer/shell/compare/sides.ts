import type { Analysis } from '../../../src/core/analysis/types.ts';
import { collapseOf } from '../../../src/core/document/collapse.ts';
import type { DocumentDiff } from '../../../src/core/document/diff/diff.ts';
import type { Difference, DifferenceKind } from '../../../src/core/document/diff/differences.ts';
import type { Position, StrideDocument } from '../../../src/core/document/schema.ts';
import { cardId, type Rect, rectOf } from '../../canvas/geometry.ts';
import type { Origin } from './compared.ts';

export const sides = ['left', 'right'] as const;
export type Side = (typeof sides)[number];

/** One of the two networks. */
export interface Network {
  readonly document: StrideDocument;
  readonly analysis: Analysis;
  readonly origin: Origin;
}

export type Networks = Readonly<Record<Side, Network>>;

export const otherSide = (side: Side): Side => (side === 'left' ? 'right' : 'left');

/** Of a pair of what is on the left and what is on the right. */
export const onSide = <T>(pair: readonly [T, T], side: Side): T => pair[side === 'left' ? 0 : 1];

/** The block that a layer is drawn as: itself, or the card of a collapsed group around it. */
export function drawnAs(document: StrideDocument, id: string): string {
  const card = collapseOf(document.groups).cardOf.get(id);
  return card === undefined ? id : cardId(card);
}

/** What the drawing of one side marks. */
export interface Marks {
  /** By the id of the block. */
  readonly blocks: ReadonlyMap<string, Exclude<DifferenceKind, 'wire'>>;
  /** By the id of the wire. */
  readonly wires: ReadonlyMap<string, 'added' | 'removed' | 'changed'>;
}

/** A card that hides layers with differences of several kinds has changed. */
export function marksOf(
  side: Side,
  document: StrideDocument,
  diff: DocumentDiff,
  list: readonly Difference[],
  shown: ReadonlySet<DifferenceKind>,
): Marks {
  const blocks = new Map<string, Exclude<DifferenceKind, 'wire'>>();
  for (const one of list) {
    if (one.kind === 'wire' || !shown.has(one.kind)) continue;
    const node = onSide(one.nodes, side);
    if (!node) continue;
    const block = drawnAs(document, node.id);
    const known = blocks.get(block);
    blocks.set(block, known === undefined || known === one.kind ? one.kind : 'changed');
  }
  const wires = new Map<string, 'added' | 'removed' | 'changed'>();
  const { added, removed, moved } = diff.wires;
  const gone = new Set((side === 'left' ? diff.removed : diff.added).map(({ id }) => id));
  const comesOrGoes = side === 'left' ? 'removed' : 'added';
  // Wires of a layer that one network alone has come and go with it.
  const withLayers = [...(side === 'left' ? removed : added), ...moved.map((pair) => onSide(pair, side))].filter(
    ({ source, target }) => gone.has(source) || gone.has(target),
  );
  if (shown.has(comesOrGoes)) for (const { id } of withLayers) wires.set(id, comesOrGoes);
  for (const one of list) {
    const wire = one.kind === 'wire' && shown.has('wire') ? onSide(one.wires, side) : null;
    if (wire && one.kind === 'wire') wires.set(wire.id, one.wires[0] && one.wires[1] ? 'changed' : comesOrGoes);
  }
  return { blocks, wires };
}

/** The middle of where a layer is drawn. */
export function middleOf(document: StrideDocument, id: string | undefined): Position | null {
  const rect = id === undefined ? null : rectOf(document, id);
  return rect && middle(rect);
}

export const middle = ({ x, y, width, height }: Rect): Position => ({ x: x + width / 2, y: y + height / 2 });
