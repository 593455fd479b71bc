import { BatchMatMul, Fill, type KernelFunc, Sum, type TensorInfo } from '@tensorflow/tfjs-core';
import { input, number } from './attributes.ts';
import { type HostMemory, hostMemory } from './memory.ts';
import { callKernel, replaceKernel, stockKernel } from './registry.ts';
import { swapOuterInner } from './transpose.ts';

/**
 * The wasm matrix product runs in XNNPACK only where neither side is transposed, and in a scalar loop 10 to 20 times
 * slower else, which is to say in every backward pass. Turning the matrix first costs far less.
 */
export function patchMatMul(): void {
  const stock = stockKernel('wasm', BatchMatMul);
  if (stock === null) throw new Error('tfjs-backend-wasm has no BatchMatMul');
  const kernelFunc: KernelFunc = ({ inputs, backend, attrs }) => {
    const transposeA = attrs?.transposeA === true;
    const transposeB = attrs?.transposeB === true;
    if (!transposeA && !transposeB) return stock({ inputs, backend, attrs: { transposeA, transposeB } });
    const memory = hostMemory(backend);
    const a = input(inputs, 'a');
    const b = input(inputs, 'b');
    const left = transposeA ? turned(a, memory) : a;
    const right = transposeB ? turned(b, memory) : b;
    const out = stock({ inputs: { a: left, b: right }, backend, attrs: { transposeA: false, transposeB: false } });
    if (left !== a) memory.release(left);
    if (right !== b) memory.release(right);
    return out;
  };
  replaceKernel('wasm', BatchMatMul, kernelFunc);
}

/** A copy of a stack of matrices with rows and columns swapped. */
function turned(info: TensorInfo, memory: HostMemory): TensorInfo {
  const rank = info.shape.length;
  const rows = info.shape[rank - 2] ?? 1;
  const columns = info.shape[rank - 1] ?? 1;
  const out = memory.allocate([...info.shape.slice(0, -2), columns, rows]);
  const from = memory.floats(info);
  const to = memory.floats(out);
  const size = rows * columns;
  for (let start = 0; start < from.length; start += size) {
    swapOuterInner(from.subarray(start, start + size), to.subarray(start, start + size), rows, 1, columns);
  }
  return out;
}

/**
 * Sums over leading axes (bias gradients, batch statistics) are products with a row of ones: stock Sum transposes the
 * whole tensor first. Two steps, batch first, so that no value is the sum of too long a chain of float32 additions.
 */
export function patchSum(): void {
  const stock = stockKernel('wasm', Sum);
  if (stock === null) throw new Error('tfjs-backend-wasm has no Sum');
  const kernelFunc: KernelFunc = (call) => {
    const x = input(call.inputs, 'x');
    const rank = x.shape.length;
    const axes = axesOf(call.attrs?.axis, rank);
    const kept = rank - axes.length;
    const leading = axes.length > 0 && kept > 0 && axes.every((axis, i) => axis === i);
    if (!leading || x.dtype !== 'float32') return stock(call);
    const memory = hostMemory(call.backend);
    const keepDims = call.attrs?.keepDims === true;
    const tail = x.shape.slice(axes.length);
    const columns = tail.reduce((product, n) => product * n, 1);
    const batch = x.shape[0] ?? 1;
    const rest = x.shape.slice(1, axes.length).reduce((product, n) => product * n, 1);
    const first = sumRows(call.backend, x, batch, rest * columns);
    const total = rest === 1 ? first : sumRows(call.backend, first, rest, columns);
    if (total !== first) memory.release(first);
    return { ...total, shape: keepDims ? [...axes.map(() => 1), ...tail] : tail };
  };
  replaceKernel('wasm', Sum, kernelFunc);
}

function sumRows(backend: object, x: TensorInfo, rows: number, columns: number): TensorInfo {
  const ones = callKernel('wasm', Fill, backend, {}, { shape: [1, 1, rows], value: 1, dtype: 'float32' });
  const matrix = { dataId: x.dataId, dtype: x.dtype, shape: [1, rows, columns] };
  const attrs = { transposeA: false, transposeB: false };
  const out = callKernel('wasm', BatchMatMul, backend, { a: ones, b: matrix }, attrs);
  hostMemory(backend).release(ones);
  return out;
}

const axesOf = (axis: unknown, rank: number): number[] => {
  const all = Array.from({ length: rank }, (_, i) => i);
  const list = axis === undefined || axis === null ? all : (Array.isArray(axis) ? axis : [axis]).map(Number);
  return list.map((entry) => (entry < 0 ? entry + rank : entry)).sort((a, b) => a - b);
};

/** Missing in wasm; the gradient of every gather needs it. */
export function patchUnsortedSegmentSum(): void {
  replaceKernel('wasm', 'UnsortedSegmentSum', ({ inputs, backend, attrs }) => {
    const memory = hostMemory(backend);
    const x = input(inputs, 'x');
    const ids = input(inputs, 'segmentIds');
    const segments = number(attrs, 'numSegments');
    const tail = x.shape.slice(ids.shape.length);
    const width = tail.reduce((product, n) => product * n, 1);
    const out = memory.allocate([segments, ...tail]);
    const to = memory.floats(out).fill(0);
    const from = memory.floats(x);
    memory.ints(ids).forEach((segment, row) => {
      if (segment < 0 || segment >= segments) return;
      for (let i = 0; i < width; i++)
        to[segment * width + i] = (to[segment * width + i] ?? 0) + (from[row * width + i] ?? 0);
    });
    return out;
  });
}
