import { samePadding } from '../../lowering/windows.ts';
import type { At } from './at.ts';
import type { Flow, Size } from './values.ts';

export interface Window {
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  /** Zeros before and after, for each axis. */
  readonly sides: readonly (readonly [number, number])[];
}

/** Sizes along which a window moves, of a value with its channels last. */
export const spatialSizes = ({ dims }: Flow): readonly Size[] => dims?.slice(1, -1) ?? [];

export const spans = ({ kernel, dilations }: Pick<Window, 'kernel' | 'dilations'>): readonly number[] =>
  kernel.map((taps, axis) => (taps - 1) * (dilations[axis] ?? 1) + 1);

/** The window of a convolution or pooling; `null` where its padding needs sizes that are not known. */
export function windowOf(at: At, x: Flow, kernel: readonly number[]): Window | null {
  const axes = kernel.length;
  const ones = kernel.map(() => 1);
  const strides = at.ints('strides') ?? ones;
  const dilations = at.ints('dilations') ?? ones;
  const auto = at.text('auto_pad', 'NOTSET');
  const pads = at.ints('pads') ?? Array.from({ length: 2 * axes }, () => 0);
  const window = { kernel, strides, dilations };
  if (auto === 'VALID') return { ...window, sides: kernel.map(() => [0, 0] as const) };
  if (auto === 'NOTSET' || auto === '')
    return { ...window, sides: kernel.map((_, axis) => [pads[axis] ?? 0, pads[axis + axes] ?? 0] as const) };
  const sizes = spatialSizes(x);
  const sides = spans(window).map((span, axis): readonly [number, number] | null => {
    const size = sizes[axis];
    if (size === null || size === undefined) return null;
    const [before, after] = samePadding(size, span, strides[axis] ?? 1);
    return auto === 'SAME_LOWER' ? [after, before] : [before, after];
  });
  const known = sides.filter((one) => one !== null);
  return known.length === axes ? { ...window, sides: known } : null;
}

export const isBare = ({ sides }: Window): boolean => sides.every(([before, after]) => before === 0 && after === 0);

/** Whether the zeros are those that Keras's `same` puts around. */
export function isSame(window: Window, x: Flow): boolean {
  const sizes = spatialSizes(x);
  return spans(window).every((span, axis) => {
    const [size, stride, [before, after] = [0, 0]] = [sizes[axis], window.strides[axis] ?? 1, window.sides[axis]];
    // With steps of 1 the zeros do not depend on the size.
    const known = size ?? (stride === 1 ? span : null);
    if (known === null || known === undefined) return false;
    const wanted = samePadding(known, span, stride);
    return wanted[0] === before && wanted[1] === after;
  });
}

/** Zeros around an image, as a layer of its own. */
export function padded(at: At, x: Flow, sides: Window['sides']): Flow {
  const { reading, node } = at;
  const padding = sides.length === 1 ? sides[0] : sides;
  const className = `ZeroPadding${sides.length}D`;
  const layer = reading.emit({ className, config: { padding }, inputs: [x], node, name: `${nameFor(at)}_pad` });
  const dims = x.dims?.map((size, axis) => {
    const [before, after] = sides[axis - 1] ?? [0, 0];
    return axis === 0 || axis === (x.dims?.length ?? 0) - 1 || size === null ? size : size + before + after;
  });
  return { ...x, layer, dims: dims ?? null };
}

const nameFor = ({ node }: At): string => node.name.split('/').filter(Boolean).join('.') || node.opType.toLowerCase();

/** How many places a window has along each axis. */
export const windowSizes = (x: Flow, window: Window): readonly Size[] =>
  spans(window).map((span, axis) => {
    const size = spatialSizes(x)[axis];
    const [before, after] = window.sides[axis] ?? [0, 0];
    return size === null || size === undefined
      ? null
      : Math.floor((size + before + after - span) / (window.strides[axis] ?? 1)) + 1;
  });
