import { axisIn, type float, type GraphBuilder, int, ints, type Layout, type Value } from './graph.ts';

/** An operator on each number. */
export const each = (
  graph: GraphBuilder,
  opType: string,
  x: Value,
  attributes: Readonly<Record<string, ReturnType<typeof float>>> = {},
): Value => graph.run(opType, [x], { dims: x.dims, layout: x.layout, attributes });

/** Shapes lined up from the last axis; a size of 1, or none, serves every position. */
function broadcast(a: readonly number[], b: readonly number[]): readonly number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => Math.max(a.at(i - rank) ?? 1, b.at(i - rank) ?? 1));
}

type Pairwise = 'Add' | 'Sub' | 'Mul' | 'Div' | 'Max' | 'Min';

/** Of two values in one layout, or one of them a constant. */
export function pairwise(graph: GraphBuilder, opType: Pairwise, a: Value, b: Value): Value {
  const { layout } = a.dims.length >= b.dims.length ? a : b;
  return graph.run(opType, [a, b], { dims: broadcast(a.dims, b.dims), layout });
}

export const add = (graph: GraphBuilder, a: Value, b: Value): Value => pairwise(graph, 'Add', a, b);
export const subtract = (graph: GraphBuilder, a: Value, b: Value): Value => pairwise(graph, 'Sub', a, b);
export const multiply = (graph: GraphBuilder, a: Value, b: Value): Value => pairwise(graph, 'Mul', a, b);

export const plus = (graph: GraphBuilder, x: Value, value: number): Value =>
  value === 0 ? x : add(graph, x, graph.number(value));

export const times = (graph: GraphBuilder, x: Value, value: number): Value =>
  value === 1 ? x : multiply(graph, x, graph.number(value));

/** Sizes of a constant that has a number for each channel, to go with a value in its layout. */
export const overChannels = ({ dims, layout }: Value, channels: number): readonly number[] =>
  layout === 'last' ? [channels] : [channels, ...dims.slice(2).map(() => 1)];

/** One value of all those along axes of Keras's order. */
export function reduce(
  graph: GraphBuilder,
  opType: 'ReduceMean' | 'ReduceMax' | 'ReduceSumSquare' | 'ReduceProd',
  x: Value,
  axes: readonly number[],
  keep: boolean,
): Value {
  const own = keep ? x : graph.last(x);
  const dims = own.dims.flatMap((n, i) => (axes.includes(i) ? (keep ? [1] : []) : [n]));
  const attributes = { axes: ints(axes.map((axis) => axisIn(own, axis))), keepdims: int(keep ? 1 : 0) };
  return graph.run(opType, [own], { dims, layout: own.layout, attributes });
}

/** All in one layout: channels first where one of them has them so, and all have the same axes. */
export function together(graph: GraphBuilder, values: readonly Value[]): readonly Value[] {
  const ranks = new Set(values.map(({ dims }) => dims.length));
  const first = ranks.size === 1 && values.some(({ layout }) => layout === 'first');
  const layout: Layout = first ? 'first' : 'last';
  return values.map((value) => graph.inLayout(value, layout));
}

/** @param axis of Keras's order. */
export function concatenate(graph: GraphBuilder, values: readonly Value[], axis: number): Value {
  const all = together(graph, values);
  const [one] = all;
  if (one === undefined) throw new Error('nothing to put together');
  if (all.length === 1) return one;
  const joined = all.reduce((sum, { dims }) => sum + (dims[axis] ?? 0), 0);
  const dims = one.dims.map((n, i) => (i === axis ? joined : n));
  return graph.run('Concat', all, { dims, layout: one.layout, attributes: { axis: int(axisIn(one, axis)) } });
}

/** `[…, m, k] · […, k, n]` */
export const product = (graph: GraphBuilder, a: Value, b: Value): Value =>
  graph.run('MatMul', [a, b], { dims: [...a.dims.slice(0, -1), b.dims.at(-1) ?? 1] });

export const softmax = (graph: GraphBuilder, x: Value, axis = x.dims.length - 1): Value =>
  each(graph, 'Softmax', x, { axis: int(axisIn(x, axis)) });
