import type { Window } from '../layers/define.ts';
import type { Expr, Formula } from '../math/formula.ts';
import { derived, formula, minus, num, param, product, sum } from '../math/formula.ts';
import type { Shape } from '../math/shape.ts';
import type { ReceptiveField } from './types.ts';

/**
 * Field of view of a network's input, one pixel, per spatial axis; `null` for a vector, which has no neighbourhood.
 */
export function inputField(shape: Shape): ReceptiveField | null {
  const axes = shape.length - 1;
  if (axes < 1) return null;
  const each = <T>(value: T): readonly T[] => Array.from({ length: axes }, () => value);
  return { size: each(1), jump: each(1), start: each(0), formula: each(formula(num(1))) };
}

/**
 * Field of view after a layer: `r + (k − 1)·d·j`, jump `j·s`; several inputs are first merged into their union.
 * `null` where some input sees the whole image already. Source: Araujo et al., "Computing receptive fields of
 * convolutional neural networks", Distill 2019, with positions kept as the first pixel seen rather than the centre.
 *
 * @param window `null`: the layer looks at everything (Dense, Flatten); `undefined`: one position sees one position.
 * @param params the layer's own, to say which field the kernel comes from.
 */
export function layerField(
  window: Window | null | undefined,
  inputs: readonly (ReceptiveField | null)[],
  shapes: { readonly input: Shape; readonly output: Shape },
  params: unknown,
): ReceptiveField | null {
  const merged = union(inputs);
  if (window === undefined || merged === null) return merged;
  if (window === null || window.kernel.length !== merged.size.length) return null;
  const axes = window.kernel.map((_, axis) => alongAxis(window, merged, axis, shapes, params));
  return {
    size: axes.map((a) => a.formula.value),
    jump: axes.map((a) => a.jump),
    start: axes.map((a) => a.start),
    formula: axes.map((a) => a.formula),
  };
}

function alongAxis(
  window: Window,
  before: ReceptiveField,
  axis: number,
  shapes: { readonly input: Shape; readonly output: Shape },
  params: unknown,
): { readonly formula: Formula; readonly jump: number; readonly start: number } {
  const kernel = window.kernel[axis] ?? 1;
  const stride = window.strides[axis] ?? 1;
  const dilation = window.dilation[axis] ?? 1;
  const jump = before.jump[axis] ?? 1;
  const suffix = axisSuffix(axis, window.kernel.length);
  const size = sum(
    derived('r', before.size[axis] ?? 1),
    product(
      minus(ownField(`k${suffix}`, kernel, window.kernel, params), num(1)),
      ownField(`d${suffix}`, dilation, window.dilation, params),
      derived('j', jump),
    ),
  );
  const padding =
    (window.pad?.[axis] ?? 0) +
    (window.padding === 'same' ? paddingBefore(kernel, stride, dilation, shapes.input[axis], shapes.output[axis]) : 0);
  return { formula: formula(size), jump: jump * stride, start: (before.start[axis] ?? 0) - padding * jump };
}

/** Zeros that `same` puts before the first pixel: half of what is missing, rounded down, as TensorFlow does. */
function paddingBefore(kernel: number, stride: number, dilation: number, input = 1, output = 1): number {
  const missing = (output - 1) * stride + (kernel - 1) * dilation + 1 - input;
  return Math.max(0, Math.floor(missing / 2));
}

/** A number of the layer's own, linked to the field that holds that very list (`kernelSize`, `poolSize`…). */
function ownField(symbol: string, value: number, list: readonly number[], params: unknown): Expr {
  const entry = Object.entries(params ?? {}).find(([, own]) => own === list);
  return entry ? param(symbol, value, entry[0]) : derived(symbol, value);
}

const axisSuffix = (axis: number, axes: number): string =>
  axes === 2 ? (axis === 0 ? '_h' : '_w') : axes === 1 ? '' : `_${axis + 1}`;

function union(fields: readonly (ReceptiveField | null)[]): ReceptiveField | null {
  const [first, ...others] = fields;
  if (!first) return null;
  let merged = first;
  for (const other of others) {
    if (other === null || other.size.length !== merged.size.length) return null;
    if (other !== merged && !sameField(merged, other)) merged = join(merged, other);
  }
  return merged;
}

const sameNumbers = (a: readonly number[], b: readonly number[]): boolean => a.every((n, i) => n === b[i]);

const sameField = (a: ReceptiveField, b: ReceptiveField): boolean =>
  sameNumbers(a.size, b.size) && sameNumbers(a.start, b.start) && sameNumbers(a.jump, b.jump);

function join(a: ReceptiveField, b: ReceptiveField): ReceptiveField {
  const axes = a.size.map((size, axis) => {
    const otherStart = b.start[axis] ?? 0;
    const ownStart = a.start[axis] ?? 0;
    const start = Math.min(ownStart, otherStart);
    const end = Math.max(ownStart + size, otherStart + (b.size[axis] ?? 1));
    return { start, formula: formula(minus(derived('end', end), derived('start', start))) };
  });
  return {
    size: axes.map((a) => a.formula.value),
    jump: a.jump.map((jump, axis) => Math.max(jump, b.jump[axis] ?? jump)),
    start: axes.map((a) => a.start),
    formula: axes.map((a) => a.formula),
  };
}
