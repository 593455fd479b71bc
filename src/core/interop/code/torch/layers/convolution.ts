import { sizesOf } from '../../../lowering/config.ts';
import { given, only, type Refusal } from '../../../lowering/layer.ts';
import { activated } from '../activations.ts';
import type { Emitter, Layer, ModuleBuilder } from '../builder.ts';
import { placed, type Source } from '../placement.ts';
import { first, last, type Value } from '../value.ts';
import {
  isEven,
  paddedText,
  perAxis,
  type Sides,
  spansOf,
  spatial,
  type Window,
  windowOf,
  zerosAround,
} from './windows.ts';

/** Axes of a kernel `[…window, in, out]` as `[out, in, …window]`. */
const outFirst = (axes: number): readonly number[] => [axes + 1, axes, ...Array.from({ length: axes }, (_, i) => i)];

const biasOf = (layer: Layer): Source | undefined => {
  const bias = layer.weight('bias');
  return bias && placed(bias);
};

interface Convolved {
  readonly kernel: Source;
  readonly bias: Source | undefined;
  readonly channels: readonly [number, number];
  readonly groups: number;
  readonly suffix?: string;
}

/** `self.conv(x)`, what is around `x` added before where the module cannot. */
function convolved(
  code: ModuleBuilder,
  x: Value,
  { kernel, strides, dilation }: Window,
  sides: Sides,
  { kernel: weight, bias, channels, groups, suffix }: Convolved,
): string | Refusal {
  const even = isEven(sides);
  const isSame =
    !even &&
    strides.every((stride) => stride === 1) &&
    sides.every(([before, after]) => after - before < 2 && after >= before);
  const pads = sides.map(([before]) => before);
  const arguments_ = [
    ...channels.map(String),
    `kernel_size=${perAxis(kernel)}`,
    ...(strides.every((stride) => stride === 1) ? [] : [`stride=${perAxis(strides)}`]),
    ...(isSame ? ['padding="same"'] : even && pads.some((pad) => pad > 0) ? [`padding=${perAxis(pads)}`] : []),
    ...(dilation.every((rate) => rate === 1) ? [] : [`dilation=${perAxis(dilation)}`]),
    ...(groups === 1 ? [] : [`groups=${groups}`]),
    ...(bias ? [] : ['bias=False']),
  ];
  const module = code.module(`nn.Conv${kernel.length}d`, arguments_, { weight, bias }, suffix);
  if (typeof module !== 'string') return module;
  return `${module}(${even || isSame ? x.text : code.set({ ...x, text: paddedText(x, sides) }).text})`;
}

const result = (x: Value, output: readonly number[], text: string): Value => ({
  text,
  dims: [x.dims[0] ?? 1, ...output],
  layout: 'first',
});

export const convolution =
  (axes: 1 | 2 | 3): Emitter =>
  (code, layer) => {
    const { config, output } = layer;
    const x = first(only(layer));
    const window = windowOf(config, axes);
    const weight = given(layer, 'kernel');
    const [inside = 1, filters = 1] = weight.shape.slice(-2);
    const read = [...window.kernel, inside, filters];
    const kernel = placed(weight, { read, order: outFirst(axes) });
    const channels = x.dims.at(-1) ?? 1;
    const sides = zerosAround(x, config.padding, spansOf(window), window.strides);
    const text = convolved(code, x, window, sides, {
      kernel,
      bias: biasOf(layer),
      channels: [channels, filters],
      groups: channels / inside,
    });
    return typeof text === 'string' ? activated(code, result(x, output, text), layer) : text;
  };

/** A convolution of each channel by itself, into `multiplier` channels. */
function eachChannel(
  code: ModuleBuilder,
  x: Value,
  layer: Layer,
  axes: number,
  bias: Source | undefined,
  suffix = '',
): Value | Refusal {
  const { config, output } = layer;
  const window = windowOf(config, axes);
  const weight = given(layer, 'depthwise_kernel');
  const [inside = 1, multiplier = 1] = weight.shape.slice(-2);
  const channels = inside * multiplier;
  const read = [...window.kernel, 1, channels];
  const sides = zerosAround(x, config.padding, spansOf(window), window.strides);
  const text = convolved(code, x, window, sides, {
    kernel: placed(weight, { read, order: outFirst(axes) }),
    bias,
    channels: [inside, channels],
    groups: inside,
    suffix,
  });
  return typeof text === 'string' ? result(x, [...output.slice(0, -1), channels], text) : text;
}

export const depthwise =
  (axes: 1 | 2): Emitter =>
  (code, layer) => {
    const y = eachChannel(code, first(only(layer)), layer, axes, biasOf(layer));
    return 'code' in y ? y : activated(code, y, layer);
  };

