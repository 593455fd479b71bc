import { type Config, sizesOf } from '../../../lowering/config.ts';
import { samePadding } from '../../../lowering/windows.ts';
import { literal } from '../../python.ts';
import { inOrder, type Value } from '../value.ts';

export interface Window {
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilation: readonly number[];
}

export type Sides = readonly (readonly [number, number])[];

export const windowOf = (config: Config, axes: number): Window => ({
  kernel: sizesOf(config, 'kernel_size', axes),
  strides: sizesOf(config, 'strides', axes),
  dilation: sizesOf(config, 'dilation_rate', axes),
});

/** Sizes along which a window moves. */
export const spatial = ({ dims }: Value): readonly number[] => dims.slice(1, -1);

export const spansOf = ({ kernel, dilation }: Window): readonly number[] =>
  kernel.map((taps, axis) => (taps - 1) * (dilation[axis] ?? 1) + 1);

/** Zeros around, as TensorFlow puts them: those of `same` follow from the sizes. */
export function zerosAround(x: Value, padding: unknown, spans: readonly number[], strides: readonly number[]): Sides {
  return spans.map((span, axis): readonly [number, number] => {
    if (padding === 'causal') return [span - 1, 0];
    return padding === 'same' ? samePadding(spatial(x)[axis] ?? 1, span, strides[axis] ?? 1) : [0, 0];
  });
}

/** One number where all axes have the same. */
export const perAxis = (sizes: readonly number[]): string =>
  sizes.every((size) => size === sizes[0]) ? literal(sizes[0] ?? 1) : literal(sizes);

/** What is added before and after each axis of the tensor's own order, as `F.pad` takes it: from the last axis on. */
export function padding(x: Pick<Value, 'layout'>, sides: Sides): string {
  const all = inOrder(x, [[0, 0], ...sides, [0, 0]] as readonly (readonly [number, number])[]).slice(1);
  const from = all.findIndex(([before, after]) => before !== 0 || after !== 0);
  return literal([...all.slice(Math.max(0, from))].reverse().flat());
}

/** `F.pad(x, …)`, or `x` where there is nothing to add. */
export function paddedText(x: Value, sides: Sides, value = ''): string {
  const isNone = sides.every(([before, after]) => before === 0 && after === 0);
  return isNone ? x.text : `F.pad(${x.text}, ${padding(x, sides)}${value === '' ? '' : `, value=${value}`})`;
}

export const isEven = (sides: Sides): boolean => sides.every(([before, after]) => before === after);
