import { byte, float, int } from './flatbuffer.ts';
import type { GraphBuilder, Value } from './graph.ts';
import type { OperatorName } from './operators.ts';

/** Numbers of paddings in the options of windows. */
export const paddings = { same: 0, valid: 1 } as const;

const unfused = byte(0);

/** Shapes lined up from the last axis; a size of 1, or none, serves every position. */
function broadcast(a: readonly number[], b: readonly number[]): readonly number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => Math.max(a.at(i - rank) ?? 1, b.at(i - rank) ?? 1));
}

const withOptions: ReadonlySet<OperatorName> = new Set(['ADD', 'SUB', 'MUL', 'DIV']);

export type Pairwise = 'ADD' | 'SUB' | 'MUL' | 'DIV' | 'MAXIMUM' | 'MINIMUM';

export const pairwise = (graph: GraphBuilder, name: Pairwise, a: Value, b: Value): Value =>
  graph.run(name, [a, b], broadcast(a.dims, b.dims), withOptions.has(name) ? [unfused] : []);

export const add = (graph: GraphBuilder, a: Value, b: Value): Value => pairwise(graph, 'ADD', a, b);
export const subtract = (graph: GraphBuilder, a: Value, b: Value): Value => pairwise(graph, 'SUB', a, b);
export const multiply = (graph: GraphBuilder, a: Value, b: Value): Value => pairwise(graph, 'MUL', a, b);

export const plus = (graph: GraphBuilder, x: Value, value: number): Value =>
  value === 0 ? x : add(graph, x, graph.number(value));

export const times = (graph: GraphBuilder, x: Value, value: number): Value =>
  value === 1 ? x : multiply(graph, x, graph.number(value));

export const each = (graph: GraphBuilder, name: OperatorName, x: Value): Value => graph.run(name, [x], x.dims);

/** One value of all those along the axes. */
export function reduce(
  graph: GraphBuilder,
  name: 'MEAN' | 'SUM' | 'REDUCE_MAX',
  x: Value,
  axes: readonly number[],
  keep: boolean,
): Value {
  const kept = x.dims.map((n, i) => (axes.includes(i) ? 1 : n));
  const dims = keep ? kept : x.dims.filter((_, i) => !axes.includes(i));
  return graph.run(name, [x, graph.ints(axes)], dims, [byte(keep ? 1 : 0)]);
}

export function concatenate(graph: GraphBuilder, values: readonly Value[], axis: number): Value {
  const [first] = values;
  if (first === undefined || values.length === 1) return first ?? graph.number(0);
  const joined = values.reduce((sum, { dims }) => sum + (dims[axis] ?? 0), 0);
  const dims = first.dims.map((n, i) => (i === axis ? joined : n));
  return graph.run('CONCATENATION', values, dims, [int(axis), unfused]);
}

/** `[…, m, k] · […, k, n]`, or `[…, m, k] · […, n, k]` with the second turned. */
export function product(graph: GraphBuilder, a: Value, b: Value, turned: boolean): Value {
  const columns = b.dims.at(turned ? -2 : -1) ?? 1;
  return graph.run('BATCH_MATMUL', [a, b], [...a.dims.slice(0, -1), columns], [byte(0), byte(turned ? 1 : 0), byte(0)]);
}

export function softmax(graph: GraphBuilder, x: Value, axis = x.dims.length - 1): Value {
  const last = x.dims.length - 1;
  const order = x.dims.map((_, i) => (i === axis ? last : i === last ? axis : i));
  const turned = graph.transpose(x, order);
  return graph.transpose(graph.run('SOFTMAX', [turned], turned.dims, [float(1)]), order);
}
