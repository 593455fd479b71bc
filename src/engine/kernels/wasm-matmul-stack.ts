import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import { hostMemory } from './memory.ts';

/**
 * Products of stacks of matrices, `[…, m, k] · […, k, n]`, as attention has them. wasm's own is a scalar loop that steps
 * through the right side against its lie; large matrices are handed to XNNPACK one by one instead, and small ones, for
 * which its packing costs more than the product, are multiplied here.
 */
export function multiplyStack(stock: KernelFunc, backend: object, a: TensorInfo, b: TensorInfo): TensorInfo {
  const [m, k] = matrix(a);
  const [, n] = matrix(b);
  const memory = hostMemory(backend);
  const out = memory.allocate([...a.shape.slice(0, -2), m, n]);
  if (m * k * n < worthPacking) {
    const [left, right, product] = [memory.floats(a), memory.floats(b), memory.floats(out)];
    const count = product.length / (m * n);
    for (let i = 0; i < count; i++) {
      const from = { a: i * m * k, b: i * k * n, out: i * m * n };
      multiply(left, right, product, from, m, k, n);
    }
    return out;
  }
  const left = memory.allocate([1, m, k]);
  const count = a.shape.slice(0, -2).reduce((product, size) => product * size, 1);
  for (let i = 0; i < count; i++) {
    // New each time: XNNPACK keeps what it packed for as long as its tensor lives.
    const right = memory.allocate([1, k, n]);
    memory.floats(left).set(memory.floats(a).subarray(i * m * k, (i + 1) * m * k));
    memory.floats(right).set(memory.floats(b).subarray(i * k * n, (i + 1) * k * n));
    const attrs = { transposeA: false, transposeB: false };
    const product = stock({ inputs: { a: left, b: right }, backend, attrs });
    if (Array.isArray(product)) throw new Error('a product is one tensor');
    memory.floats(out).set(memory.floats(product), i * m * n);
    memory.release(product);
    memory.release(right);
  }
  memory.release(left);
  return out;
}

/** Multiplications from which on XNNPACK is faster with its packing. */
const worthPacking = 100_000;

const matrix = ({ shape }: TensorInfo): [number, number] => [shape.at(-2) ?? 1, shape.at(-1) ?? 1];

/** Four rows of the right side at a time, so that a row of the product is read and written a quarter as often. */
function multiply(
  a: Float32Array,
  b: Float32Array,
  out: Float32Array,
  from: { readonly a: number; readonly b: number; readonly out: number },
  m: number,
  k: number,
  n: number,
): void {
  const fours = k - (k % 4);
  for (let i = 0; i < m; i++) {
    const row = from.a + i * k;
    const target = from.out + i * n;
    for (let j = 0; j < n; j++) out[target + j] = 0;
    for (let p = 0; p < fours; p += 4) {
      const a0 = a[row + p] ?? 0;
      const a1 = a[row + p + 1] ?? 0;
      const a2 = a[row + p + 2] ?? 0;
      const a3 = a[row + p + 3] ?? 0;
      const first = from.b + p * n;
      for (let j = first, t = target; j < first + n; j++, t++) {
        out[t] =
          (out[t] ?? 0) + a0 * (b[j] ?? 0) + a1 * (b[j + n] ?? 0) + a2 * (b[j + 2 * n] ?? 0) + a3 * (b[j + 3 * n] ?? 0);
      }
    }
    for (let p = fours; p < k; p++) {
      const factor = a[row + p] ?? 0;
      const first = from.b + p * n;
      for (let j = 0; j < n; j++) out[target + j] = (out[target + j] ?? 0) + factor * (b[first + j] ?? 0);
    }
  }
}

/** Whether both are stacks of equally many matrices, more than one. */
export const areStacks = (a: TensorInfo, b: TensorInfo): boolean => {
  const stack = a.shape.slice(0, -2);
  return stack.join() === b.shape.slice(0, -2).join() && stack.reduce((product, n) => product * n, 1) > 1;
};
