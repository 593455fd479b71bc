import { createFigureStore } from '../analysis/figure-store.ts';
import { analyzeNode } from '../analysis/node.ts';
import type { Analysis } from '../analysis/types.ts';
import { layerOf } from '../layers/registry.ts';
import type { Shape } from '../math/shape.ts';
import { problem } from '../problems/messages.ts';
import type { Problem } from '../problems/problem.ts';
import type { Result } from '../result.ts';
import { fail, ok } from '../result.ts';
import { freshId } from './change.ts';
import { baseName, createNamer } from './names.ts';
import type { Edge, Graph, LayerNode, NodeParams, StrideDocument } from './schema.ts';

/** A node of this kind with an id and a Keras-like name that the document does not have; params default. */
export function newNode(document: StrideDocument, kind: string, params: NodeParams = {}): LayerNode {
  return newNodes(document, [{ kind, params }])[0] ?? { id: kind, kind, name: kind, params };
}

/** Several at once: their names and ids differ from each other's too. */
export function newNodes(
  document: StrideDocument,
  wanted: readonly { readonly kind: string; readonly params?: NodeParams }[],
): readonly LayerNode[] {
  const ids = new Set(Object.keys(document.graph.nodes));
  const names = new Set(Object.values(document.graph.nodes).map((node) => node.name));
  const nameFor = createNamer(names);
  return wanted.map(({ kind, params = {} }) => {
    const name = nameFor(baseName(kind));
    const id = freshId(name, ids);
    ids.add(id);
    const complete = layerOf(kind)?.params.safeParse(params);
    const full = complete?.success ? { ...asRecord(complete.data), ...params } : params;
    return { id, kind, name, params: full, ...(layerOf(kind)?.docks ? { docked: true } : {}) };
  });
}

/** A wire with an id that the graph does not have. */
export const newEdge = (graph: Graph, source: string, target: string, port: number): Edge => ({
  id: freshId(`${target}:${port}`, graph.edges),
  source,
  target,
  port,
});

/**
 * Where a wire from `source` to `target` would arrive; the port may be taken on a layer with one input: connecting
 * then replaces that wire. The error says why not: with severity `error` the wire can never be (circle, no such
 * port), with `warning` it can, but the target would refuse the shape.
 */
export function canConnect(
  graph: Graph,
  analysis: Analysis,
  source: string,
  target: string,
): Result<{ readonly port: number; readonly replaces: string | null }, Problem> {
  const from = graph.nodes[source];
  const to = graph.nodes[target];
  if (!from || !to) return fail(problem('connect.missing', {}));
  const values = { from: from.name, to: to.name };
  const where = { nodeId: target };
  if (source === target) return fail(problem('connect.self', values, where));
  const definition = layerOf(to.kind);
  const max = definition ? definition.arity.max : null;
  if (max === 0) return fail(problem('arity.source', { name: to.name }, where));
  const incoming = Object.values(graph.edges)
    .filter((edge) => edge.target === target)
    .sort((a, b) => a.port - b.port);
  const single = max === 1 ? incoming[0] : undefined;
  if (single?.source === source) return fail(problem('connect.exists', values, where));
  if (max !== null && max > 1 && incoming.length >= max)
    return fail(problem('arity.many', { name: to.name, expected: max, received: incoming.length + 1 }, where));
  if (reaches(graph, target, source)) return fail(problem('connect.cycle', values, where));

  const port = single ? 0 : firstFree(incoming);
  const shape = analysis.node(source)?.output?.shape ?? null;
  const others = single ? [] : incoming.map((edge) => analysis.node(edge.source)?.output?.shape ?? null);
  const refusal = shape && definition ? shapeRefusal(to, [...others, shape]) : null;
  if (refusal) return fail({ ...refusal, severity: 'warning' });
  return ok({ port, replaces: single?.id ?? null });
}

/** What the node would say to these inputs. One input too few is no refusal: more wires may come. */
function shapeRefusal(node: LayerNode, inputs: readonly (Shape | null)[]): Problem | null {
  const definition = layerOf(node.kind);
  if (!definition) return null;
  const store = createFigureStore();
  const params = store.read(definition, node);
  const known = inputs.filter((shape) => shape !== null);
  if (!params.ok || known.length !== inputs.length || known.length < definition.arity.min) return null;
  const trial = { node, definition, params, inputs: known, fields: known.map(() => null), placed: [] };
  return analyzeNode(trial, store).problems[0] ?? null;
}

function firstFree(incoming: readonly Edge[]): number {
  const taken = new Set(incoming.map((edge) => edge.port));
  let port = 0;
  while (taken.has(port)) port++;
  return port;
}

/** Whether data can flow from one node to the other. */
export function reaches(graph: Graph, from: string, to: string): boolean {
  const next = new Map<string, string[]>();
  for (const edge of Object.values(graph.edges)) {
    const targets = next.get(edge.source);
    if (targets) targets.push(edge.target);
    else next.set(edge.source, [edge.target]);
  }
  const seen = new Set([from]);
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === to) return true;
    for (const target of next.get(id) ?? []) {
      if (seen.has(target)) continue;
      seen.add(target);
      open.push(target);
    }
  }
  return false;
}

const asRecord = (value: unknown): NodeParams => (typeof value === 'object' && value !== null ? { ...value } : {});