export const separable =
  (axes: 1 | 2): Emitter =>
  (code, layer) => {
    const made = eachChannel(code, first(only(layer)), layer, axes, undefined, 'depthwise');
    if ('code' in made) return made;
    const middle = code.set(made);
    const ones = Array.from({ length: axes }, () => 1);
    const weight = given(layer, 'pointwise_kernel');
    const [inside = 1, filters = 1] = weight.shape.slice(-2);
    const text = convolved(
      code,
      middle,
      { kernel: ones, strides: ones, dilation: ones },
      ones.map(() => [0, 0]),
      {
        kernel: placed(weight, { read: [...ones, inside, filters], order: outFirst(axes) }),
        bias: biasOf(layer),
        channels: [inside, filters],
        groups: 1,
        suffix: 'pointwise',
      },
    );
    return typeof text === 'string' ? activated(code, result(middle, layer.output, text), layer) : text;
  };

/**
 * Spread out to `(n − 1)·stride + span`, of which the output's size is kept: what is too much is cut off as padding, one more
 * at the end where it is odd; what is missing is added at the end.
 */
export const transposedConvolution =
  (axes: 1 | 2): Emitter =>
  (code, layer) => {
    const { config, output } = layer;
    const x = first(only(layer));
    const window = windowOf(config, axes);
    const { kernel, strides, dilation } = window;
    const weight = given(layer, 'kernel');
    const [filters = 1, inside = 1] = weight.shape.slice(-2);
    const missing = spansOf(window).map(
      (span, axis) => (output[axis] ?? 1) - (((spatial(x)[axis] ?? 1) - 1) * (strides[axis] ?? 1) + span),
    );
    const cut = missing.map((size) => Math.floor(Math.max(0, -size) / 2));
    const more = missing.map((size) => Math.max(0, size));
    const over = missing.map((size): readonly [number, number] => [0, size < 0 && size % 2 !== 0 ? -1 : 0]);
    const bias = biasOf(layer);
    const module = code.module(
      `nn.ConvTranspose${axes}d`,
      [
        `${inside}`,
        `${filters}`,
        `kernel_size=${perAxis(kernel)}`,
        ...(strides.every((stride) => stride === 1) ? [] : [`stride=${perAxis(strides)}`]),
        ...(cut.some((size) => size > 0) ? [`padding=${perAxis(cut)}`] : []),
        ...(more.some((size) => size > 0) ? [`output_padding=${perAxis(more)}`] : []),
        ...(bias ? [] : ['bias=False']),
        ...(dilation.every((rate) => rate === 1) ? [] : [`dilation=${perAxis(dilation)}`]),
      ],
      { weight: placed(weight, { read: [...kernel, filters, inside], order: outFirst(axes) }), bias },
    );
    if (typeof module !== 'string') return module;
    const whole = result(x, output, `${module}(${x.text})`);
    const isCut = over.some(([, after]) => after < 0);
    const y = isCut ? { ...whole, text: paddedText(code.set(whole), over) } : whole;
    return activated(code, y, layer);
  };

/** A convolution whose stride is its window, and its pixels in a row. */
export const patchEmbedding: Emitter = (code, layer) => {
  const x = first(only(layer));
  const patch = sizesOf(layer.config, 'patch_size', 2, 16);
  const [channels = 1, units = 1] = [x.dims.at(-1), layer.output.at(-1)];
  const bias = biasOf(layer);
  const weight = placed(given(layer, 'kernel'), { read: [...patch, channels, units], order: outFirst(2) });
  const module = code.module(
    'nn.Conv2d',
    [
      `${channels}`,
      `${units}`,
      `kernel_size=${perAxis(patch)}`,
      `stride=${perAxis(patch)}`,
      ...(bias ? [] : ['bias=False']),
    ],
    { weight, bias },
  );
  if (typeof module !== 'string') return module;
  const text = `${module}(${x.text}).flatten(2).transpose(1, 2)`;
  return { text, dims: [x.dims[0] ?? 1, ...layer.output], layout: 'last' };
};

/** A product with weights `[in, out]` along the last axis. Rows of pixels keep their order: the columns are turned instead. */
export const dense: Emitter = (code, layer) => {
  const value = only(layer);
  const { flat } = value;
  const x = flat ? value : last(value);
  const weight = given(layer, 'kernel');
  const width = x.dims.at(-1) ?? 1;
  const units = weight.values.length / width;
  const bias = biasOf(layer);
  const rank = flat?.length ?? 0;
  const order = [rank, rank - 1, ...Array.from({ length: Math.max(0, rank - 1) }, (_, i) => i)];
  const kernel = flat
    ? placed(weight, { read: [...flat, units], order, shape: [units, width] })
    : placed(weight, { read: [width, units], order: [1, 0] });
  const module = code.module('nn.Linear', [`${width}`, `${units}`, ...(bias ? [] : ['bias=False'])], {
    weight: kernel,
    bias,
  });
  if (typeof module !== 'string') return module;
  const y: Value = { text: `${module}(${x.text})`, dims: [...x.dims.slice(0, -1), units], layout: 'last' };
  return activated(code, y, layer);
};
