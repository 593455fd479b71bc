import type { Shape } from '../../../math/shape.ts';
import { type Config, numberOf, sizesOf } from '../../lowering/config.ts';
import { given, only } from '../../lowering/layer.ts';
import { samePadding } from '../../lowering/windows.ts';
import { add, concatenate, paddings } from '../arithmetic.ts';
import { activated, type Emitter, type Layer } from '../emitter.ts';
import { byte, int } from '../flatbuffer.ts';
import type { GraphBuilder, Options, Value } from '../graph.ts';
import { asRows, laidOut, spread } from './kernels.ts';

type Pair = readonly [number, number];

/** A window over images; series are images of height 1. */
interface Window {
  readonly kernel: Pair;
  readonly strides: Pair;
  readonly dilation: Pair;
  readonly padding: keyof typeof paddings;
}

const planar = (sizes: readonly number[]): Pair =>
  sizes.length === 1 ? [1, sizes[0] ?? 1] : [sizes[0] ?? 1, sizes[1] ?? 1];

const windowOf = (config: Config, axes: 1 | 2): Window => ({
  kernel: planar(sizesOf(config, 'kernel_size', axes)),
  strides: planar(sizesOf(config, 'strides', axes)),
  dilation: planar(sizesOf(config, 'dilation_rate', axes)),
  padding: config.padding === 'same' ? 'same' : 'valid',
});

/** `[n, t, c]` as `[n, 1, t, c]`. */
const asImage = (graph: GraphBuilder, x: Value): Value =>
  x.dims.length === 3 ? graph.reshape(x, [1, ...x.dims.slice(1)]) : x;

/**
 * Zeros that the operator would not put, or would put wrongly: in front, where the padding is causal; around, where a
 * stride goes beyond the window, for which the XNNPACK of TensorFlow 2.21 computes a padding below 0.
 */
function padded(graph: GraphBuilder, image: Value, config: Config, window: Window): readonly [Value, Window] {
  const { kernel, strides, dilation, padding } = window;
  const spans = kernel.map((taps, axis) => (taps - 1) * (dilation[axis] ?? 1) + 1);
  if (config.padding === 'causal') {
    return [
      graph.pad(image, [
        [0, 0],
        [(spans[1] ?? 1) - 1, 0],
        [0, 0],
      ]),
      window,
    ];
  }
  if (padding === 'valid' || spans.every((span, axis) => span >= (strides[axis] ?? 1))) return [image, window];
  const sides = spans.map((span, axis) => samePadding(image.dims[axis + 1] ?? 1, span, strides[axis] ?? 1));
  return [graph.pad(image, [...sides, [0, 0]]), { ...window, padding: 'valid' }];
}

const imageShape = (output: Shape): Shape => (output.length === 2 ? [1, ...output] : output);

const bias = (layer: Layer, size: number): Float32Array => layer.weight('bias')?.values ?? new Float32Array(size);

/** Strides along the width come first, and so do dilations. */
const convolutionOptions = ({ strides, dilation, padding }: Window): Options => [
  byte(paddings[padding]),
  int(strides[1]),
  int(strides[0]),
  byte(0),
  int(dilation[1]),
  int(dilation[0]),
];

export const convolution =
  (axes: 1 | 2): Emitter =>
  (graph, layer) => {
    const image = asImage(graph, only(layer));
    const [x, window] = padded(graph, image, layer.config, windowOf(layer.config, axes));
    const filters = layer.output.at(-1) ?? 1;
    const kernel = given(layer, 'kernel');
    const inside = kernel.shape.at(-2) ?? 1;
    const linear = {
      kernel: laidOut(kernel, [...window.kernel, inside, filters], [3, 0, 1, 2], 0),
      bias: bias(layer, filters),
    };
    const dims = [x.dims[0] ?? 1, ...imageShape(layer.output)];
    const y = graph.linear('CONV_2D', x, linear, dims, convolutionOptions(window));
    return activated(graph, graph.reshape(y, layer.output), layer.config);
  };

function eachChannel(
  graph: GraphBuilder,
  x: Value,
  layer: Layer,
  window: Window,
  shape: Shape,
  ownBias: boolean,
): Value {
  const [inside = 1, multiplier = 1] = given(layer, 'depthwise_kernel').shape.slice(-2);
  const channels = inside * multiplier;
  const kernel = laidOut(given(layer, 'depthwise_kernel'), [1, ...window.kernel, channels], [0, 1, 2, 3], 3);
  const options = convolutionOptions(window).toSpliced(3, 0, int(multiplier));
  const dims = [x.dims[0] ?? 1, ...shape.slice(0, -1), channels];
  const linear = { kernel, bias: ownBias ? bias(layer, channels) : new Float32Array(channels) };
  return graph.linear('DEPTHWISE_CONV_2D', x, linear, dims, options);
}

export const depthwise =
  (axes: 1 | 2): Emitter =>
  (graph, layer) => {
    const image = asImage(graph, only(layer));
    const [x, window] = padded(graph, image, layer.config, windowOf(layer.config, axes));
    const y = eachChannel(graph, x, layer, window, imageShape(layer.output), true);
    return activated(graph, graph.reshape(y, layer.output), layer.config);
  };

const onePixel: Window = { kernel: [1, 1], strides: [1, 1], dilation: [1, 1], padding: 'valid' };

