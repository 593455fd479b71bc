import { axesOf, numberOf, type Weight } from '../../../lowering/config.ts';
import { given, only } from '../../../lowering/layer.ts';
import { add, each, multiply, overChannels, pairwise, plus, reduce, subtract, times } from '../arithmetic.ts';
import type { Emitter } from '../emitter.ts';
import { float, type GraphBuilder, int, type Value } from '../graph.ts';

/** The weight, or the same number for each channel where the layer has none. */
const channelWise = (graph: GraphBuilder, weight: Weight | undefined, name: string, size: number, value: number) =>
  weight ? graph.weight(weight, [size]) : graph.floats(name, new Float32Array(size).fill(value), [size]);

/** With fixed figures; the axis that they are of comes right after the batch. */
export const batchNormalization: Emitter = (graph, layer) => {
  const value = only(layer);
  const rank = value.dims.length;
  const [axis = rank - 1] = axesOf(layer.config, 'axis', rank);
  const swapped = value.dims.map((_, i) => (i === 1 ? axis : i === axis ? 1 : i));
  const onChannels = axis === rank - 1;
  const x = onChannels ? graph.first(value) : graph.transpose(value, swapped);
  const mean = given(layer, 'moving_mean');
  const size = mean.values.length;
  const figures = [
    channelWise(graph, layer.weight('gamma'), 'gamma', size, 1),
    channelWise(graph, layer.weight('beta'), 'beta', size, 0),
    graph.weight(mean),
    graph.weight(given(layer, 'moving_variance')),
  ];
  const y = graph.run('BatchNormalization', [x, ...figures], {
    dims: x.dims,
    layout: x.layout,
    attributes: { epsilon: float(numberOf(layer.config, 'epsilon', 0.001)) },
  });
  return onChannels ? y : graph.transpose(y, swapped);
};

export const layerNormalization: Emitter = (graph, layer) => {
  const x = graph.last(only(layer));
  const axes = axesOf(layer.config, 'axis', x.dims.length);
  const epsilon = numberOf(layer.config, 'epsilon', 0.001);
  const [gamma, beta] = [layer.weight('gamma'), layer.weight('beta')];
  const start = Math.min(...axes);
  const sizes = x.dims.slice(start);
  if (axes.length === sizes.length) {
    const ones = (): Value => graph.floats('gamma', new Float32Array(sizes.reduce((a, b) => a * b, 1)).fill(1), sizes);
    const scale = gamma ? graph.weight(gamma, sizes) : ones();
    return graph.run('LayerNormalization', [x, scale, ...(beta ? [graph.weight(beta, sizes)] : [])], {
      dims: x.dims,
      attributes: { axis: int(start), epsilon: float(epsilon) },
    });
  }
  const over = x.dims.map((n, i) => (axes.includes(i) ? n : 1));
  const centred = subtract(graph, x, reduce(graph, 'ReduceMean', x, axes, true));
  const variance = reduce(graph, 'ReduceMean', multiply(graph, centred, centred), axes, true);
  const y = pairwise(graph, 'Div', centred, each(graph, 'Sqrt', plus(graph, variance, epsilon)));
  const scaled = gamma ? multiply(graph, y, graph.weight(gamma, over)) : y;
  return beta ? add(graph, scaled, graph.weight(beta, over)) : scaled;
};

/** Each group of channels in a row, as what `InstanceNormalization` takes for one channel. */
export const groupNormalization: Emitter = (graph, layer) => {
  const x = graph.first(only(layer));
  const channels = x.dims.at(-1) ?? 1;
  const asked = numberOf(layer.config, 'groups', 32);
  const groups = asked === -1 ? channels : asked;
  const positions = x.dims.slice(1, -1).reduce((total, n) => total * n, 1);
  const width = (channels / groups) * positions;
  const rows = graph.run('Reshape', [x, graph.ints([0, groups, width])], { dims: [x.dims[0] ?? 1, groups, width] });
  const figures = [
    graph.floats('ones', new Float32Array(groups).fill(1), [groups]),
    graph.floats('zeros', new Float32Array(groups), [groups]),
  ];
  const normal = graph.run('InstanceNormalization', [rows, ...figures], {
    dims: rows.dims,
    attributes: { epsilon: float(numberOf(layer.config, 'epsilon', 0.001)) },
  });
  const back = graph.ints([0, channels, ...x.dims.slice(1, -1)]);
  const y = graph.run('Reshape', [normal, back], { dims: x.dims, layout: 'first' });
  const [gamma, beta] = [layer.weight('gamma'), layer.weight('beta')];
  const over = overChannels(y, channels);
  const scaled = gamma ? multiply(graph, y, graph.weight(gamma, over)) : y;
  return beta ? add(graph, scaled, graph.weight(beta, over)) : scaled;
};

/** Smallest square of a length to divide by. */
const leastSquare = 1e-24;

/** Divided by its length along axes of Keras's order; zeros stay zeros. */
export function toUnitLength(graph: GraphBuilder, x: Value, axes: readonly number[]): Value {
  const square = reduce(graph, 'ReduceSumSquare', x, axes, true);
  const bounded = pairwise(graph, 'Max', square, graph.number(leastSquare));
  return pairwise(graph, 'Div', x, each(graph, 'Sqrt', bounded));
}

export const unitNormalization: Emitter = (graph, layer) => {
  const x = only(layer);
  return toUnitLength(graph, x, axesOf(layer.config, 'axis', x.dims.length));
};

/** ONNX divides alpha by the number of channels that it sums over. */
export const localResponseNormalization: Emitter = (graph, layer) => {
  const { config } = layer;
  const x = graph.first(only(layer));
  const size = 2 * numberOf(config, 'depth_radius', 5) + 1;
  return graph.run('LRN', [x], {
    dims: x.dims,
    layout: 'first',
    attributes: {
      size: int(size),
      alpha: float(numberOf(config, 'alpha', 1) * size),
      beta: float(numberOf(config, 'beta', 0.5)),
      bias: float(numberOf(config, 'bias', 1)),
    },
  });
};

export const rescaling: Emitter = (graph, layer) => {
  const { config } = layer;
  return plus(graph, times(graph, only(layer), numberOf(config, 'scale', 1)), numberOf(config, 'offset', 0));
};

/** Keras's smallest deviation to divide by. */
const leastDeviation = 1e-7;

const numbers = (value: unknown): Float32Array | undefined => {
  const list = value === undefined || value === null ? [] : [value].flat(8).map(Number);
  return list.length === 0 ? undefined : Float32Array.from(list);
};

/** Fixed figures of the data, from the config or from weights. */
export const normalization: Emitter = (graph, layer) => {
  const x = only(layer);
  const mean = numbers(layer.config.mean) ?? given(layer, 'mean').values;
  const variance = numbers(layer.config.variance) ?? given(layer, 'variance').values;
  const factor = variance.map((value) => 1 / Math.max(Math.sqrt(value), leastDeviation));
  const over = (values: Float32Array) => (values.length === 1 ? [] : overChannels(x, values.length));
  const centred = subtract(graph, x, graph.floats('mean', mean, over(mean)));
  return multiply(graph, centred, graph.floats('factor', factor, over(factor)));
};
