import type { Graph, LayerNode } from '../document/schema.ts';
import { layerOf } from '../layers/registry.ts';
import type { Shape } from '../math/shape.ts';
import { sameShape } from '../math/shape.ts';
import { problem } from '../problems/messages.ts';
import type { Problem } from '../problems/problem.ts';
import type { NodeContext } from './node.ts';
import { analyzeNode } from './node.ts';
import { checkParams } from './params.ts';
import type { Structure } from './structure.ts';
import { incomingEdges, readStructure, sameWiring } from './structure.ts';
import { totalsOf } from './totals.ts';
import type { Analysis, Analyzer, NodeAnalysis, ReceptiveField } from './types.ts';

interface Entry {
  readonly context: NodeContext;
  readonly analysis: NodeAnalysis;
}

interface Memory {
  readonly graph: Graph;
  readonly structure: Structure;
  readonly entries: ReadonlyMap<string, Entry>;
  readonly analysis: Analysis;
}

/** Analyses one graph after another, computing again only the nodes that a change reaches. */
export function createAnalyzer(): Analyzer {
  let memory: Memory | null = null;
  return {
    analyze(graph) {
      if (memory?.graph === graph) return memory.analysis;
      memory = advance(graph, memory);
      return memory.analysis;
    },
  };
}

/** One analysis of one graph, from nothing. */
export const analyze = (graph: Graph): Analysis => advance(graph, null).analysis;

function advance(graph: Graph, before: Memory | null): Memory {
  const structure = before && sameWiring(before.graph, graph) ? before.structure : readStructure(graph);
  const placed = placeProblems(graph, structure);
  const onCycle = new Set(structure.cycles.flat());
  const entries = new Map<string, Entry>();
  const nodes: Record<string, NodeAnalysis> = {};
  let changed = before === null || structure !== before.structure;

  for (const id of structure.order) {
    const node = graph.nodes[id];
    if (!node) continue;
    const old = before?.entries.get(id);
    const context = contextOf(node, structure, entries, placed.get(id) ?? noProblems, onCycle.has(id), old?.context);
    const entry =
      old && sameContext(old.context, context) ? old : { context, analysis: analyzeNode(context, old?.analysis) };
    if (entry !== old) changed = true;
    entries.set(id, entry);
    nodes[id] = entry.analysis;
  }
  if (!changed && before) return { ...before, graph };
  return { graph, structure, entries, analysis: assemble(graph, structure, nodes) };
}

const noProblems: readonly Problem[] = [];

function contextOf(
  node: LayerNode,
  structure: Structure,
  entries: ReadonlyMap<string, Entry>,
  placed: readonly Problem[],
  onCycle: boolean,
  old: NodeContext | undefined,
): NodeContext {
  const inputs: (Shape | null)[] = [];
  const fields: (ReceptiveField | null)[] = [];
  for (const edge of incomingEdges(structure, node.id)) {
    const source = entries.get(edge.source)?.analysis;
    inputs.push(source?.output?.shape ?? null);
    fields.push(source?.receptiveField ?? null);
  }
  const sameNode = old && old.node.kind === node.kind && old.node.params === node.params && old.node.name === node.name;
  if (sameNode) return { ...old, node, inputs, fields, placed, onCycle };
  const definition = layerOf(node.kind);
  const params = definition ? checkParams(definition, node) : { ok: true as const, value: node.params };
  return { node, definition, params, inputs, fields, placed, onCycle };
}

const sameContext = (a: NodeContext, b: NodeContext): boolean =>
  a.params === b.params &&
  a.node.name === b.node.name &&
  a.node.kind === b.node.kind &&
  a.onCycle === b.onCycle &&
  sameList(a.inputs, b.inputs, sameInput) &&
  sameList(a.fields, b.fields, Object.is) &&
  sameList(a.placed, b.placed, (p, q) => p.message === q.message);

const sameInput = (a: Shape | null, b: Shape | null): boolean =>
  a === b || (a !== null && b !== null && sameShape(a, b));

const sameList = <T>(a: readonly T[], b: readonly T[], same: (x: T, y: T) => boolean): boolean =>
  a === b || (a.length === b.length && a.every((x, i) => same(x, b[i] as T)));

/** Problems that a node has by its place among the others. */
function placeProblems(graph: Graph, structure: Structure): ReadonlyMap<string, readonly Problem[]> {
  const found = new Map<string, Problem[]>();
  const add = (id: string, one: Problem): void => {
    found.set(id, [...(found.get(id) ?? []), one]);
  };
  for (const cycle of structure.cycles) {
    const names = cycle.map((id) => graph.nodes[id]?.name ?? id).join(' → ');
    for (const id of cycle) add(id, problem('graph.cycle', { names }, { nodeId: id }));
  }
  const taken = new Set<string>();
  for (const id in graph.nodes) {
    const name = graph.nodes[id]?.name ?? '';
    if (taken.has(name)) add(id, problem('graph.duplicateName', { name }, { nodeId: id }));
    taken.add(name);
  }
  return found;
}

function assemble(graph: Graph, structure: Structure, nodes: Readonly<Record<string, NodeAnalysis>>): Analysis {
  const inputIds = structure.order.filter((id) => isInput(graph.nodes[id]));
  const outputIds = structure.order.filter(
    (id) => structure.consumers.get(id)?.length === 0 && !isInput(graph.nodes[id]),
  );
  const totals = totalsOf(nodes, structure);
  const problems: Problem[] = [];
  if (structure.order.length === 0) problems.push(problem('graph.empty', {}));
  else if (inputIds.length === 0) problems.push(problem('graph.noInput', {}));
  if (!Number.isSafeInteger(totals.allOps) || !Number.isSafeInteger(totals.weightBytes))
    problems.push(problem('size.unsafeTotal', {}));
  const told = new Set<string>();
  for (const id of structure.order) {
    for (const one of nodes[id]?.problems ?? noProblems) {
      // Every node of a circle carries the problem; the list names the circle once.
      if (one.code === 'graph.cycle' && told.has(one.message)) continue;
      told.add(one.message);
      problems.push(one);
    }
  }
  return { nodes, order: structure.order, inputIds, outputIds, totals, problems };
}

/** A kind that takes no input is where data enters the network. */
const isInput = (node: LayerNode | undefined): boolean => node !== undefined && layerOf(node.kind)?.arity.max === 0;
