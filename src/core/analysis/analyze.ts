import type { Graph, LayerNode } from '../document/schema.ts';
import { exchangedBetween, idsOf } from '../document/versions.ts';
import type { LayerDefinition } from '../layers/define.ts';
import { layerOf } from '../layers/registry.ts';
import type { Shape } from '../math/shape.ts';
import { sameShape } from '../math/shape.ts';
import type { Problem } from '../problems/problem.ts';
import type { Result } from '../result.ts';
import { assemble, reassemble } from './assemble.ts';
import { resolveModes } from './effective.ts';
import type { FigureStore, ReadParams } from './figure-store.ts';
import { createFigureStore } from './figure-store.ts';
import { noProblems } from './figures.ts';
import { withIdle } from './idle.ts';
import { analyzeFed, analyzeNode } from './node.ts';
import type { Placed } from './placed.ts';
import { placeProblems } from './placed.ts';
import { sameField } from './receptive-field.ts';
import { shareWeights } from './sharing.ts';
import type { Structure } from './structure.ts';
import { readStructure } from './structure.ts';
import type { Analysis, Analyzer, NodeAnalysis, ReceptiveField } from './types.ts';

/** One version of a graph with what was computed for it. Lists are by place in the structure's order. */
interface Memory {
  readonly graph: Graph;
  /** Ids of the graph in its own order. */
  readonly keys: readonly string[];
  readonly structure: Structure;
  readonly placed: Placed;
  readonly nodes: readonly LayerNode[];
  readonly params: readonly Params[];
  readonly analyses: readonly NodeAnalysis[];
  /** Some node uses the weights of another. */
  readonly shares: boolean;
  readonly analysis: Analysis;
}

type Params = Result<ReadParams, readonly Problem[]>;

/** Analyses one graph after another, computing again only the nodes that a change reaches. */
export function createAnalyzer(): Analyzer {
  const figures = createFigureStore();
  let memory: Memory | null = null;
  let last: Analysis | null = null;
  return {
    analyze(graph) {
      const resolved = resolveModes(graph, figures);
      if (memory?.graph !== resolved.graph) memory = advance(resolved.graph, memory, figures);
      last = withIdle(memory.analysis, resolved, last);
      return last;
    },
    peek(graph) {
      const resolved = resolveModes(graph, figures);
      const seen = memory?.graph === resolved.graph ? memory : advance(resolved.graph, memory, figures);
      return withIdle(seen.analysis, resolved, last);
    },
  };
}

/** One analysis of one graph, from nothing. */
export function analyze(graph: Graph): Analysis {
  const figures = createFigureStore();
  const resolved = resolveModes(graph, figures);
  return withIdle(advance(resolved.graph, null, figures).analysis, resolved, null);
}

function advance(graph: Graph, before: Memory | null, figures: FigureStore): Memory {
  if (before === null) return fresh(graph, figures);
  const exchanged = exchangedBetween(before.graph.nodes, graph.nodes);
  const keys = idsOf(graph.nodes);
  const sameWires = before.graph.edges === graph.edges && sameKeys(before.keys, keys);
  if (!sameWires) return rewired(graph, keys, before, figures);
  return edited(
    graph,
    keys,
    before,
    exchanged ? nodesAfter(exchanged, graph, before) : allNodes(graph, before),
    figures,
  );
}

const sameKeys = (a: readonly string[], b: readonly string[]): boolean => {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
};

function nodesOf(graph: Graph, { order }: Structure): LayerNode[] {
  const nodes = new Array<LayerNode>(order.length);
  for (let place = 0; place < order.length; place++) {
    const node = graph.nodes[order[place] ?? ''];
    if (node) nodes[place] = node;
  }
  return nodes;
}

function fresh(graph: Graph, figures: FigureStore): Memory {
  const keys = idsOf(graph.nodes);
  const structure = readStructure(graph, keys);
  const nodes = nodesOf(graph, structure);
  const placed = placeProblems(nodes, graph, structure);
  const work: Work = { structure, nodes, placed, ...emptyLists(nodes.length), figures };
  for (let place = 0; place < nodes.length; place++) compute(work, place, null);
  return finished(graph, keys, work);
}

