import { readStructure } from '../analysis/structure.ts';
import { type Groups, nodesWithin } from './groups.ts';
import type { Edge, Graph, LayerNode, StrideDocument } from './schema.ts';

/** Groups that are alike, each of them feeding the next, in that order. */
export interface Copies {
  readonly groups: readonly string[];
  /** The layers of each group, as many in each: those at one index do the same in all of them. */
  readonly layers: readonly (readonly string[])[];
}

const known = new WeakMap<Graph, { readonly groups: Groups; readonly copies: ReadonlyMap<string, Copies> }>();

/**
 * The copies that each group is one of, itself included: groups in the same group, with the same layers, settings, modes and
 * wires among them, in a row. Names do not count. Groups without a copy are absent. Linear; a known document costs nothing.
 */
export function copiesOf({ graph, groups }: Pick<StrideDocument, 'graph' | 'groups'>): ReadonlyMap<string, Copies> {
  const seen = known.get(graph);
  if (seen?.groups === groups) return seen.copies;
  const copies = findCopies(graph, groups);
  known.set(graph, { groups, copies });
  return copies;
}

/** These layers with those that do the same in the copies of the innermost group of each that has any. */
export function withCounterparts(
  document: Pick<StrideDocument, 'graph' | 'groups'>,
  ids: Iterable<string>,
): ReadonlySet<string> {
  const all = new Set<string>();
  const places = placesIn(copiesOf(document));
  for (const id of ids) {
    all.add(id);
    const place = places.get(id);
    for (const layers of place?.copies.layers ?? []) all.add(layers[place?.index ?? 0] ?? id);
  }
  return all;
}

/** Where each layer is among copies: in those of the group with the fewest layers. */
function placesIn(copies: ReadonlyMap<string, Copies>) {
  const places = new Map<string, { readonly copies: Copies; readonly index: number }>();
  const size = (one: Copies) => one.layers[0]?.length ?? 0;
  for (const one of new Set(copies.values()))
    for (const layers of one.layers)
      layers.forEach((id, index) => {
        const other = places.get(id);
        if (!other || size(one) < size(other.copies)) places.set(id, { copies: one, index });
      });
  return places;
}

interface Look {
  readonly id: string;
  readonly layers: readonly string[];
  /** Equal for groups that are alike. */
  readonly text: string;
}

function findCopies(graph: Graph, groups: Groups): ReadonlyMap<string, Copies> {
  const within = nodesWithin(groups);
  if (within.size < 2) return new Map();
  const place = new Map(readStructure(graph).order.map((id, i) => [id, i]));
  const inputs = inputsOf(graph);
  const alike = new Map<string, Look[]>();
  for (const group of Object.values(groups)) {
    const layers = [...(within.get(group.id) ?? [])].sort((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0));
    const look = { id: group.id, layers, text: lookOf(graph, layers, inputs) };
    const key = `${group.parent ?? ''}\n${look.text}`;
    const others = alike.get(key);
    if (others) others.push(look);
    else alike.set(key, [look]);
  }
  const copies = new Map<string, Copies>();
  for (const looks of alike.values())
    for (const row of rowsOf(looks, inputs)) {
      const found = { groups: row.map(({ id }) => id), layers: row.map(({ layers }) => layers) };
      for (const { id } of row) copies.set(id, found);
    }
  return copies;
}

/** Each group with the one that it feeds, that with its next, and so on; rows of one are none. */
function rowsOf(looks: readonly Look[], inputs: ReadonlyMap<string, readonly Edge[]>): readonly (readonly Look[])[] {
  if (looks.length < 2) return [];
  const lookOfLayer = new Map(looks.flatMap((look) => look.layers.map((id) => [id, look] as const)));
  const next = new Map<Look, Look>();
  const fed = new Set<Look>();
  for (const look of looks) {
    const sources = look.layers.flatMap((id) => inputs.get(id) ?? []).map(({ source }) => lookOfLayer.get(source));
    const before = sources.find((other) => other !== undefined && other !== look && !next.has(other));
    if (!before) continue;
    next.set(before, look);
    fed.add(look);
  }
  const rows = looks
    .filter((look) => !fed.has(look))
    .map((first) => {
      const row = [first];
      for (let look = next.get(first); look; look = next.get(look)) row.push(look);
      return row;
    });
  return rows.filter((row) => row.length > 1);
}

/** Layers, settings and wires, those from outside by their first use. */
function lookOf(graph: Graph, layers: readonly string[], inputs: ReadonlyMap<string, readonly Edge[]>): string {
  const index = new Map(layers.map((id, i) => [id, String(i)]));
  const nameOf = (source: string): string => {
    const name = index.get(source) ?? `from ${index.size}`;
    index.set(source, name);
    return name;
  };
  return layers
    .map((id) => {
      const wires = (inputs.get(id) ?? []).map(({ source, port }) => `${port} ${nameOf(source)}`);
      const node = graph.nodes[id];
      return `${node ? settingsOf(node) : ''} ${wires.join()}`;
    })
    .join('\n');
}

const settings = new WeakMap<LayerNode, string>();

function settingsOf(node: LayerNode): string {
  const written = settings.get(node);
  if (written !== undefined) return written;
  const { kind, params, mode } = node;
  const text = JSON.stringify([kind, mode, Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1))]);
  settings.set(node, text);
  return text;
}

function inputsOf({ edges }: Graph): ReadonlyMap<string, readonly Edge[]> {
  const inputs = new Map<string, Edge[]>();
  for (const edge of Object.values(edges)) {
    const into = inputs.get(edge.target);
    if (into) into.push(edge);
    else inputs.set(edge.target, [edge]);
  }
  for (const into of inputs.values()) into.sort((a, b) => a.port - b.port);
  return inputs;
}
