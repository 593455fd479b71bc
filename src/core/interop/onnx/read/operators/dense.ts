import { onnxModule } from '../../../keras/kinds.ts';
import type { At, Operator, Operators } from '../at.ts';
import { ownerOf } from '../reading.ts';
import { asFloats, type Constant, type Flow, sameOrder, transposed } from '../values.ts';
import { attended } from './attention.ts';
import { sizesOf } from './reshaping.ts';

/** A kernel `[in, out]` whose rows are in the order in which Keras has the values that come in. */
function kernelFor(x: Flow, weight: Constant, isTurned: boolean, scale: number): Float32Array {
  const own = transposed(asFloats(weight), weight.dims, isTurned ? [1, 0] : [0, 1]);
  const units = weight.dims[isTurned ? 0 : 1] ?? 1;
  const scaled = scale === 1 ? own : own.map((value) => value * scale);
  if (!x.columns) return scaled;
  const moved = new Float32Array(scaled.length);
  for (const [i, row] of x.columns.entries()) moved.set(scaled.subarray(i * units, (i + 1) * units), row * units);
  return moved;
}

interface Product {
  readonly x: Flow | null;
  readonly weight: Constant | null;
  readonly isTurned: boolean;
  readonly bias: Float32Array | null;
  readonly scale?: number;
}

function dense(at: At, { x, weight, isTurned, bias, scale = 1 }: Product): Flow | null {
  if (!x?.order || !x.dims || weight?.dims.length !== 2 || x.dims.length < 2) return null;
  const [units, inside] = [weight.dims[isTurned ? 0 : 1] ?? 1, weight.dims[isTurned ? 1 : 0]];
  // Along the last axis of both.
  if (x.order.at(-1) !== x.dims.length - 1 || x.dims.at(-1) !== inside || x.order.includes(null)) return null;
  const owner = ownerOf(weight);
  const layer = at.reading.emit({
    className: 'Dense',
    config: { units, use_bias: bias !== null },
    inputs: [x],
    weights: { kernel: kernelFor(x, weight, isTurned, scale), ...(bias ? { bias } : {}) },
    ...(owner === undefined ? {} : { name: owner }),
    node: at.node,
  });
  const { columns: _, ...rest } = x;
  return { ...rest, layer, dims: [...x.dims.slice(0, -1), units], positive: false };
}

const gemm: Operator = (at) => {
  const bias = at.constant(2);
  const weight = at.constant(1);
  const isTurned = at.int('transB', 0) === 1;
  const units = weight?.dims[isTurned ? 0 : 1] ?? 0;
  const [alpha, beta] = [at.float('alpha', 1), at.float('beta', 1)];
  if (at.int('transA', 0) !== 0 || (at.has(2) && !bias)) return null;
  const count = bias?.values.length ?? 0;
  if (bias && count !== units && count !== 1) return null;
  const own =
    bias && beta !== 0
      ? Float32Array.from({ length: units }, (_, i) => (bias.values[count === 1 ? 0 : i] ?? 0) * beta)
      : null;
  return dense(at, { x: at.flow(0), weight, isTurned, bias: own, scale: alpha });
};

const matMul: Operator = (at) => {
  const [x, weight] = [at.flow(0), at.constant(1)];
  if (x && weight) return attended(at, x, weight) ?? dense(at, { x, weight, isTurned: false, bias: null });
  return between(at);
};

/** A product of two values, which no layer of Stride's is by itself: it is kept, until what it is a part of is known. */
function between(at: At): Flow | null {
  const [a, b] = [at.flow(0), at.flow(1)];
  const [left, right] = [a && sizesOf(a), b && sizesOf(b)];
  if (!a || !b || !left || !right || left.length !== right.length || left.length < 3) return null;
  const layer = at.reading.emit({ className: 'MatMul', module: onnxModule, inputs: [a, b], node: at.node });
  const dims = [...left.slice(0, -1), right.at(-1) ?? null];
  return { kind: 'flow', layer, dims, order: sameOrder(dims.length), positive: false };
}

/** Rows of a table by whole numbers. */
const gather: Operator = (at) => (at.flow(0) ? taken(at) : looked(at));

/** The only place along an axis that Keras does not have. */
function taken(at: At): Flow | null {
  const [x, place] = [at.flow(0), at.constant(1)];
  const rank = x?.order?.length ?? 0;
  const given = at.int('axis', 0);
  const axis = given < 0 ? given + rank : given;
  if (!x?.order || x.columns || !place || place.dims.length > 1 || place.values.length !== 1) return null;
  if (x.order[axis] !== null) return null;
  return place.dims.length === 1 ? x : { ...x, order: x.order.filter((_, i) => i !== axis) };
}

function looked(at: At): Flow | null {
  const [table, places] = [at.constant(0), at.flow(1)];
  if (table?.dims.length !== 2 || !places?.dims || !places.order || at.int('axis', 0) !== 0) return null;
  const x = at.reading.plain(places, at.node);
  const steps = x?.dims;
  if (!x || !steps || steps.length !== 2) return null;
  const [words = 1, width = 1] = table.dims;
  const owner = ownerOf(table);
  const layer = at.reading.emit({
    className: 'Embedding',
    config: { input_dim: words, output_dim: width },
    inputs: [x],
    weights: { embeddings: asFloats(table) },
    ...(owner === undefined ? {} : { name: owner }),
    node: at.node,
  });
  return { kind: 'flow', layer, dims: [...steps, width], order: [0, 1, 2], positive: false };
}

export const products: Operators = { Gemm: gemm, MatMul: matMul, Gather: gather };