/** Nodes or wires came or went: every node is looked at, though most are found as they were. */
function rewired(graph: Graph, keys: readonly string[], before: Memory, figures: FigureStore): Memory {
  const structure = readStructure(graph, keys);
  const nodes = nodesOf(graph, structure);
  const placed = placeProblems(nodes, graph, structure);
  const work: Work = { structure, nodes, placed, ...emptyLists(nodes.length), figures };
  const placeBefore = placesOf(before.nodes);
  for (let place = 0; place < nodes.length; place++) {
    const old = placeBefore(nodes[place]?.id ?? '', place);
    if (old >= 0 && stillHolds(before, old, work, place)) keep(before, old, work, place);
    else compute(work, place, old < 0 ? null : { before, place: old });
  }
  return finished(graph, keys, work);
}

/** The place that a node had, −1 where it had none; most have kept theirs, and are not looked up. */
function placesOf(nodes: readonly LayerNode[]): (id: string, guess: number) => number {
  let places: Map<string, number> | null = null;
  return (id, guess) => {
    if (nodes[guess]?.id === id) return guess;
    places ??= new Map(nodes.map((node, place) => [node.id, place]));
    return places.get(id) ?? -1;
  };
}

/** Nodes of a new version in the order of the one before, and the places where they are others, from the first on. */
interface Edited {
  readonly nodes: readonly LayerNode[];
  readonly places: readonly number[];
}

/** Where it is known which nodes may be others. */
function nodesAfter(exchanged: ReadonlySet<string>, graph: Graph, { structure, nodes: before }: Memory): Edited {
  const nodes = before.slice();
  const places: number[] = [];
  for (const id of exchanged) {
    const place = structure.placeOf(id);
    const node = graph.nodes[id];
    if (!node || node === before[place]) continue;
    nodes[place] = node;
    places.push(place);
  }
  return { nodes, places: places.sort((a, b) => a - b) };
}

function allNodes(graph: Graph, { structure, nodes: before }: Memory): Edited {
  const nodes = nodesOf(graph, structure);
  const places: number[] = [];
  for (let place = 0; place < nodes.length; place++) if (nodes[place] !== before[place]) places.push(place);
  return { nodes, places };
}

/** Only nodes changed: follow the change down the wires, and leave the rest alone. */
function edited(
  graph: Graph,
  keys: readonly string[],
  before: Memory,
  { nodes, places }: Edited,
  figures: FigureStore,
): Memory {
  const { structure } = before;
  if (places.length === 0) return { ...before, graph, keys };
  const renamed = places.some((place) => nodes[place]?.name !== before.nodes[place]?.name);
  const touched = new Uint8Array(nodes.length);
  let first = 0;
  let last = nodes.length - 1;
  if (renamed) touched.fill(1);
  else {
    for (const place of places) touched[place] = 1;
    first = places[0] ?? 0;
    last = places.at(-1) ?? 0;
  }
  const work: Work = {
    structure,
    nodes,
    placed: renamed ? placeProblems(nodes, graph, structure) : before.placed,
    params: before.params.slice(),
    analyses: before.analyses.slice(),
    figures,
  };
  const { starts, items } = structure.consumers;
  const computed: number[] = [];
  for (let place = first; place <= last; place++) {
    // Analyses after this place are old ones still, which matters on a circle only: there all shapes are unknown.
    if (touched[place] === 0 || stillHolds(before, place, work, place)) continue;
    compute(work, place, { before, place });
    computed.push(place);
    const stop = starts[place + 1] ?? 0;
    for (let at = starts[place] ?? 0; at < stop; at++) {
      const consumer = items[at] ?? 0;
      touched[consumer] = 1;
      if (consumer > last) last = consumer;
    }
  }
  if (computed.length === 0) return { ...before, graph, keys, nodes };
  const shares = before.shares || places.some((place) => nodes[place]?.sharesWith !== undefined);
  return shares ? finished(graph, keys, work) : amended(graph, keys, before, work, computed);
}

/** An analysis being made. `params` and `analyses` fill from the front. */
interface Work {
  readonly structure: Structure;
  readonly nodes: readonly LayerNode[];
  readonly placed: Placed;
  readonly params: Params[];
  readonly analyses: NodeAnalysis[];
  readonly figures: FigureStore;
}

function finished(graph: Graph, keys: readonly string[], { structure, placed, nodes, params, analyses }: Work): Memory {
  const shares = shareWeights(nodes, analyses);
  const analysis = assemble(nodes, analyses, structure);
  return { graph, keys, structure, placed, nodes, params, analyses, shares, analysis };
}

