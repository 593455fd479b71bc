import { readStructure } from '../../analysis/structure.ts';
import type { Analysis } from '../../analysis/types.ts';
import { sameShape } from '../../math/shape.ts';
import type { Edge, Graph, LayerNode, StrideDocument } from '../schema.ts';
import { type DocumentDiff, type LayerChange, type LayerFigures, layerFigures, type Pair } from './diff.ts';

/** `affected`: nothing is set otherwise in the layer, but what comes to it, so that its shape or its figures differ. */
export const layerDifferenceKinds = ['added', 'removed', 'changed', 'renamed', 'affected'] as const;
export type DifferenceKind = (typeof layerDifferenceKinds)[number] | 'wire';

/** One layer that differs; of a layer that is in one network only, the other is `null`. */
export interface LayerDifference {
  readonly kind: (typeof layerDifferenceKinds)[number];
  readonly nodes: Pair<LayerNode | null>;
  /** Of a changed layer. */
  readonly change: LayerChange | null;
  readonly figures: LayerFigures;
}

/** A wire that came, went, or comes from another layer now. */
export interface WireDifference {
  readonly kind: 'wire';
  readonly wires: Pair<Edge | null>;
}

export type Difference = LayerDifference | WireDifference;

/**
 * The differences as one list in the order of data flow, each layer at most once: what was removed stands where it was.
 * Wires that come or go with a layer are not told again. The figures of all layers add up to the difference of the totals.
 */
export function listDifferences(
  a: StrideDocument,
  b: StrideDocument,
  diff: DocumentDiff,
  before: Analysis,
  after: Analysis,
): readonly Difference[] {
  const places = placesOf(a.graph, b.graph, diff.counterparts);
  const changes = new Map(diff.changed.map((change) => [change.before.id, change]));
  const layers = [...layersOf(a, b, diff)].flatMap((nodes): LayerDifference[] => {
    const [was, is] = nodes;
    const change = changes.get(was?.id ?? '') ?? null;
    const figures = layerFigures(before, after, was, is);
    const kind = kindOf(nodes, change, figures);
    return kind ? [{ kind, nodes, change, figures }] : [];
  });
  const wires = wireDifferences(a.graph, b.graph, diff);
  return [...layers, ...wires]
    .map((one) => ({ one, place: placeOf(one, places) }))
    .sort((x, y) => x.place - y.place)
    .map(({ one }) => one);
}

function* layersOf(a: StrideDocument, b: StrideDocument, diff: DocumentDiff): Generator<Pair<LayerNode | null>> {
  for (const [was, is] of diff.counterparts) {
    yield [a.graph.nodes[was] ?? null, b.graph.nodes[is] ?? null];
  }
  for (const node of diff.removed) yield [node, null];
  for (const node of diff.added) yield [null, node];
}

function kindOf(
  [was, is]: Pair<LayerNode | null>,
  change: LayerChange | null,
  figures: LayerFigures,
): LayerDifference['kind'] | null {
  if (!was) return 'added';
  if (!is) return 'removed';
  if (change) return 'changed';
  if (was.name !== is.name) return 'renamed';
  return differs(figures) ? 'affected' : null;
}

function differs({ shape: [old, now], parameters, work }: LayerFigures): boolean {
  if (parameters[0] !== parameters[1] || work.macs[0] !== work.macs[1] || work.ops[0] !== work.ops[1]) return true;
  return old && now ? !sameShape(old, now) : old !== now;
}

/** Places in the order of both: after the one that it follows among those that both have stands what was removed. */
interface Places {
  readonly before: ReadonlyMap<string, number>;
  readonly after: ReadonlyMap<string, number>;
}

function placesOf(a: Graph, b: Graph, counterparts: ReadonlyMap<string, string>): Places {
  const after = new Map(readStructure(b).order.map((id, at) => [id, at]));
  const before = new Map<string, number>();
  let last = -1;
  const { order } = readStructure(a);
  order.forEach((id, at) => {
    const here = after.get(counterparts.get(id) ?? '');
    last = here ?? last;
    // Less than half of a place: wires come between it and the next.
    before.set(id, here ?? last + (0.4 * (at + 1)) / (order.length + 1));
  });
  return { before, after };
}

function placeOf(one: Difference, { before, after }: Places): number {
  if (one.kind === 'wire') {
    const [old, now] = one.wires;
    return (after.get(now?.target ?? '') ?? before.get(old?.target ?? '') ?? 0) + 0.5;
  }
  const [was, is] = one.nodes;
  return after.get(is?.id ?? '') ?? before.get(was?.id ?? '') ?? 0;
}

/** Wires between layers that both networks have, unless a layer that was put in or taken out says all of it. */
function wireDifferences(a: Graph, b: Graph, { wires, counterparts }: DocumentDiff): readonly WireDifference[] {
  const known = new Set(counterparts.values());
  const old = origins(a, (id) => counterparts.get(id) ?? null);
  const now = origins(b, (id) => (known.has(id) ? id : null));
  const explained = ([was, is]: Pair<Edge>): boolean => {
    if (counterparts.has(was.source) && known.has(is.source)) return false;
    const [x, y] = [old.get(was.source) ?? nothing, now.get(is.source) ?? nothing];
    return isWithin(x, y) || isWithin(y, x);
  };
  const both = (edge: Edge, has: (id: string) => boolean) => has(edge.source) && has(edge.target);
  const all: readonly Pair<Edge | null>[] = [
    ...wires.removed.filter((edge) => both(edge, (id) => counterparts.has(id))).map((edge) => [edge, null] as const),
    ...wires.added.filter((edge) => both(edge, (id) => known.has(id))).map((edge) => [null, edge] as const),
    ...wires.moved.filter((pair) => !explained(pair)),
  ];
  return all.map((pair) => ({ kind: 'wire', wires: pair }));
}

const nothing: ReadonlySet<string> = new Set();

const isWithin = (some: ReadonlySet<string>, all: ReadonlySet<string>): boolean => [...some].every((id) => all.has(id));

/** For each layer the layers that both networks have from which its output comes, by their ids in the second. */
function origins(graph: Graph, shared: (id: string) => string | null): ReadonlyMap<string, ReadonlySet<string>> {
  const sources = new Map<string, string[]>();
  for (const { source, target } of Object.values(graph.edges)) {
    const all = sources.get(target);
    if (all) all.push(source);
    else sources.set(target, [source]);
  }
  const found = new Map<string, ReadonlySet<string>>();
  for (const id of readStructure(graph).order) {
    const own = shared(id);
    const from = own === null ? (sources.get(id) ?? []).flatMap((source) => [...(found.get(source) ?? [])]) : [own];
    found.set(id, new Set(from));
  }
  return found;
}
