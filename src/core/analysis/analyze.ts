import type { Graph, LayerNode } from '../document/schema.ts';
import { layerOf } from '../layers/registry.ts';
import type { Shape } from '../math/shape.ts';
import { sameShape } from '../math/shape.ts';
import { problem } from '../problems/messages.ts';
import type { Problem } from '../problems/problem.ts';
import type { FigureStore } from './figures.ts';
import { createFigureStore } from './figures.ts';
import type { NodeContext } from './node.ts';
import { analyzeNode } from './node.ts';
import { sameField } from './receptive-field.ts';
import type { Structure } from './structure.ts';
import { readStructure } from './structure.ts';
import { totalsOf } from './totals.ts';
import type { Analysis, Analyzer, NodeAnalysis, ReceptiveField } from './types.ts';

/** What was computed for a node, with all that it was computed from. */
interface Entry {
  readonly context: NodeContext;
  readonly analysis: NodeAnalysis;
}

interface Memory {
  readonly graph: Graph;
  /** Ids of the graph in its own order. */
  readonly keys: readonly string[];
  readonly structure: Structure;
  readonly placed: ReadonlyMap<string, readonly Problem[]>;
  /** In the structure's order. */
  readonly entries: readonly Entry[];
  readonly analysis: Analysis;
}

/** Analyses one graph after another, computing again only the nodes that a change reaches. */
export function createAnalyzer(): Analyzer {
  const figures = createFigureStore();
  let memory: Memory | null = null;
  return {
    analyze(graph) {
      if (memory?.graph !== graph) memory = advance(graph, memory, figures);
      return memory.analysis;
    },
    peek: (graph) => (memory?.graph === graph ? memory : advance(graph, memory, figures)).analysis,
  };
}

/** One analysis of one graph, from nothing. */
export const analyze = (graph: Graph): Analysis => advance(graph, null, createFigureStore()).analysis;

function advance(graph: Graph, before: Memory | null, figures: FigureStore): Memory {
  const keys = before?.graph.nodes === graph.nodes ? before.keys : Object.keys(graph.nodes);
  const sameWires = before !== null && before.graph.edges === graph.edges && sameKeys(before.keys, keys);
  return sameWires ? edited(graph, keys, before, figures) : rewired(graph, keys, before, figures);
}

/** Nodes or wires came or went: every node is looked at, though most are found as they were. */
function rewired(graph: Graph, keys: readonly string[], before: Memory | null, figures: FigureStore): Memory {
  const structure = readStructure(graph);
  const nodes = structure.order.map((id) => graph.nodes[id]).filter((node) => node !== undefined);
  const placed = placeProblems(nodes, graph, structure);
  const known = new Map(before?.entries.map((entry) => [entry.context.node.id, entry]));
  const entries: Entry[] = [];
  nodes.forEach((node, place) => {
    const old = known.get(node.id);
    const inputs = structure.inputs[place] ?? noInputs;
    const problems = placed.get(node.id) ?? noProblems;
    const holds = old && stillHolds(old, node, problems, inputs, entries);
    entries.push(holds ? old : compute(node, problems, inputs, entries, old, figures));
  });
  return { graph, keys, structure, placed, entries, analysis: assemble(entries, structure) };
}

/** Only nodes changed: follow the change down the wires, and leave the rest alone. */
function edited(graph: Graph, keys: readonly string[], before: Memory, figures: FigureStore): Memory {
  const { structure } = before;
  const touched = new Set<number>();
  let renamed = false;
  before.entries.forEach(({ context: { node } }, place) => {
    const now = graph.nodes[node.id];
    if (!now || now === node) return;
    touched.add(place);
    if (now.name !== node.name) renamed = true;
  });
  if (touched.size === 0) return { ...before, graph, keys };
  const entries = before.entries.slice();
  const nodeAt = (place: number): LayerNode | undefined => graph.nodes[structure.order[place] ?? ''];
  const placed = renamed
    ? placeProblems(
        structure.order.map((_, place) => nodeAt(place)).filter((node) => node !== undefined),
        graph,
        structure,
      )
    : before.placed;
  if (renamed) for (let place = 0; place < entries.length; place++) touched.add(place);

  let changed = false;
  for (let place = 0; place < entries.length; place++) {
    const old = entries[place];
    const node = nodeAt(place);
    if (!touched.has(place) || !old || !node) continue;
    const inputs = structure.inputs[place] ?? noInputs;
    const problems = placed.get(node.id) ?? noProblems;
    // Entries after this place are old ones still, which matters on a circle only: there all shapes are unknown.
    if (stillHolds(old, node, problems, inputs, entries)) {
      if (old.context.node !== node) entries[place] = { ...old, context: { ...old.context, node } };
      continue;
    }
    entries[place] = compute(node, problems, inputs, entries, old, figures);
    changed = true;
    for (const consumer of structure.consumers[place] ?? noInputs) touched.add(consumer);
  }
  const analysis = changed ? assemble(entries, structure) : before.analysis;
  return { graph, keys, structure, placed, entries, analysis };
}

const noInputs: readonly number[] = [];
const noProblems: readonly Problem[] = [];