/** The same where the nodes at a few places were computed again, and none uses the weights of another. */
function amended(
  graph: Graph,
  keys: readonly string[],
  before: Memory,
  { structure, placed, nodes, params, analyses }: Work,
  places: readonly number[],
): Memory {
  const changes = places.flatMap((place) => {
    const was = before.analyses[place];
    const now = analyses[place];
    return was && now ? [{ was, now }] : [];
  });
  const otherKind = places.some((place) => nodes[place]?.kind !== before.nodes[place]?.kind);
  const analysis = reassemble(before.analysis, changes, nodes, analyses, structure, otherKind);
  return { graph, keys, structure, placed, nodes, params, analyses, shares: false, analysis };
}

const takesOne = ({ arity: { min, max } }: LayerDefinition): boolean => min <= 1 && (max === null || max >= 1);

/** Of their final length: growing them would copy them several times over. */
const emptyLists = (length: number): Pick<Work, 'params' | 'analyses'> => ({
  params: new Array<Params>(length),
  analyses: new Array<NodeAnalysis>(length),
});

function compute(work: Work, place: number, old: { readonly before: Memory; readonly place: number } | null): void {
  const node = work.nodes[place];
  if (!node) return;
  const definition = layerOf(node.kind);
  const known = old && readBefore(old.before, old.place, node);
  const params = known ?? work.figures.read(definition, node);
  work.params[place] = params;
  const placed = work.placed?.get(node.id) ?? noProblems;
  const { starts, items } = work.structure.inputs;
  const start = starts[place] ?? 0;
  const stop = starts[place + 1] ?? 0;
  const only = stop === start + 1 ? work.analyses[items[start] ?? 0] : undefined;
  if (only?.output && definition && params.ok && takesOne(definition)) {
    work.analyses[place] = analyzeFed(node, definition, params.value, only, only.output, placed, work.figures);
    return;
  }
  const sources = Array.from(items.subarray(start, stop), (input) => work.analyses[input]);
  const inputs = sources.map((source) => source?.output?.shape ?? null);
  const fields = sources.map((source) => source?.receptiveField ?? null);
  work.analyses[place] = analyzeNode({ node, definition, params, inputs, fields, placed }, work.figures);
}

/** Params as they were read; what is wrong with them is said with the node's name. */
function readBefore(before: Memory, place: number, node: LayerNode): Params | undefined {
  const was = before.nodes[place];
  const params = before.params[place];
  return sameLayer(was, node) && (params?.ok || was?.name === node.name) ? params : undefined;
}

function keep(before: Memory, old: number, work: Work, place: number): void {
  const params = before.params[old];
  const analysis = before.analyses[old];
  if (params) work.params[place] = params;
  if (analysis) work.analyses[place] = analysis;
}

/** Whether what was computed for a node is right for the node as it is and is fed now. */
function stillHolds(before: Memory, old: number, work: Work, place: number): boolean {
  const was = before.nodes[old];
  const node = work.nodes[place];
  if (!was || !node || !sameLayer(was, node) || was.name !== node.name) return false;
  if (!sameProblems(before.placed?.get(was.id) ?? noProblems, work.placed?.get(node.id) ?? noProblems)) return false;
  const { starts, items } = work.structure.inputs;
  const { starts: oldStarts, items: oldItems } = before.structure.inputs;
  const start = starts[place] ?? 0;
  const oldStart = oldStarts[old] ?? 0;
  const count = (starts[place + 1] ?? 0) - start;
  if ((oldStarts[old + 1] ?? 0) - oldStart !== count) return false;
  for (let i = 0; i < count; i++) {
    const now = work.analyses[items[start + i] ?? 0];
    const then = before.analyses[oldItems[oldStart + i] ?? 0];
    if (now === then) continue;
    if (!sameInput(then?.output?.shape ?? null, now?.output?.shape ?? null)) return false;
    if (!sameSight(then?.receptiveField ?? null, now?.receptiveField ?? null)) return false;
  }
  return true;
}

/** The same but for its name. */
const sameLayer = (a: LayerNode | undefined, b: LayerNode): boolean =>
  a === b || (a !== undefined && a.kind === b.kind && a.params === b.params && a.sharesWith === b.sharesWith);

const sameInput = (a: Shape | null, b: Shape | null): boolean =>
  a === b || (a !== null && b !== null && sameShape(a, b));

const sameSight = (a: ReceptiveField | null, b: ReceptiveField | null): boolean =>
  a === b || (a !== null && b !== null && sameField(a, b));

const sameProblems = (a: readonly Problem[], b: readonly Problem[]): boolean =>
  a === b || (a.length === b.length && a.every((one, i) => one.message === b[i]?.message));
