import type { Expr } from '../math/formula.ts';
import { ceil, derived, floor, incoming, minus, num, over, param, product, sum } from '../math/formula.ts';
import { formatShape, type Shape } from '../math/shape.ts';
import { problem } from '../problems/messages.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Window } from './define.ts';
import type { PaddingName } from './names.ts';

type Sizes = readonly number[];

/** A size along each axis; along the only axis of a series, a plain number. */
export type Extent = number | Sizes;

/** Tuples come back as they are: the receptive field tells by identity which parameter its numbers come from. */
export const eachAxis = (extent: Extent): Sizes => (typeof extent === 'number' ? [extent] : extent);

/** `causal` puts all zeros before the first step (Conv1D only). */
type WindowPadding = PaddingName | 'causal';

/** A window sliding over a series, an image or a volume: what convolution and pooling share. */
export interface SlidingWindow {
  readonly size: Sizes;
  readonly strides: Sizes;
  readonly dilation: Sizes;
  readonly padding: WindowPadding;
  /** Key of the parameter that holds `size`: `kernelSize` or `poolSize`. */
  readonly sizeField: 'kernelSize' | 'poolSize';
}

export interface ConvolutionParams {
  readonly kernelSize: Extent;
  readonly strides: Extent;
  readonly padding: WindowPadding;
  readonly dilationRate?: Extent;
}

export const kernelWindow = ({ kernelSize, strides, padding, dilationRate }: ConvolutionParams): SlidingWindow => {
  const size = eachAxis(kernelSize);
  return {
    size,
    strides: eachAxis(strides),
    dilation: dilationRate === undefined ? size.map(() => 1) : eachAxis(dilationRate),
    padding,
    sizeField: 'kernelSize',
  };
};

interface PoolingParams {
  readonly poolSize: Extent;
  readonly strides: Extent;
  readonly padding: PaddingName;
}

export const poolWindow = ({ poolSize, strides, padding }: PoolingParams): SlidingWindow => {
  const size = eachAxis(poolSize);
  return { size, strides: eachAxis(strides), dilation: size.map(() => 1), padding, sizeField: 'poolSize' };
};

/** The window as the receptive field sees it. */
export const windowOf = ({ size, strides, dilation, padding }: SlidingWindow): Window => ({
  kernel: size,
  strides,
  dilation,
  ...(padding === 'causal'
    ? { padding: 'valid', pad: size.map((k, axis) => span(k, at(dilation, axis)) - 1) }
    : { padding }),
});

const at = (sizes: Sizes, axis: number): number => sizes[axis] ?? 1;

/** What the axes of a series, an image and a volume are called: in symbols, in messages, in a problem's values. */
const axisNames: readonly (readonly { readonly suffix: string; readonly name: string; readonly key: string }[])[] = [
  [],
  [{ suffix: '', name: 'length', key: 'Length' }],
  [
    { suffix: '_h', name: 'height', key: 'Height' },
    { suffix: '_w', name: 'width', key: 'Width' },
  ],
  [
    { suffix: '_d', name: 'depth', key: 'Depth' },
    { suffix: '_h', name: 'height', key: 'Height' },
    { suffix: '_w', name: 'width', key: 'Width' },
  ],
];

const axisOf = (axes: number, axis: number) => axisNames[axes]?.[axis] ?? { suffix: '', name: '', key: '' };

/** `_h` for the first axis of an image. */
export const axisSuffix = (axes: number, axis: number): string => axisOf(axes, axis).suffix;

/** `height` for the first axis of an image. */
const axisName = (axes: number, axis: number): string => axisOf(axes, axis).name;

/** Positions that `k` cells with dilation `d` span: `d·(k−1)+1`. */
const span = (k: number, d: number): number => d * (k - 1) + 1;

const spanExpr = ({ size, dilation, sizeField }: SlidingWindow, axis: number): Expr => {
  const suffix = axisSuffix(size.length, axis);
  const k = param(`k${suffix}`, at(size, axis), sizeField);
  const d = at(dilation, axis);
  return d === 1 ? k : sum(product(param(`d${suffix}`, d, 'dilationRate'), minus(k, num(1))), num(1));
};

const strideExpr = ({ strides }: SlidingWindow, axis: number): Expr =>
  param(`s${axisSuffix(strides.length, axis)}`, at(strides, axis), 'strides');

/** Largest kernel that spans at most `n` positions with dilation `d`. */
const largestFit = (n: number, d: number): number => Math.floor((n - 1) / d) + 1;

/**
 * Sizes after a window has slid along the first axes of a shape, channels last, as expressions.
 * valid: `⌊(n − (d·(k−1)+1)) / s⌋ + 1`, same and causal: `⌈n / s⌉` (FORMULAS.md).
 *
 * Errors: `window.misfit` where the window is larger than what it slides over. Its values hold, beside those of the
 * message, all that a fix needs for each axis (`Length`; `Height`, `Width`; `Depth`, `Height`, `Width`): `kernel…`,
 * `dilation…`, `input…`, and `fit…`, the largest kernel not above the present one that fits.
 */
