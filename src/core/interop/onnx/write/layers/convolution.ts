import { type Config, sizesOf, type Weight } from '../../../lowering/config.ts';
import { given, only } from '../../../lowering/layer.ts';
import { samePadding } from '../../../lowering/windows.ts';
import { add } from '../arithmetic.ts';
import { activated, type Emitter, type Layer } from '../emitter.ts';
import { type GraphBuilder, int, ints, type Value } from '../graph.ts';

interface Window {
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilation: readonly number[];
}

type Sides = readonly (readonly [number, number])[];

const windowOf = (config: Config, axes: number): Window => ({
  kernel: sizesOf(config, 'kernel_size', axes),
  strides: sizesOf(config, 'strides', axes),
  dilation: sizesOf(config, 'dilation_rate', axes),
});

/** Sizes along which a window moves. */
const spatial = ({ dims }: Value): readonly number[] => dims.slice(1, -1);

const spans = ({ kernel, dilation }: Window): readonly number[] =>
  kernel.map((taps, axis) => (taps - 1) * (dilation[axis] ?? 1) + 1);

/** Zeros around, as TensorFlow puts them: those of `same` follow from the sizes. */
function zerosAround(x: Value, { padding }: Config, window: Window): Sides {
  return spans(window).map((span, axis): readonly [number, number] => {
    if (padding === 'causal') return [span - 1, 0];
    return padding === 'same' ? samePadding(spatial(x)[axis] ?? 1, span, window.strides[axis] ?? 1) : [0, 0];
  });
}

/** All that lies before, then all that lies after. */
export const padsOf = (sides: Sides) => ints([...sides.map(([before]) => before), ...sides.map(([, after]) => after)]);

const windowAttributes = ({ kernel, strides, dilation }: Window, sides: Sides, group = 1) => ({
  kernel_shape: ints(kernel),
  strides: ints(strides),
  dilations: ints(dilation),
  pads: padsOf(sides),
  group: int(group),
});

/** Axes of a kernel `[…window, in, out]` as `[out, in, …window]`. */
const outFirst = (axes: number): readonly number[] => [axes + 1, axes, ...Array.from({ length: axes }, (_, i) => i)];

const biasOf = (graph: GraphBuilder, layer: Layer): readonly Value[] => {
  const bias = layer.weight('bias');
  return bias ? [graph.weight(bias)] : [];
};

export const convolution =
  (axes: 1 | 2 | 3): Emitter =>
  (graph, layer) => {
    const { config, output } = layer;
    const x = graph.first(only(layer));
    const window = windowOf(config, axes);
    const weight = given(layer, 'kernel');
    const [inside = 1, filters = 1] = weight.shape.slice(-2);
    const kernel = graph.weight(weight, [...window.kernel, inside, filters], outFirst(axes));
    const group = (x.dims.at(-1) ?? 1) / inside;
    const y = graph.run('Conv', [x, kernel, ...biasOf(graph, layer)], {
      dims: [x.dims[0] ?? 1, ...output],
      layout: 'first',
      attributes: windowAttributes(window, zerosAround(x, config, window), group),
    });
    return activated(graph, y, config);
  };

/** A convolution of each channel by itself, into `multiplier` channels. */
function eachChannel(graph: GraphBuilder, x: Value, layer: Layer, axes: number, bias: readonly Value[]): Value {
  const { config, output } = layer;
  const window = windowOf(config, axes);
  const weight = given(layer, 'depthwise_kernel');
  const [inside = 1, multiplier = 1] = weight.shape.slice(-2);
  const channels = inside * multiplier;
  const kernel = graph.weight(weight, [...window.kernel, 1, channels], outFirst(axes));
  return graph.run('Conv', [x, kernel, ...bias], {
    dims: [x.dims[0] ?? 1, ...output.slice(0, -1), channels],
    layout: 'first',
    attributes: windowAttributes(window, zerosAround(x, config, window), inside),
  });
}

