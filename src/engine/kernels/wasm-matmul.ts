import { AvgPool, BatchMatMul, type KernelFunc, Sum, type TensorInfo } from '@tensorflow/tfjs-core';
import { input, number } from './attributes.ts';
import { type HostMemory, hostMemory } from './memory.ts';
import { callKernel, replaceKernel, stockKernel } from './registry.ts';
import { swapOuterInner } from './transpose.ts';
import { areStacks, multiplyStack } from './wasm-matmul-stack.ts';

/**
 * The wasm matrix product runs in XNNPACK only where neither side is transposed, and in a scalar loop 10 to 20 times
 * slower else, which is to say in every backward pass. Turning the matrix first costs far less.
 *
 * XNNPACK also packs the right side once per piece of memory and reuses that without looking at its shape: the same
 * values as another matrix gave garbage. They are copied first.
 */
export function patchMatMul(): void {
  const stock = stockKernel('wasm', BatchMatMul);
  if (stock === null) throw new Error('tfjs-backend-wasm has no BatchMatMul');
  const packedAs = new WeakMap<object, string>();
  const kernelFunc: KernelFunc = ({ inputs, backend, attrs }) => {
    const memory = hostMemory(backend);
    const a = input(inputs, 'a');
    const b = input(inputs, 'b');
    const left = attrs?.transposeA === true ? turned(a, memory) : a;
    const stacks = areStacks(a, b);
    const straight = (): TensorInfo => (stacks ? b : unambiguous(b, memory, packedAs));
    const right = attrs?.transposeB === true ? turned(b, memory) : straight();
    const out = stacks
      ? multiplyStack(stock, backend, left, right)
      : stock({ inputs: { a: left, b: right }, backend, attrs: { transposeA: false, transposeB: false } });
    if (left !== a) memory.release(left);
    if (right !== b) memory.release(right);
    return out;
  };
  replaceKernel('wasm', BatchMatMul, kernelFunc);
}

function unambiguous(info: TensorInfo, memory: HostMemory, packedAs: WeakMap<object, string>): TensorInfo {
  const matrix = info.shape.slice(-2).join();
  const before = packedAs.get(info.dataId);
  packedAs.set(info.dataId, before ?? matrix);
  if (before === undefined || before === matrix) return info;
  const copy = memory.allocate(info.shape);
  memory.floats(copy).set(memory.floats(info));
  return copy;
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
 * Sums over leading axes (bias gradients, batch statistics). Stock Sum transposes the whole tensor first; here
 * XNNPACK's average pooling adds up runs of rows, 15 times faster than a loop, and the runs are added in double.
 */
export function patchSum(): void {
  const stock = stockKernel('wasm', Sum);
  if (stock === null) throw new Error('tfjs-backend-wasm has no Sum');
  const kernelFunc: KernelFunc = (call) => {
    const x = input(call.inputs, 'x');
    const axes = axesOf(call.attrs?.axis, x.shape.length);
    const leading = axes.length > 0 && axes.length < x.shape.length && axes.every((axis, i) => axis === i);
    if (!leading || x.dtype !== 'float32') return stock(call);
    const memory = hostMemory(call.backend);
    const kept = x.shape.slice(axes.length);
    const rows = x.shape.slice(0, axes.length).reduce((product, n) => product * n, 1);
    const columns = kept.reduce((product, n) => product * n, 1);
    const run = largestDivisor(rows, longestRun);
    const means = run === 1 ? x : averageRuns(call.backend, x, rows, run, columns);
    const out = memory.allocate(call.attrs?.keepDims === true ? [...axes.map(() => 1), ...kept] : kept);
    addRows(memory.floats(means), memory.floats(out), run);
    if (means !== x) memory.release(means);
    return out;
  };
  replaceKernel('wasm', Sum, kernelFunc);
}

/** Rows added up in float32; longer chains would lose digits of a batch statistic. */
const longestRun = 1024;

function largestDivisor(n: number, limit: number): number {
  for (let divisor = Math.min(n, limit); divisor > 1; divisor--) if (n % divisor === 0) return divisor;
  return 1;
}

function averageRuns(backend: object, x: TensorInfo, rows: number, run: number, columns: number): TensorInfo {
  const images = { dataId: x.dataId, dtype: x.dtype, shape: [rows / run, run, 1, columns] };
  return callKernel('wasm', AvgPool, backend, { x: images }, { filterSize: [run, 1], strides: [1, 1], pad: 'valid' });
}

function addRows(from: Float32Array, total: Float32Array, scale: number): void {
  const sums = new Float64Array(total.length);
  for (let start = 0; start < from.length; start += sums.length) {
    for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] ?? 0) + (from[start + i] ?? 0);
  }
  for (let i = 0; i < sums.length; i++) total[i] = (sums[i] ?? 0) * scale;
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
