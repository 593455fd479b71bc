import { collapseOf } from '../../src/core/document/collapse.ts';
import { docksOf } from '../../src/core/document/dock.ts';
import { type Groups, nodesWithin } from '../../src/core/document/groups.ts';
import type { StrideDocument } from '../../src/core/document/schema.ts';
import { boundsOf, cardRect, type Frame, groupFrames, type Rect, rectOf } from './geometry.ts';

/** What moves as one: a layer with its strips, or a group with all that is in it, open or a card. */
export interface Unit {
  readonly layers: readonly string[];
  readonly rect: Rect;
}

/** Nearer than this two units look as if they touched, px. */
export const clearance = 8;

/** What lies directly in a group, or in none: units whose layers are all in `own`, and the others. */
export function unitsIn(
  document: StrideDocument,
  parent: string | null,
  own: ReadonlySet<string>,
): { readonly inside: readonly Unit[]; readonly outside: readonly Unit[] } {
  const grouped = new Set(Object.values(document.groups).flatMap(({ members }) => members));
  const free = parent === null ? Object.keys(document.graph.nodes) : (document.groups[parent]?.members ?? []);
  const { root, strips } = docksOf(document);
  const stacks = free
    .filter((id) => !root.has(id) && (parent !== null || !grouped.has(id)))
    .flatMap((id) => {
      const layers = [id, ...(strips.get(id) ?? [])];
      const rect = boundsOf(layers.flatMap((layer) => rectOf(document, layer) ?? []));
      return rect ? [{ layers, rect }] : [];
    });
  const around = framesOf(document).filter(({ group }) => group.parent === parent);
  const cards = [...collapseOf(document.groups).layers].flatMap(([id, layers]): readonly Unit[] => {
    const rect = document.groups[id]?.parent === parent ? cardRect(document, id) : null;
    return rect ? [{ layers, rect }] : [];
  });
  const units: readonly Unit[] = [
    ...stacks,
    ...around.map(({ group, rect }) => ({ layers: layersIn(document, group.id), rect })),
    ...cards,
  ];
  const isOwn = ({ layers }: Unit) => layers.every((layer) => own.has(layer));
  return { inside: units.filter(isOwn), outside: units.filter((unit) => !isOwn(unit)) };
}

export const frameOf = (document: StrideDocument, id: string): Rect | null =>
  framesOf(document).find(({ group }) => group.id === id)?.rect ?? null;

const frames = new WeakMap<StrideDocument, readonly Frame[]>();

/** Whoever makes room looks at each version of a document several times. */
function framesOf(document: StrideDocument): readonly Frame[] {
  const known = frames.get(document) ?? groupFrames(document);
  frames.set(document, known);
  return known;
}

const within = new WeakMap<Groups, ReadonlyMap<string, readonly string[]>>();

/** All layers of a group, those of the groups in it included. */
export function layersIn({ groups }: StrideDocument, id: string): readonly string[] {
  const known = within.get(groups) ?? nodesWithin(groups);
  within.set(groups, known);
  return known.get(id) ?? [];
}
