import {
  backend_util,
  Identity,
  type KernelFunc,
  Slice,
  SplitV,
  slice_util,
  type TensorInfo,
  util,
} from '@tensorflow/tfjs-core';
import { input } from './attributes.ts';
import { type HostMemory, hostMemory, shared } from './memory.ts';
import { replaceKernel, stockKernel } from './registry.ts';

/**
 * Copies that wasm makes without need: stock Slice, and with it SplitV, first reads the whole tensor out of the heap, for
 * each piece again; Identity, which is called for all that a gradient saves, copies what never changes.
 */
export function patchCopies(): void {
  replaceKernel('wasm', Identity, ({ inputs, backend }) => shared(backend, input(inputs, 'x')));
  const stockSlice = stockOf(Slice);
  replaceKernel('wasm', Slice, (call) => {
    const x = input(call.inputs, 'x');
    if (x.dtype !== 'float32') return stockSlice(call);
    const [begin = [], size = []] = slice_util.parseSliceParams(x, listOf(call.attrs?.begin), listOf(call.attrs?.size));
    return piece(hostMemory(call.backend), x, begin, size);
  });
  const stockSplit = stockOf(SplitV);
  replaceKernel('wasm', SplitV, (call) => {
    const x = input(call.inputs, 'x');
    if (x.dtype !== 'float32') return stockSplit(call);
    const [axis = 0] = util.parseAxisParam(Number(call.attrs?.axis), [...x.shape]);
    const given = call.attrs?.numOrSizeSplits;
    const sizes = backend_util.prepareSplitSize(x, Array.isArray(given) ? listOf(given) : Number(given), axis);
    let start = 0;
    return sizes.map((size) => {
      const along = <T>(own: T, other: (n: number) => T): T[] => x.shape.map((n, i) => (i === axis ? own : other(n)));
      const out = piece(
        hostMemory(call.backend),
        x,
        along(start, () => 0),
        along(size, (n) => n),
      );
      start += size;
      return out;
    });
  });
}

function stockOf(kernel: string): KernelFunc {
  const stock = stockKernel('wasm', kernel);
  if (stock === null) throw new Error(`tfjs-backend-wasm has no ${kernel}`);
  return stock;
}

const listOf = (value: unknown): number[] => (Array.isArray(value) ? value.map(Number) : [Number(value)]);

/** The block of this size at `begin`, copied run by run: what lies together in memory is one run. */
function piece(memory: HostMemory, x: TensorInfo, begin: readonly number[], size: readonly number[]): TensorInfo {
  const out = memory.allocate(size);
  const from = memory.floats(x);
  const to = memory.floats(out);
  const strides = [...util.computeStrides([...x.shape]), 1];
  // From this axis on runs are whole: those behind it are taken entirely.
  let first = Math.max(0, size.length - 1);
  while (first > 0 && size[first] === x.shape[first]) first--;
  const run = size.slice(first).reduce((product, n) => product * n, 1);
  if (run === 0 || to.length === 0) return out;
  const start = begin.reduce((sum, at, axis) => sum + at * (strides[axis] ?? 1), 0);
  const at = new Array<number>(first).fill(0);
  let source = start;
  for (let target = 0; target < to.length; target += run) {
    to.set(from.subarray(source, source + run), target);
    for (let axis = first - 1; axis >= 0; axis--) {
      const stride = strides[axis] ?? 1;
      const next = (at[axis] ?? 0) + 1;
      source += stride;
      at[axis] = next;
      if (next < (size[axis] ?? 1)) break;
      source -= next * stride;
      at[axis] = 0;
    }
  }
  return out;
}