const sameKeys = (a: readonly string[], b: readonly string[]): boolean =>
  a === b || (a.length === b.length && a.every((key, i) => key === b[i]));

/** Whether the figures of an entry are those of the node as it is and is fed now. */
function stillHolds(
  { context: old }: Entry,
  node: LayerNode,
  placed: readonly Problem[],
  inputs: readonly number[],
  entries: readonly Entry[],
): boolean {
  if (!sameNode(old.node, node)) return false;
  if (old.inputs.length !== inputs.length || !sameProblems(old.placed, placed)) return false;
  for (let i = 0; i < inputs.length; i++) {
    const source = entries[inputs[i] ?? -1]?.analysis;
    if (!sameInput(old.inputs[i] ?? null, source?.output?.shape ?? null)) return false;
    if (!sameSight(old.fields[i] ?? null, source?.receptiveField ?? null)) return false;
  }
  return true;
}

const sameNode = (a: LayerNode, b: LayerNode): boolean =>
  a === b || (a.kind === b.kind && a.params === b.params && a.name === b.name);

const sameInput = (a: Shape | null, b: Shape | null): boolean =>
  a === b || (a !== null && b !== null && sameShape(a, b));

const sameSight = (a: ReceptiveField | null, b: ReceptiveField | null): boolean =>
  a === b || (a !== null && b !== null && sameField(a, b));

const sameProblems = (a: readonly Problem[], b: readonly Problem[]): boolean =>
  a === b || (a.length === b.length && a.every((one, i) => one.message === b[i]?.message));

function compute(
  node: LayerNode,
  placed: readonly Problem[],
  inputs: readonly number[],
  entries: readonly Entry[],
  old: Entry | undefined,
  figures: FigureStore,
): Entry {
  const shapes: (Shape | null)[] = [];
  const fields: (ReceptiveField | null)[] = [];
  for (const input of inputs) {
    const source = entries[input]?.analysis;
    shapes.push(source?.output?.shape ?? null);
    fields.push(source?.receptiveField ?? null);
  }
  const known = old && sameNode(old.context.node, node) ? old.context : null;
  const definition = known ? known.definition : layerOf(node.kind);
  const params = known ? known.params : figures.read(definition, node);
  const context = { node, definition, params, inputs: shapes, fields, placed };
  return { context, analysis: analyzeNode(context, figures) };
}

/** A circle of thousands of layers still makes a message that can be read. */
const shorten = (names: readonly string[]): readonly string[] =>
  names.length <= 8 ? names : [...names.slice(0, 6), '…', ...names.slice(-1)];

/** Problems that a node has by its place among the others. */
function placeProblems(
  nodes: readonly LayerNode[],
  graph: Graph,
  structure: Structure,
): ReadonlyMap<string, readonly Problem[]> {
  const found = new Map<string, readonly Problem[]>();
  const add = (id: string, one: Problem): void => {
    found.set(id, [...(found.get(id) ?? noProblems), one]);
  };
  for (const cycle of structure.cycles) {
    const members = cycle.map((place) => nodes[place]).filter((node) => node !== undefined);
    const names = shorten(members.map((node) => node.name)).join(' → ');
    for (const { id } of members) add(id, problem('graph.cycle', { names }, { nodeId: id }));
  }
  const taken = new Set<string>();
  for (const id in graph.nodes) {
    const name = graph.nodes[id]?.name ?? '';
    if (taken.has(name)) add(id, problem('graph.duplicateName', { name }, { nodeId: id }));
    else taken.add(name);
  }
  return found;
}

function assemble(entries: readonly Entry[], structure: Structure): Analysis {
  // Filled key by key: spreading the previous record is three times slower at a thousand nodes and more.
  const nodes: Record<string, NodeAnalysis> = {};
  const analyses: NodeAnalysis[] = [];
  const inputIds: string[] = [];
  const outputIds: string[] = [];
  for (let place = 0; place < entries.length; place++) {
    const entry = entries[place];
    if (!entry) continue;
    const { context, analysis } = entry;
    nodes[analysis.id] = analysis;
    analyses.push(analysis);
    if (context.definition?.arity.max === 0) inputIds.push(analysis.id);
    else if (structure.consumers[place]?.length === 0) outputIds.push(analysis.id);
  }
  const totals = totalsOf(analyses, structure);
  const problems: Problem[] = [];
  if (entries.length === 0) problems.push(problem('graph.empty', {}));
  else if (inputIds.length === 0) problems.push(problem('graph.noInput', {}));
  if (!Number.isSafeInteger(totals.allOps) || !Number.isSafeInteger(totals.weightBytes + totals.activationBytes))
    problems.push(problem('size.unsafeTotal', {}));
  const circles = new Set<unknown>();
  for (const { problems: own } of analyses) {
    for (const one of own) {
      // Every node of a circle carries the problem; the list names the circle once.
      if (one.code === 'graph.cycle' && circles.has(one.values.names)) continue;
      if (one.code === 'graph.cycle') circles.add(one.values.names);
      problems.push(one);
    }
  }
  return {
    nodes,
    order: structure.order,
    inputIds,
    outputIds,
    totals,
    problems,
  };
}
