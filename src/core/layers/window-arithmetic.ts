import type { Expr } from '../math/formula.ts';
import { ceil, floor, incoming, minus, num, over, param, product, sum } from '../math/formula.ts';
import type { Shape } from '../math/shape.ts';
import { problem } from '../problems/messages.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Window } from './define.ts';
import type { PaddingName } from './names.ts';
import { formatPair } from './parts.ts';

type Pair = readonly [number, number];

/** A window sliding over an image: what convolution and pooling share. */
export interface SlidingWindow {
  readonly size: Pair;
  readonly strides: Pair;
  readonly dilation: Pair;
  readonly padding: PaddingName;
  /** Key of the parameter that holds `size`: `kernelSize` or `poolSize`. */
  readonly sizeField: 'kernelSize' | 'poolSize';
}

export interface ConvolutionParams {
  readonly kernelSize: Pair;
  readonly strides: Pair;
  readonly padding: PaddingName;
  readonly dilationRate?: Pair;
}

export const kernelWindow = ({
  kernelSize,
  strides,
  padding,
  dilationRate = [1, 1],
}: ConvolutionParams): SlidingWindow => ({
  size: kernelSize,
  strides,
  dilation: dilationRate,
  padding,
  sizeField: 'kernelSize',
});

interface PoolingParams {
  readonly poolSize: Pair;
  readonly strides: Pair;
  readonly padding: PaddingName;
}

export const poolWindow = ({ poolSize, strides, padding }: PoolingParams): SlidingWindow => ({
  size: poolSize,
  strides,
  dilation: [1, 1],
  padding,
  sizeField: 'poolSize',
});

/** The window as the receptive field sees it. */
export const windowOf = ({ size, strides, dilation, padding }: SlidingWindow): Window => ({
  kernel: size,
  strides,
  dilation,
  padding,
});

/** Pixels that `k` cells with dilation `d` span: `d·(k−1)+1`. */
const span = (k: number, d: number): number => d * (k - 1) + 1;

/** Largest kernel that spans at most `n` pixels with dilation `d`. */
const largestFit = (n: number, d: number): number => Math.floor((n - 1) / d) + 1;

/**
 * Height and width after a window has slid over an image of shape `[H, W, C]`, as expressions.
 * valid: `⌊(n − (d·(k−1)+1)) / s⌋ + 1`, same: `⌈n / s⌉` (FORMULAS.md).
 *
 * Errors: `window.misfit` where the window is larger than the image. Its values hold, beside those of the message, all that
 * a fix needs: `kernelHeight/Width`, `dilationHeight/Width`, `inputHeight/Width`, and `fitHeight/Width`, the largest
 * kernel not above the present one that fits.
 */
export function slide(
  title: string,
  window: SlidingWindow,
  [height = 0, width = 0]: Shape,
): Result<readonly [Expr, Expr]> {
  const { size, strides, dilation, padding, sizeField } = window;
  const spans: Pair = [span(size[0], dilation[0]), span(size[1], dilation[1])];
  const axis = spans[0] > height ? 'height' : spans[1] > width ? 'width' : null;
  if (padding === 'valid' && axis !== null) {
    return fail(
      problem(
        'window.misfit',
        {
          name: title,
          window: formatPair(spans),
          size: formatPair([height, width]),
          axis,
          kernelHeight: size[0],
          kernelWidth: size[1],
          dilationHeight: dilation[0],
          dilationWidth: dilation[1],
          inputHeight: height,
          inputWidth: width,
          fitHeight: Math.min(size[0], largestFit(height, dilation[0])),
          fitWidth: Math.min(size[1], largestFit(width, dilation[1])),
        },
        { field: sizeField },
      ),
    );
  }
  const along = (n: number, i: 0 | 1, suffix: 'h' | 'w'): Expr => {
    const stride = param(`s_${suffix}`, strides[i], 'strides');
    if (padding === 'same') return ceil(over(incoming('n', n), stride));
    const k = param(`k_${suffix}`, size[i], sizeField);
    const extent =
      dilation[i] === 1 ? k : sum(product(param(`d_${suffix}`, dilation[i], 'dilationRate'), minus(k, num(1))), num(1));
    return sum(floor(over(minus(incoming('n', n), extent), stride)), num(1));
  };
  return ok([along(height, 0, 'h'), along(width, 1, 'w')]);
}

/** `k_h` and `k_w` with their fields. */
export const windowSides = ({ size, sizeField }: SlidingWindow): readonly [Expr, Expr] => [
  param('k_h', size[0], sizeField),
  param('k_w', size[1], sizeField),
];

/** Strides and dilation cannot both be above 1 (Keras and tfjs refuse it). Error: `stride.dilation`, field `dilationRate`. */
export function strideOrDilation(title: string, { strides, dilation }: SlidingWindow): Result<void> {
  const dense = dilation[0] === 1 && dilation[1] === 1;
  if (dense || (strides[0] === 1 && strides[1] === 1)) return ok(undefined);
  return fail(
    problem(
      'stride.dilation',
      { name: title, strides: formatPair(strides), dilation: formatPair(dilation) },
      { field: 'dilationRate' },
    ),
  );
}
