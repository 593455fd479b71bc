import { sampleSize } from './dataset.ts';
import { allocateBytes } from './memory.ts';
import { mix, splitSeed, stratifiedSplit } from './split.ts';

/** Numbers that workers share where the page may. */
export const allocateFloats = (length: number): Float32Array => new Float32Array(allocateBytes(length * 4).buffer);

/** The network's input where as many values go into it; else a sample's own shape. */
export function shapeFor(own: readonly number[], inputShape: readonly number[] | undefined): readonly number[] {
  return inputShape && sampleSize(inputShape) === sampleSize(own) ? inputShape : own;
}

/** Rows of a table of `size` values each, in the order of `indices`. */
export function chooseRows<T extends Uint8Array | Float32Array>(
  values: T,
  size: number,
  indices: readonly number[],
  allocate: (length: number) => T,
): T {
  const chosen = allocate(indices.length * size);
  for (const [place, index] of indices.entries()) {
    chosen.set(values.subarray(index * size, (index + 1) * size), place * size);
  }
  return chosen;
}

/** A tenth validates, a tenth tests, each with its share of every class where there are classes. */
export function splitRows(count: number, labels: ArrayLike<number> | null) {
  if (labels) return stratifiedSplit(labels, { validation: 0.1, test: 0.1 });
  return cut(count, { validation: 0.1, test: 0.1 });
}

/** The same without classes; at least one sample trains. */
export function cut(count: number, shares: { readonly validation: number; readonly test: number }) {
  const order = mix(
    Array.from({ length: count }, (_, index) => index),
    splitSeed,
  );
  const test = Math.min(count - 1, Math.round(count * shares.test));
  const validation = Math.min(count - 1 - test, Math.round(count * shares.validation));
  return {
    test: order.slice(0, test),
    validation: order.slice(test, test + validation),
    train: order.slice(test + validation),
  };
}

/** More different whole numbers than these are values, not classes, unless somebody says so. */
export const mostClassesByNumber = 100;

/** In order: numbers by their value, the same order on every machine. */
export function byValue(a: string, b: string): number {
  return new Intl.Collator('en', { numeric: true }).compare(a, b) || (a < b ? -1 : 1);
}
