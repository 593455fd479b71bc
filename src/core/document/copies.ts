import { readStructure } from '../analysis/structure.ts';
import { type Groups, nodesWithin } from './groups.ts';
import type { Edge, Graph, LayerNode, StrideDocument } from './schema.ts';
import { exchangedBetween } from './versions.ts';

/** Groups that are alike, each of them feeding the next, in that order. */
export interface Copies {
  readonly groups: readonly string[];
  /** The layers of each group, as many in each: those at one index do the same in all of them. */
  readonly layers: readonly (readonly string[])[];
}

/**
 * The copies that each group is one of, itself included: groups in the same group, with the same layers, settings, modes and
 * wires among them, in a row. Names do not count. Groups without a copy are absent. Linear; a known document costs nothing,
 * and an edit of params what the groups around it do.
 */
export function copiesOf({ graph, groups }: Pick<StrideDocument, 'graph' | 'groups'>): ReadonlyMap<string, Copies> {
  const before = byWires.get(graph.edges);
  if (before?.groups === groups && before.nodes === graph.nodes) return before.copies;
  const now = (before?.groups === groups && follow(before, graph)) || read(graph, groups);
  byWires.set(graph.edges, now);
  return now.copies;
}

/** What was found in one version of a network. */
interface Seen {
  readonly nodes: Graph['nodes'];
  readonly groups: Groups;
  readonly inputs: Inputs;
  readonly looks: readonly Look[];
  /** Rows of groups that are alike, by how they look. */
  readonly rows: ReadonlyMap<string, Rows>;
  readonly copies: ReadonlyMap<string, Copies>;
}

type Inputs = ReadonlyMap<string, readonly Edge[]>;
type Rows = readonly (readonly Look[])[];

/** The version seen last with these wires. */
const byWires = new WeakMap<Graph['edges'], Seen>();

function read(graph: Graph, groups: Groups): Seen {
  const { nodes } = graph;
  const within = nodesWithin(groups);
  if (within.size < 2) return { nodes, groups, inputs: new Map(), looks: [], rows: new Map(), copies: new Map() };
  const place = new Map(readStructure(graph).order.map((id, i) => [id, i]));
  const inputs = inputsOf(graph);
  const looks = Object.values(groups).map(({ id, parent }): Look => {
    const layers = [...(within.get(id) ?? [])].sort((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0));
    return { id, layers, text: `${parent ?? ''}\n${lookOf(graph, layers, inputs)}` };
  });
  const rows = new Map([...alike(looks)].map(([text, same]) => [text, rowsOf(same, inputs)] as const));
  return { nodes, groups, inputs, looks, rows, copies: copiesIn(rows) };
}

/** Where it is known which layers may be others: only groups that hold one of them are read again. */
function follow(before: Seen, graph: Graph): Seen | null {
  const exchanged = exchangedBetween(before.nodes, graph.nodes);
  if (exchanged === null) return null;
  const { groups, inputs } = before;
  const other = [...exchanged].filter((id) => !sameSettings(before.nodes[id], graph.nodes[id]));
  const old = new Set<string>();
  const looks = before.looks.map((look) => {
    if (!other.some((id) => look.layers.includes(id))) return look;
    old.add(look.text);
    const parent = groups[look.id]?.parent ?? '';
    return { ...look, text: `${parent}\n${lookOf(graph, look.layers, inputs)}` };
  });
  if (old.size === 0) return { ...before, nodes: graph.nodes };
  const rows = new Map(before.rows);
  const touched = new Set([...old, ...looks.filter((look, i) => look !== before.looks[i]).map(({ text }) => text)]);
  for (const text of touched) rows.delete(text);
  for (const [text, same] of alike(looks.filter((look) => touched.has(look.text))))
    rows.set(text, rowsOf(same, inputs));
  return { nodes: graph.nodes, groups, inputs, looks, rows, copies: copiesIn(rows) };
}

const sameSettings = (a: LayerNode | undefined, b: LayerNode | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && settingsOf(a) === settingsOf(b));

function alike(looks: readonly Look[]): ReadonlyMap<string, readonly Look[]> {
  const found = new Map<string, Look[]>();
  for (const look of looks) {
    const others = found.get(look.text);
    if (others) others.push(look);
    else found.set(look.text, [look]);
  }
  return found;
}

function copiesIn(rows: ReadonlyMap<string, Rows>): ReadonlyMap<string, Copies> {
  const copies = new Map<string, Copies>();
  for (const row of [...rows.values()].flat()) {
    const found = { groups: row.map(({ id }) => id), layers: row.map(({ layers }) => layers) };
    for (const { id } of row) copies.set(id, found);
  }
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
  /** Equal for groups that are alike and lie in the same group. */
  readonly text: string;
}

/** Each group with the one that it feeds, that with its next, and so on; rows of one are none. */
function rowsOf(looks: readonly Look[], inputs: Inputs): Rows {
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
function lookOf(graph: Graph, layers: readonly string[], inputs: Inputs): string {
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

function inputsOf({ edges }: Graph): Inputs {
  const inputs = new Map<string, Edge[]>();
  for (const edge of Object.values(edges)) {
    const into = inputs.get(edge.target);
    if (into) into.push(edge);
    else inputs.set(edge.target, [edge]);
  }
  for (const into of inputs.values()) into.sort((a, b) => a.port - b.port);
  return inputs;
}