export const depthwise =
  (axes: 1 | 2): Emitter =>
  (graph, layer) =>
    activated(graph, eachChannel(graph, graph.first(only(layer)), layer, axes, biasOf(graph, layer)), layer.config);

export const separable =
  (axes: 1 | 2): Emitter =>
  (graph, layer) => {
    const { config, output } = layer;
    const x = graph.first(only(layer));
    const middle = eachChannel(graph, x, layer, axes, []);
    const ones = Array.from({ length: axes }, () => 1);
    const weight = given(layer, 'pointwise_kernel');
    const kernel = graph.weight(weight, [...ones, ...weight.shape.slice(-2)], outFirst(axes));
    const y = graph.run('Conv', [middle, kernel, ...biasOf(graph, layer)], {
      dims: [x.dims[0] ?? 1, ...output],
      layout: 'first',
      attributes: { kernel_shape: ints(ones) },
    });
    return activated(graph, y, config);
  };

/**
 * Spread out to `(n − 1)·stride + span`, of which the output's size is kept: what is too much is cut off as the padding of
 * a convolution in the other direction, what is missing is added at the end.
 */
export const transposed =
  (axes: 1 | 2): Emitter =>
  (graph, layer) => {
    const { config, output } = layer;
    const x = graph.first(only(layer));
    const window = windowOf(config, axes);
    const weight = given(layer, 'kernel');
    const kernel = graph.weight(weight, [...window.kernel, ...weight.shape.slice(-2)], outFirst(axes));
    const missing = spans(window).map(
      (span, axis) => (output[axis] ?? 1) - (((spatial(x)[axis] ?? 1) - 1) * (window.strides[axis] ?? 1) + span),
    );
    const sides = missing.map((size): readonly [number, number] => {
      const cut = Math.max(0, -size);
      return [Math.floor(cut / 2), Math.ceil(cut / 2)];
    });
    const y = graph.run('ConvTranspose', [x, kernel, ...biasOf(graph, layer)], {
      dims: [x.dims[0] ?? 1, ...output],
      layout: 'first',
      attributes: {
        ...windowAttributes(window, sides),
        output_padding: ints(missing.map((size) => Math.max(0, size))),
      },
    });
    return activated(graph, y, config);
  };

/** A convolution whose stride is its window, and its pixels in a row. */
export const patchEmbedding: Emitter = (graph, layer) => {
  const x = graph.first(only(layer));
  const patch = sizesOf(layer.config, 'patch_size', 2, 16);
  const weight = given(layer, 'kernel');
  const [channels = 1, units = 1] = [x.dims.at(-1), layer.output.at(-1)];
  const kernel = graph.weight(weight, [...patch, channels, units], outFirst(2));
  const rows = spatial(x).map((size, axis) => Math.floor(size / (patch[axis] ?? 1)));
  const y = graph.run('Conv', [x, kernel, ...biasOf(graph, layer)], {
    dims: [x.dims[0] ?? 1, ...rows, units],
    layout: 'first',
    attributes: { kernel_shape: ints(patch), strides: ints(patch) },
  });
  return graph.reshape(y, layer.output);
};

/** A product with weights `[in, out]` along the last axis. */
export const dense: Emitter = (graph, layer) =>
  activated(graph, weighed(graph, only(layer), given(layer, 'kernel'), layer.weight('bias')), layer.config);

/** @param kernel `[in, …]`, of which what comes after the first axis is one. */
export function weighed(graph: GraphBuilder, value: Value, kernel: Weight, bias: Weight | undefined): Value {
  const x = graph.last(value);
  const width = x.dims.at(-1) ?? 1;
  const units = kernel.values.length / width;
  const dims = [...x.dims.slice(0, -1), units];
  const factors = graph.weight(kernel, [width, units]);
  const offsets = bias && graph.weight(bias, [units]);
  if (x.dims.length === 2) return graph.run('Gemm', [x, factors, ...(offsets ? [offsets] : [])], { dims });
  const y = graph.run('MatMul', [x, factors], { dims });
  return offsets ? add(graph, y, offsets) : y;
}
