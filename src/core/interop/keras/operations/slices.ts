import type { Shape } from '../../../math/shape.ts';
import { isObject, objectOf } from '../json.ts';
import { argument, integersOf, type Operation } from './operation.ts';

/** What is kept of an axis: a position, a range, or an axis of size 1 that is new. */
export type Slice =
  | { readonly kind: 'at'; readonly index: number }
  | { readonly kind: 'range'; readonly start: number; readonly stop: number; readonly step: number }
  | { readonly kind: 'new' };

/**
 * `x[:, 0, 1:3]` for each axis of a sample; `null` where the slice is not of constants, or takes samples out of the batch.
 */
export function slicesOf(operation: Operation, shape: Shape): readonly Slice[] | null {
  const given = argument(operation, 2, 'slice_spec', 'key');
  const parts: readonly unknown[] = Array.isArray(given) ? given : [given];
  const consuming = parts.filter((part) => part !== null && !isEllipsis(part)).length;
  const all = shape.length + 1;
  const slices: Slice[] = [];
  let axis = 0;
  let ellipses = 0;
  const whole = (): void => {
    const size = shape[axis - 1] ?? 0;
    if (axis > 0) slices.push({ kind: 'range', start: 0, stop: size, step: 1 });
    axis++;
  };
  for (const part of parts) {
    if (isEllipsis(part)) {
      if (++ellipses > 1) return null;
      for (const end = all - consuming + axis; axis < end; ) whole();
    } else if (part === null) {
      if (axis === 0) return null;
      slices.push({ kind: 'new' });
    } else if (axis >= all) return null;
    else if (isWhole(part)) whole();
    else if (axis === 0) return null;
    else {
      const slice = sliceOf(part, shape[axis - 1] ?? 0);
      if (!slice) return null;
      slices.push(slice);
      axis++;
    }
  }
  while (axis < all) whole();
  return slices;
}

export const isEverything = (slice: Slice | undefined, size: number): boolean =>
  slice?.kind === 'range' && slice.start === 0 && slice.stop === size && slice.step === 1;

/** Shape of what is kept. */
export const slicedShape = (slices: readonly Slice[]): Shape =>
  slices.flatMap((slice) => {
    if (slice.kind === 'at') return [];
    return slice.kind === 'new' ? [1] : [Math.max(0, Math.ceil((slice.stop - slice.start) / slice.step))];
  });

const isEllipsis = (part: unknown): boolean =>
  part === '...' || (isObject(part) && (part.class_name === '__ellipsis__' || part.type === 'Ellipsis'));

/** `{ start, stop, step }`, in Keras 3 as a config. */
const rangeOf = (part: unknown) => (isObject(part) && 'config' in part ? objectOf(part.config) : objectOf(part));

function isWhole(part: unknown): boolean {
  if (!isObject(part)) return false;
  const { start, stop, step } = rangeOf(part);
  return (start ?? 0) === 0 && (stop ?? null) === null && (step ?? 1) === 1;
}

function sliceOf(part: unknown, size: number): Slice | null {
  if (typeof part === 'number') {
    const inside = Number.isInteger(part) && part < size && part >= -size;
    return inside ? { kind: 'at', index: part } : null;
  }
  if (!isObject(part)) return null;
  const range = rangeOf(part);
  const [start, stop, step] = [range.start ?? 0, range.stop ?? size, range.step ?? 1].map(
    (one) => integersOf(one)?.[0],
  );
  if (start === undefined || stop === undefined || step === undefined || step < 1) return null;
  const placed = (n: number): number => Math.min(size, Math.max(0, n < 0 ? n + size : n));
  return { kind: 'range', start: placed(start), stop: placed(stop), step };
}
