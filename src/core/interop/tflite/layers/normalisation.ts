import { axesOf, numberOf } from '../../lowering/config.ts';
import { given, only } from '../../lowering/layer.ts';
import { add, each, multiply, pairwise, plus, reduce, subtract, times } from '../arithmetic.ts';
import type { Emitter, Layer } from '../emitter.ts';
import { float, int } from '../flatbuffer.ts';
import type { GraphBuilder, Value } from '../graph.ts';

/** With fixed figures, which become a factor and a summand for each channel. */
export const batchNormalization: Emitter = (graph, layer) => {
  const x = only(layer);
  const [axis = 0] = axesOf(layer.config, 'axis', x.dims.length);
  const epsilon = numberOf(layer.config, 'epsilon', 0.001);
  const [gamma, beta] = [layer.weight('gamma')?.values, layer.weight('beta')?.values];
  const mean = given(layer, 'moving_mean').values;
  const scale = given(layer, 'moving_variance').values.map(
    (value, i) => (gamma?.[i] ?? 1) / Math.sqrt(value + epsilon),
  );
  const shift = mean.map((value, i) => (beta?.[i] ?? 0) - value * (scale[i] ?? 1));
  if (axis === x.dims.length - 1) return graph.affine(x, scale, shift);
  const over = x.dims.map((n, i) => (i === axis ? n : 1));
  return add(graph, multiply(graph, x, graph.floats(scale, over)), graph.floats(shift, over));
};

/** Brought to mean 0 and variance 1 along these axes. */
function standardized(graph: GraphBuilder, x: Value, axes: readonly number[], epsilon: number): Value {
  const centred = subtract(graph, x, reduce(graph, 'MEAN', x, axes, true));
  const variance = reduce(graph, 'MEAN', multiply(graph, centred, centred), axes, true);
  return multiply(graph, centred, each(graph, 'RSQRT', plus(graph, variance, epsilon)));
}

/** `y·γ + β`, of what of both the layer has. @param over their shape, which broadcasts over `y`. */
function gammaBeta(graph: GraphBuilder, y: Value, { weight }: Layer, over: readonly number[]): Value {
  const [gamma, beta] = [weight('gamma'), weight('beta')];
  const scaled = gamma ? multiply(graph, y, graph.floats(gamma.values, over)) : y;
  return beta ? add(graph, scaled, graph.floats(beta.values, over)) : scaled;
}

export const layerNormalization: Emitter = (graph, layer) => {
  const x = only(layer);
  const axes = axesOf(layer.config, 'axis', x.dims.length);
  const y = standardized(graph, x, axes, numberOf(layer.config, 'epsilon', 0.001));
  return gammaBeta(
    graph,
    y,
    layer,
    x.dims.map((n, i) => (axes.includes(i) ? n : 1)),
  );
};

export const groupNormalization: Emitter = (graph, layer) => {
  const x = only(layer);
  const channels = x.dims.at(-1) ?? 1;
  const asked = numberOf(layer.config, 'groups', 32);
  const groups = asked === -1 ? channels : asked;
  const positions = layer.output.slice(0, -1).reduce((product, n) => product * n, 1);
  const grouped = graph.reshape(x, [positions, groups, channels / groups]);
  const y = standardized(graph, grouped, [1, 3], numberOf(layer.config, 'epsilon', 0.001));
  return gammaBeta(graph, graph.reshape(y, layer.output), layer, [channels]);
};

/** Smallest square of a length to divide by. */
const leastSquare = 1e-24;

/** Divided by its length along these axes; zeros stay zeros. */
export function toUnitLength(graph: GraphBuilder, x: Value, axes: readonly number[]): Value {
  const square = reduce(graph, 'SUM', multiply(graph, x, x), axes, true);
  const bounded = pairwise(graph, 'MAXIMUM', square, graph.number(leastSquare));
  return multiply(graph, x, each(graph, 'RSQRT', bounded));
}

export const unitNormalization: Emitter = (graph, layer) => {
  const x = only(layer);
  return toUnitLength(graph, x, axesOf(layer.config, 'axis', x.dims.length));
};

export const localResponseNormalization: Emitter = (graph, layer) => {
  const { config, output } = layer;
  const x = only(layer);
  const channels = output.at(-1) ?? 1;
  const image =
    output.length === 3 ? x : graph.reshape(x, [1, output.slice(0, -1).reduce((a, b) => a * b, 1), channels]);
  const options = [
    int(numberOf(config, 'depth_radius', 5)),
    float(numberOf(config, 'bias', 1)),
    float(numberOf(config, 'alpha', 1)),
    float(numberOf(config, 'beta', 0.5)),
  ];
  return graph.reshape(graph.run('LOCAL_RESPONSE_NORMALIZATION', [image], image.dims, options), output);
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
  const mean = numbers(layer.config.mean) ?? given(layer, 'mean').values;
  const variance = numbers(layer.config.variance) ?? given(layer, 'variance').values;
  const factor = variance.map((value) => 1 / Math.max(Math.sqrt(value), leastDeviation));
  const centred = subtract(graph, only(layer), graph.floats(mean, [mean.length]));
  return multiply(graph, centred, graph.floats(factor, [factor.length]));
};
