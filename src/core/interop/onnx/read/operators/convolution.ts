import type { At, Operators } from '../at.ts';
import { ownerOf } from '../reading.ts';
import { asFloats, type Constant, type Flow, transposed } from '../values.ts';
import { isBare, isSame, padded, spans, spatialSizes, type Window, windowOf, windowSizes } from '../windows.ts';

/** A kernel `[out, in, …window]` as Keras has it, `[…window, in, out]`. */
function lastOut(kernel: Constant, order: readonly [number, number]): Float32Array {
  const axes = kernel.dims.slice(2).map((_, i) => i + 2);
  return transposed(asFloats(kernel), kernel.dims, [...axes, ...order]);
}

const each = (values: readonly number[]): unknown => (values.length === 1 ? [values[0]] : values);

const biasOf = (bias: Constant | null): Readonly<Record<string, Float32Array>> =>
  bias ? { bias: asFloats(bias) } : {};

/** A value that can be convolved, and its window, zeros that Keras's paddings do not give being a layer before it. */
function prepared(at: At, x: Flow, window: Window): { readonly x: Flow; readonly padding: 'same' | 'valid' } {
  if (isBare(window)) return { x, padding: 'valid' };
  if (isSame(window, x)) return { x, padding: 'same' };
  return { x: padded(at, x, window.sides), padding: 'valid' };
}

function convolution(at: At): Flow | null {
  const { reading, node } = at;
  const [kernel, bias] = [at.constant(1), at.constant(2)];
  const given = reading.image(at.flow(0), node);
  if (!given?.dims || !kernel || (at.has(2) && !bias)) return null;
  const taps = kernel.dims.slice(2);
  const window = windowOf(at, given, taps);
  const channels = given.dims.at(-1);
  const [filters = 1, inside = 1] = kernel.dims;
  const groups = at.int('group', 1);
  if (!window || given.dims.length !== taps.length + 2 || taps.length < 1 || taps.length > 3) return null;
  // A Keras layer may not have steps and gaps at once.
  if (window.strides.some((size) => size > 1) && window.dilations.some((size) => size > 1)) return null;
  const { x, padding } = prepared(at, given, window);
  const eachChannel = groups > 1 && inside === 1 && groups === channels && taps.length < 3;
  const shared = {
    kernel_size: each(taps),
    strides: each(window.strides),
    dilation_rate: each(window.dilations),
    padding,
    use_bias: bias !== null,
  };
  const layer = reading.emit({
    className: `${eachChannel ? 'DepthwiseConv' : 'Conv'}${taps.length}D`,
    config: eachChannel
      ? { ...shared, depth_multiplier: filters / groups }
      : { ...shared, filters, ...(groups > 1 ? { groups } : {}) },
    inputs: [x],
    // A channel's own filters come one after another in both.
    weights: eachChannel
      ? { depthwise_kernel: lastOut(kernel, [0, 1]), ...biasOf(bias) }
      : { kernel: lastOut(kernel, [1, 0]), ...biasOf(bias) },
    ...nameOf(kernel),
    node,
  });
  return { ...given, layer, dims: [given.dims[0] ?? null, ...windowSizes(given, window), filters], positive: false };
}

/** The layer's name, where that of its weight tells it. */
const nameOf = (weight: Constant) => {
  const name = ownerOf(weight);
  return name === undefined ? {} : { name };
};

/** What is computed without padding, and then cut off as `pads` say: Keras's `same` cuts off the same where it can. */
function transposedConvolution(at: At): Flow | null {
  const { reading, node } = at;
  const [kernel, bias] = [at.constant(1), at.constant(2)];
  const given = reading.image(at.flow(0), node);
  if (!given?.dims || !kernel || (at.has(2) && !bias) || at.int('group', 1) !== 1) return null;
  const taps = kernel.dims.slice(2);
  const [, filters = 1] = kernel.dims;
  if (given.dims.length !== taps.length + 2 || taps.length > 2 || at.ints('output_shape')) return null;
  const window = at.text('auto_pad', 'NOTSET') === 'NOTSET' ? windowOf(at, given, taps) : null;
  if (!window || window.dilations.some((size) => size > 1)) return null;
  const more = at.ints('output_padding') ?? taps.map(() => 0);
  const { strides, sides } = window;
  const isLong = taps.every((size, axis) => size >= (strides[axis] ?? 1));
  const sizes = spatialSizes(given);
  const whole = sizes.map((size, axis) =>
    size === null ? null : (size - 1) * (strides[axis] ?? 1) + (spans(window)[axis] ?? 1),
  );
  const cut = sides.map(([before, after], axis) => [before, after - (more[axis] ?? 0)] as const);
  const same = cut.every(([before, after], axis) => {
    const total = (taps[axis] ?? 1) - (strides[axis] ?? 1);
    return total >= 0 && before === Math.floor(total / 2) && after === Math.ceil(total / 2);
  });
  // Where a step is longer than the window, Keras fills up the last step too.
  const filled = taps.every((size, axis) => {
    const [before, after] = cut[axis] ?? [0, 0];
    const missing = Math.max(0, (strides[axis] ?? 1) - size);
    return before === 0 && after === -missing;
  });
  if (!same && !filled && (!isLong || cut.some(([before, after]) => before < 0 || after < 0))) return null;
  const className = `Conv${taps.length}DTranspose`;
  const layer = reading.emit({
    className,
    config: {
      filters,
      kernel_size: each(taps),
      strides: each(strides),
      padding: same ? 'same' : 'valid',
      use_bias: bias !== null,
    },
    inputs: [given],
    // Both have the window the way in which it is spread; `[in, out, …]` becomes `[…, out, in]`.
    weights: { kernel: lastOut(kernel, [1, 0]), ...biasOf(bias) },
    ...nameOf(kernel),
    node,
  });
  const outside = whole.map((size, axis) => {
    const [before, after] = cut[axis] ?? [0, 0];
    return size === null ? null : size - before - after;
  });
  const batch = given.dims[0] ?? null;
  const result: Flow = { ...given, layer, dims: [batch, ...outside, filters], positive: false };
  if (same || filled || cut.every(([before, after]) => before === 0 && after === 0)) return result;
  const cropping = cut.length === 1 ? cut[0] : cut;
  const cropped = reading.emit({
    className: `Cropping${taps.length}D`,
    config: { cropping },
    inputs: [{ ...result, dims: [batch, ...whole, filters] }],
    name: `${layer}_crop`,
    node,
  });
  return { ...result, layer: cropped };
}

export const convolutions: Operators = { Conv: convolution, ConvTranspose: transposedConvolution };
