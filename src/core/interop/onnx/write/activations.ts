import { add, each, multiply, pairwise, plus, softmax, subtract, times } from './arithmetic.ts';
import { axisIn, float, type GraphBuilder, int, type Value } from './graph.ts';

type Activation = (graph: GraphBuilder, x: Value) => Value;

export const leaky = (graph: GraphBuilder, x: Value, slope: number): Value =>
  each(graph, 'LeakyRelu', x, { alpha: float(slope) });

export const elu = (graph: GraphBuilder, x: Value, alpha: number): Value =>
  each(graph, 'Elu', x, { alpha: float(alpha) });

/** Constants of SELU. Klambauer et al. 2017, section 2. */
const seluAlpha = 1.6732632423543772;
const seluScale = 1.0507009873554805;

/** Keras 3's slope. */
const hardSigmoid = { alpha: float(1 / 6), beta: float(0.5) };

const clipped = (graph: GraphBuilder, x: Value, least: number, most: number): Value =>
  graph.run('Clip', [x, graph.number(least), graph.number(most)], { dims: x.dims, layout: x.layout });

const silu: Activation = (graph, x) => multiply(graph, x, each(graph, 'Sigmoid', x));
const hardSilu: Activation = (graph, x) => each(graph, 'HardSwish', x);

/** `x · Φ(x)`. Hendrycks and Gimpel 2016; an operator of its own comes with opset 20 only. */
const gelu: Activation = (graph, x) => {
  const share = plus(graph, each(graph, 'Erf', times(graph, x, Math.SQRT1_2)), 1);
  return multiply(graph, times(graph, x, 0.5), share);
};

/** Keras's activations by their Keras names, with Keras 3's constants. */
const activations: Readonly<Record<string, Activation>> = {
  linear: (_, x) => x,
  relu: (graph, x) => each(graph, 'Relu', x),
  relu6: (graph, x) => clipped(graph, x, 0, 6),
  elu: (graph, x) => elu(graph, x, 1),
  selu: (graph, x) => each(graph, 'Selu', x, { alpha: float(seluAlpha), gamma: float(seluScale) }),
  sigmoid: (graph, x) => each(graph, 'Sigmoid', x),
  hard_sigmoid: (graph, x) => each(graph, 'HardSigmoid', x, hardSigmoid),
  tanh: (graph, x) => each(graph, 'Tanh', x),
  softmax: (graph, x) => softmax(graph, x),
  log_softmax: (graph, x) => each(graph, 'LogSoftmax', x, { axis: int(axisIn(x, x.dims.length - 1)) }),
  softplus: (graph, x) => each(graph, 'Softplus', x),
  softsign: (graph, x) => each(graph, 'Softsign', x),
  exponential: (graph, x) => each(graph, 'Exp', x),
  silu,
  swish: silu,
  leaky_relu: (graph, x) => leaky(graph, x, 0.2),
  hard_silu: hardSilu,
  hard_swish: hardSilu,
  mish: (graph, x) => multiply(graph, x, each(graph, 'Tanh', each(graph, 'Softplus', x))),
  gelu,
};

export const activationOf = (name: string): Activation | undefined =>
  Object.hasOwn(activations, name) ? activations[name] : undefined;

/** `x` from `threshold` to `max`, `slope · (x − threshold)` below: Keras's ReLU. */
export function bent(graph: GraphBuilder, x: Value, max: number | null, slope: number, threshold: number): Value {
  if (threshold === 0 && slope === 0) return max === null ? each(graph, 'Relu', x) : clipped(graph, x, 0, max);
  if (threshold === 0 && max === null) return leaky(graph, x, slope);
  const zero = graph.number(0);
  const passed = threshold === 0 ? each(graph, 'Relu', x) : fromThreshold(graph, x, threshold);
  const positive = max === null ? passed : pairwise(graph, 'Min', passed, graph.number(max));
  if (slope === 0) return positive;
  const under = pairwise(graph, 'Min', subtract(graph, x, graph.number(threshold)), zero);
  return add(graph, positive, times(graph, under, slope));
}

function fromThreshold(graph: GraphBuilder, x: Value, threshold: number): Value {
  const said = { dims: x.dims, layout: x.layout };
  const isAbove = graph.run('GreaterOrEqual', [x, graph.number(threshold)], said);
  return graph.run('Where', [isAbove, x, graph.number(0)], said);
}
