import { axesOf, sidesOf, sizesOf } from '../../../lowering/config.ts';
import { only } from '../../../lowering/layer.ts';
import { concatenate, pairwise, product, times, together } from '../arithmetic.ts';
import { type Emitter, refusedOption } from '../emitter.ts';
import { type GraphBuilder, inOrder, text, type Value } from '../graph.ts';
import { toUnitLength } from './normalisation.ts';

export const identity: Emitter = (_, layer) => only(layer);

/** Any layer that only reads the same values in another shape. */
export const reshape: Emitter = (graph, layer) => graph.reshape(only(layer), layer.output);

export const permute: Emitter = (graph, layer) =>
  graph.transpose(only(layer), [0, ...sizesOf(layer.config, 'dims', layer.output.length)]);

export const repeatVector: Emitter = (graph, layer) => {
  const [steps = 1, width = 1] = layer.output;
  const row = graph.reshape(only(layer), [1, width]);
  return graph.run('Tile', [row, graph.ints([1, steps, 1])], { dims: [row.dims[0] ?? 1, steps, width] });
};

export const padding =
  (axes: 1 | 2 | 3): Emitter =>
  (graph, layer) => {
    const x = only(layer);
    const sides = inOrder(x, [[0, 0], ...sidesOf(layer.config, 'padding', axes), [0, 0]] as const);
    const pads = [...sides.map(([before]) => before), ...sides.map(([, after]) => after)];
    return graph.run('Pad', [x, graph.ints(pads)], { dims: [x.dims[0] ?? 1, ...layer.output], layout: x.layout });
  };

export const cropping =
  (axes: 1 | 2 | 3): Emitter =>
  (graph, layer) => {
    const x = only(layer);
    const begin = inOrder(x, [0, ...sidesOf(layer.config, 'cropping', axes).map(([before]) => before), 0]).slice(1);
    const sizes = inOrder(x, [0, ...layer.output]).slice(1);
    const end = begin.map((start, i) => start + (sizes[i] ?? 0));
    const places = [graph.ints(begin), graph.ints(end), graph.ints(begin.map((_, i) => i + 1))];
    return graph.run('Slice', [x, ...places], { dims: [x.dims[0] ?? 1, ...layer.output], layout: x.layout });
  };

/** How values between pixels are found: repeated, or sampled at the centres of pixels. */
const samplings: Readonly<Record<string, Readonly<Record<string, ReturnType<typeof text>>>>> = {
  nearest: {
    mode: text('nearest'),
    coordinate_transformation_mode: text('asymmetric'),
    nearest_mode: text('floor'),
  },
  bilinear: { mode: text('linear'), coordinate_transformation_mode: text('half_pixel') },
};

export const upSampling: Emitter = (graph, layer) => {
  const x = graph.first(only(layer));
  const interpolation = String(layer.config.interpolation ?? 'nearest');
  const attributes = Object.hasOwn(samplings, interpolation) ? samplings[interpolation] : undefined;
  if (attributes === undefined) return refusedOption('interpolation', interpolation);
  const factors = layer.output.slice(0, -1).map((size, axis) => size / (x.dims[axis + 1] ?? 1));
  const scales = graph.floats('scales', Float32Array.of(1, 1, ...factors), [factors.length + 2]);
  return graph.run('Resize', [x, null, scales], {
    dims: [x.dims[0] ?? 1, ...layer.output],
    layout: 'first',
    attributes,
  });
};

/** The batch stays first, whatever axes are missing after it. */
const aligned = (graph: GraphBuilder, x: Value, rank: number): Value =>
  x.dims.length - 1 === rank
    ? x
    : graph.reshape(x, [...Array.from({ length: rank - (x.dims.length - 1) }, () => 1), ...x.dims.slice(1)]);

const merged = (graph: GraphBuilder, opType: Parameters<typeof pairwise>[1], values: readonly Value[], rank: number) =>
  together(
    graph,
    values.map((x) => aligned(graph, x, rank)),
  ).reduce((sum, x) => pairwise(graph, opType, sum, x));

export const merge =
  (opType: Parameters<typeof pairwise>[1]): Emitter =>
  (graph, { inputs, output }) =>
    merged(graph, opType, inputs, output.length);

export const average: Emitter = (graph, { inputs, output }) =>
  times(graph, merged(graph, 'Add', inputs, output.length), 1 / inputs.length);

export const concatenation: Emitter = (graph, layer) => {
  const [axis = 1] = axesOf(layer.config, 'axis', layer.output.length + 1);
  return concatenate(graph, layer.inputs, axis);
};

/** Products summed over one axis of each input. */
export const dot: Emitter = (graph, { inputs, config, output }) => {
  const axes = [config.axes ?? -1].flat().map(Number);
  const [a, b] = inputs.map((x, i) => {
    const rank = x.dims.length;
    const asked = axes[i] ?? axes[0] ?? -1;
    const axis = asked < 0 ? asked + rank : asked;
    const others = x.dims.map((_, place) => place).filter((place) => place !== axis);
    const turned = graph.transpose(x, [...others, axis]);
    const depth = turned.dims.at(-1) ?? 1;
    const rows = turned.dims.slice(1, -1).reduce((total, n) => total * n, 1);
    const vectors = graph.reshape(turned, [rows, depth]);
    return config.normalize === true ? toUnitLength(graph, vectors, [2]) : vectors;
  });
  if (a === undefined || b === undefined) throw new Error('a dot product has two inputs');
  return graph.reshape(product(graph, a, graph.transpose(b, [0, 2, 1])), output);
};
