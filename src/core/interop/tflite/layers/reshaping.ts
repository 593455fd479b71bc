import { axesOf, sidesOf, sizesOf } from '../../lowering/config.ts';
import { only } from '../../lowering/layer.ts';
import { add, concatenate, multiply, type Pairwise, pairwise, product, times } from '../arithmetic.ts';
import type { Emitter } from '../emitter.ts';
import { byte } from '../flatbuffer.ts';
import type { GraphBuilder, Value } from '../graph.ts';
import { toUnitLength } from './normalisation.ts';

export const identity: Emitter = (_, layer) => only(layer);

/** Any layer that only reads the same values in another shape. */
export const reshape: Emitter = (graph, layer) => graph.reshape(only(layer), layer.output);

export const permute: Emitter = (graph, layer) =>
  graph.transpose(only(layer), [0, ...sizesOf(layer.config, 'dims', layer.output.length)]);

export const repeatVector: Emitter = (graph, layer) => {
  const [steps = 1, width = 1] = layer.output;
  const ones = graph.floats(new Float32Array(steps).fill(1), [1, steps, 1]);
  return multiply(graph, graph.reshape(only(layer), [1, width]), ones);
};

export const padding =
  (axes: 1 | 2 | 3): Emitter =>
  (graph, layer) =>
    graph.pad(only(layer), [...sidesOf(layer.config, 'padding', axes), [0, 0]]);

export const cropping =
  (axes: 1 | 2 | 3): Emitter =>
  (graph, layer) => {
    const begin = sidesOf(layer.config, 'cropping', axes).map(([before]) => before);
    return graph.slice(only(layer), [...begin, 0], layer.output);
  };

type Resize = 'RESIZE_NEAREST_NEIGHBOR' | 'RESIZE_BILINEAR';

/** Sampled at the centres of pixels. @param sizes height and width after it. */
function resized(graph: GraphBuilder, name: Resize, x: Value, sizes: readonly [number, number]): Value {
  const dims = [x.dims[0] ?? 1, ...sizes, x.dims[3] ?? 1];
  const centred = [byte(0), byte(1)];
  // Bilinear sampling once had its sizes in the first two slots.
  const options = name === 'RESIZE_BILINEAR' ? [null, null, ...centred] : centred;
  return graph.run(name, [x, graph.ints(sizes)], dims, options);
}

/** Series and volumes as images that hold one or two of their axes. */
export const upSampling =
  (axes: 1 | 2 | 3): Emitter =>
  (graph, layer) => {
    const { config, output } = layer;
    const x = only(layer);
    const [first = 1, second = 1, third = 1] = output;
    if (axes === 2) {
      const name = config.interpolation === 'bilinear' ? 'RESIZE_BILINEAR' : 'RESIZE_NEAREST_NEIGHBOR';
      return resized(graph, name, x, [first, second]);
    }
    const channels = output.at(-1) ?? 1;
    const [, depth = 1, height = 1, width = 1] = x.dims;
    if (axes === 1) {
      const series = graph.reshape(x, [depth, 1, channels]);
      return graph.reshape(resized(graph, 'RESIZE_NEAREST_NEIGHBOR', series, [first, 1]), output);
    }
    const images = graph.copy(x, [height, width, channels]);
    const wide = resized(graph, 'RESIZE_NEAREST_NEIGHBOR', images, [second, third]);
    const columns = graph.copy(wide, [depth, second * third, channels]);
    return graph.reshape(resized(graph, 'RESIZE_NEAREST_NEIGHBOR', columns, [first, second * third]), output);
  };

/** The batch stays first, whatever axes are missing after it. */
const aligned = (graph: GraphBuilder, x: Value, rank: number): Value =>
  graph.reshape(x, [...Array.from({ length: rank - (x.dims.length - 1) }, () => 1), ...x.dims.slice(1)]);

export const merge =
  (name: Pairwise): Emitter =>
  (graph, { inputs, output }) => {
    const [first, ...others] = inputs.map((x) => aligned(graph, x, output.length));
    return others.reduce((sum, x) => pairwise(graph, name, sum, x), first ?? graph.number(0));
  };

export const average: Emitter = (graph, { inputs, output }) => {
  const [first, ...others] = inputs.map((x) => aligned(graph, x, output.length));
  const sum = others.reduce((total, x) => add(graph, total, x), first ?? graph.number(0));
  return times(graph, sum, 1 / inputs.length);
};

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
  return graph.reshape(product(graph, a ?? graph.number(0), b ?? graph.number(0), true), output);
};