export const separable =
  (axes: 1 | 2): Emitter =>
  (graph, layer) => {
    const image = asImage(graph, only(layer));
    const [x, window] = padded(graph, image, layer.config, windowOf(layer.config, axes));
    const shape = imageShape(layer.output);
    const filters = shape.at(-1) ?? 1;
    const middle = eachChannel(graph, x, layer, window, shape, false);
    const mixing = given(layer, 'pointwise_kernel');
    const linear = {
      kernel: laidOut(mixing, [1, 1, mixing.shape.at(-2) ?? 1, filters], [3, 0, 1, 2], 0),
      bias: bias(layer, filters),
    };
    const y = graph.linear('CONV_2D', middle, linear, [x.dims[0] ?? 1, ...shape], convolutionOptions(onePixel));
    return activated(graph, graph.reshape(y, layer.output), layer.config);
  };

/** TFLite has no dilation here: the kernel is spread. Its output's shape is computed, for any batch. */
export const transposed =
  (axes: 1 | 2): Emitter =>
  (graph, layer) => {
    const window = windowOf(layer.config, axes);
    const x = asImage(graph, only(layer));
    const shape = imageShape(layer.output);
    const filters = shape.at(-1) ?? 1;
    const inside = x.dims.at(-1) ?? 1;
    const kernel = spread(given(layer, 'kernel'), window.kernel, window.dilation);
    const [tall = 1, wide = 1] = kernel.shape.length === 4 ? kernel.shape : window.kernel;
    const laid = laidOut(kernel, [tall, wide, filters, inside], [2, 0, 1, 3], 0);
    const sizes = graph.run('SHAPE', [x], [4], [byte(2)], 'int32');
    const [zero, one] = [graph.ints([0]), graph.ints([1])];
    const flags = [int(0), int(0), int(0), int(0), int(0)];
    const batch = graph.run('STRIDED_SLICE', [sizes, zero, one, one], [1], flags, 'int32');
    const target = graph.run('CONCATENATION', [batch, graph.ints(shape)], [4], [int(0), byte(0)], 'int32');
    const options = [byte(paddings[window.padding]), int(window.strides[1]), int(window.strides[0]), byte(0)];
    const dims = [x.dims[0] ?? 1, ...shape];
    const y = graph.run('TRANSPOSE_CONV', [target, graph.weights(laid), x], dims, options);
    const own = layer.weight('bias');
    const moved = own ? add(graph, y, graph.floats(own.values, [filters])) : y;
    return activated(graph, graph.reshape(moved, layer.output), layer.config);
  };

/** Of a volume: the depth, the width, the height. */
const inOrder = ([depth = 1, height = 1, width = 1]: readonly number[]): Options => [
  int(depth),
  int(width),
  int(height),
];

export const volume: Emitter = (graph, layer) => {
  const { config, output } = layer;
  const x = only(layer);
  const strides = sizesOf(config, 'strides', 3);
  const dilation = sizesOf(config, 'dilation_rate', 3);
  const groups = numberOf(config, 'groups', 1);
  const kernel = given(layer, 'kernel');
  const filters = output.at(-1) ?? 1;
  const own = filters / groups;
  const padding = config.padding === 'same' ? 'same' : 'valid';
  const options = [byte(paddings[padding]), ...inOrder(strides), byte(0), ...inOrder(dilation)];
  const dims = [x.dims[0] ?? 1, ...output.slice(0, -1), own];
  const parts = graph.split(x, groups, 4).map((part, group) => {
    const values = kernel.values.filter((_, i) => Math.floor((i % filters) / own) === group);
    const shape = [...kernel.shape.slice(0, -1), own];
    const mine = laidOut({ key: `${kernel.key} group ${group}`, shape, values }, shape, [0, 1, 2, 3, 4], 4);
    return graph.run('CONV_3D', [part, graph.weights(mine), graph.floats(new Float32Array(own), [own])], dims, options);
  });
  const y = concatenate(graph, parts, 4);
  const offset = layer.weight('bias');
  return activated(graph, offset ? add(graph, y, graph.floats(offset.values, [filters])) : y, config);
};

/** A product with weights `[in, out]` along the last axis. */
export const dense: Emitter = (graph, layer) => {
  const x = only(layer);
  const width = x.dims.at(-1) ?? 1;
  const units = layer.output.at(-1) ?? 1;
  const kernel = asRows(given(layer, 'kernel'), width, units);
  const y = fullyConnected(graph, x, { kernel, bias: layer.weight('bias')?.values ?? null }, units);
  return activated(graph, y, layer.config);
};

/** All axes but the last stay as they are; quantised inputs may have a zero point of their own. */
export const fullyConnected = (
  graph: GraphBuilder,
  x: Value,
  linear: Parameters<GraphBuilder['linear']>[2],
  units: number,
): Value => {
  const options = [byte(0), byte(0), byte(x.dims.length > 2 ? 1 : 0), byte(1)];
  return graph.linear('FULLY_CONNECTED', x, linear, [...x.dims.slice(0, -1), units], options);
};

/** A convolution whose stride is its window, and its pixels in a row. */
export const patchEmbedding: Emitter = (graph, layer) => {
  const x = only(layer);
  const [, height = 1, width = 1, channels = 1] = x.dims;
  const patch = planar(sizesOf(layer.config, 'patch_size', 2, 16));
  const units = layer.output.at(-1) ?? 1;
  const window: Window = { kernel: patch, strides: patch, dilation: [1, 1], padding: 'valid' };
  const linear = {
    kernel: laidOut(given(layer, 'kernel'), [...patch, channels, units], [3, 0, 1, 2], 0),
    bias: bias(layer, units),
  };
  const dims = [x.dims[0] ?? 1, Math.floor(height / patch[0]), Math.floor(width / patch[1]), units];
  return graph.reshape(graph.linear('CONV_2D', x, linear, dims, convolutionOptions(window)), layer.output);
};