export function slide(title: string, window: SlidingWindow, input: Shape): Result<readonly Expr[]> {
  const { size, dilation, padding, sizeField } = window;
  const axes = size.length;
  const sizes = input.slice(0, axes);
  const spans = size.map((k, axis) => span(k, at(dilation, axis)));
  const tooWide = spans.findIndex((length, axis) => length > at(sizes, axis));
  if (padding === 'valid' && tooWide >= 0) {
    const values = size.flatMap((k, axis): [string, number][] => {
      const { key } = axisOf(axes, axis);
      const d = at(dilation, axis);
      const n = at(sizes, axis);
      return [
        [`kernel${key}`, k],
        [`dilation${key}`, d],
        [`input${key}`, n],
        [`fit${key}`, Math.min(k, largestFit(n, d))],
      ];
    });
    const where = { window: formatShape(spans), size: formatShape(sizes), axis: axisName(axes, tooWide) };
    return fail(
      problem('window.misfit', { name: title, ...where, ...Object.fromEntries(values) }, { field: sizeField }),
    );
  }
  return ok(
    sizes.map((n, axis) => {
      const stride = strideExpr(window, axis);
      if (padding !== 'valid') return ceil(over(incoming('n', n), stride));
      return sum(floor(over(minus(incoming('n', n), spanExpr(window, axis)), stride)), num(1));
    }),
  );
}

/** `k_h` and `k_w` with their fields. */
export const windowSides = ({ size, sizeField }: SlidingWindow): readonly Expr[] =>
  size.map((k, axis) => param(`k${axisSuffix(size.length, axis)}`, k, sizeField));

/** Strides and dilation cannot both be above 1 (Keras and tfjs refuse it). Error: `stride.dilation`, field `dilationRate`. */
export function strideOrDilation(title: string, { strides, dilation }: SlidingWindow): Result<void> {
  if (strides.every((n) => n === 1) || dilation.every((n) => n === 1)) return ok(undefined);
  return fail(
    problem(
      'stride.dilation',
      { name: title, strides: formatShape(strides), dilation: formatShape(dilation) },
      { field: 'dilationRate' },
    ),
  );
}

/** Extra positions at the end of a transposed convolution's output; `null`: as many as Keras chooses. */
export type OutputPadding = Extent | null;

const paddingAt = (outputPadding: OutputPadding, axis: number): number | null =>
  outputPadding === null ? null : at(eachAxis(outputPadding), axis);

/**
 * Sizes after a transposed convolution, as Keras defines them. With `k` for the span `d·(k−1)+1` and `p` for the output
 * padding: valid `(n−1)·s + max(k, s)` or `(n−1)·s + k + p`, same `n·s` or `(n−1)·s + k mod 2 + p`.
 *
 * Errors: `transposed.outputPadding`, where no convolution of that size would lead back to `n`, or where Keras refuses it:
 * `p` is not in `[least, most]`.
 */
export function stretch(
  title: string,
  window: SlidingWindow,
  outputPadding: OutputPadding,
  input: Shape,
): Result<readonly Expr[]> {
  const { size, dilation, strides, padding } = window;
  const dims: Expr[] = [];
  for (const [axis, n] of input.slice(0, size.length).entries()) {
    const k = span(at(size, axis), at(dilation, axis));
    const s = at(strides, axis);
    const p = paddingAt(outputPadding, axis);
    const odd = padding === 'same' ? k % 2 : 0;
    const least = padding === 'same' ? 1 - odd : 0;
    const most = s - 1;
    if (p !== null && (p < least || p > most)) {
      return fail(
        problem('transposed.outputPadding', { name: title, padding: p, least, most }, { field: 'outputPadding' }),
      );
    }
    const stride = strideExpr(window, axis);
    const steps = product(minus(incoming('n', n), num(1)), stride);
    const extra = p === null ? [] : [param(`p${axisSuffix(size.length, axis)}`, p, 'outputPadding')];
    if (padding === 'same') {
      dims.push(p === null ? product(incoming('n', n), stride) : sum(steps, derived('k mod 2', odd), ...extra));
    } else dims.push(p === null && s > k ? sum(steps, stride) : sum(steps, spanExpr(window, axis), ...extra));
  }
  return ok(dims);
}

/**
 * The window of a transposed convolution, which goes the other way: the output at `o` reads the inputs `i` whose stamp
 * of `k` cells reaches it, `i·s ≤ o + before < i·s + k`. They are `k/s` on average over the outputs, and exactly that
 * where `s` divides `k`; rounding the field's two ends down gives the exact pixels of each output. One step on the output
 * is `1/s` of a step on the input. A nearest UpSampling is the case `k = s`.
 */
export function transposedWindow(
  { size, strides, dilation, padding }: SlidingWindow,
  outputPadding: OutputPadding,
): Window {
  const before = size.map((kernel, axis) => {
    const k = span(kernel, at(dilation, axis));
    const p = paddingAt(outputPadding, axis);
    // Zeros that the convolution which this one turns round has in all; half of them, rounded down, come first.
    const zeros = padding === 'valid' ? 0 : p === null ? k - at(strides, axis) : k - (k % 2) - p;
    return Math.floor(Math.max(0, zeros) / 2);
  });
  return {
    kernel: strides.every((s) => s === 1) ? size : size.map((k, axis) => k / at(strides, axis)),
    strides: strides.map((s) => 1 / s),
    dilation,
    padding: 'valid',
    pad: size.map((kernel, axis) => {
      const k = span(kernel, at(dilation, axis));
      const s = at(strides, axis);
      return (k - s - at(before, axis)) / s;
    }),
  };
}
