import { add, each, multiply, pairwise, plus, softmax, subtract, times } from './arithmetic.ts';
import { byte, float } from './flatbuffer.ts';
import type { GraphBuilder, Value } from './graph.ts';

type Activation = (graph: GraphBuilder, x: Value) => Value;

export const leaky = (graph: GraphBuilder, x: Value, slope: number): Value =>
  graph.run('LEAKY_RELU', [x], x.dims, [float(slope)]);

export const below0 = (graph: GraphBuilder, x: Value): Value => pairwise(graph, 'MINIMUM', x, graph.number(0));

/** ELU with its part below 0 scaled, and all of it: TFLite's has a scale of 1. */
export const scaledElu = (graph: GraphBuilder, x: Value, alpha: number, scale = 1): Value =>
  add(
    graph,
    times(graph, each(graph, 'RELU', x), scale),
    times(graph, each(graph, 'ELU', below0(graph, x)), alpha * scale),
  );

/** Constants of SELU. Klambauer et al. 2017, section 2. */
const seluAlpha = 1.6732632423543772;
const seluScale = 1.0507009873554805;

/** `log(1 + eˣ)` as `max(x, 0) + log(1 + e^−|x|)`, which holds for large x. */
const softplus: Activation = (graph, x) => {
  const small = each(graph, 'EXP', each(graph, 'NEG', each(graph, 'ABS', x)));
  return add(graph, each(graph, 'RELU', x), each(graph, 'LOG', plus(graph, small, 1)));
};

const silu: Activation = (graph, x) => multiply(graph, x, each(graph, 'LOGISTIC', x));
const hardSilu: Activation = (graph, x) => each(graph, 'HARD_SWISH', x);

/** Keras's activations by their Keras names, with Keras 3's constants. */
const activations: Readonly<Record<string, Activation>> = {
  linear: (_, x) => x,
  relu: (graph, x) => each(graph, 'RELU', x),
  relu6: (graph, x) => each(graph, 'RELU6', x),
  elu: (graph, x) => each(graph, 'ELU', x),
  selu: (graph, x) => scaledElu(graph, x, seluAlpha, seluScale),
  sigmoid: (graph, x) => each(graph, 'LOGISTIC', x),
  hard_sigmoid: (graph, x) => times(graph, each(graph, 'RELU6', plus(graph, x, 3)), 1 / 6),
  tanh: (graph, x) => each(graph, 'TANH', x),
  softmax: (graph, x) => softmax(graph, x),
  log_softmax: (graph, x) => each(graph, 'LOG_SOFTMAX', x),
  softplus,
  softsign: (graph, x) => pairwise(graph, 'DIV', x, plus(graph, each(graph, 'ABS', x), 1)),
  exponential: (graph, x) => each(graph, 'EXP', x),
  silu,
  swish: silu,
  leaky_relu: (graph, x) => leaky(graph, x, 0.2),
  hard_silu: hardSilu,
  hard_swish: hardSilu,
  mish: (graph, x) => multiply(graph, x, each(graph, 'TANH', softplus(graph, x))),
  gelu: (graph, x) => graph.run('GELU', [x], x.dims, [byte(0)]),
};

export const activationOf = (name: string): Activation | undefined =>
  Object.hasOwn(activations, name) ? activations[name] : undefined;

/** `x` from `threshold` to `max`, `slope · (x − threshold)` below: Keras's ReLU. */
export function bent(graph: GraphBuilder, x: Value, max: number | null, slope: number, threshold: number): Value {
  if (slope === 0 && threshold === 0 && max === 6) return each(graph, 'RELU6', x);
  const passed = threshold === 0 ? each(graph, 'RELU', x) : fromThreshold(graph, x, threshold);
  const positive = max === null ? passed : pairwise(graph, 'MINIMUM', passed, graph.number(max));
  if (slope === 0) return positive;
  const under = below0(graph, threshold === 0 ? x : subtract(graph, x, graph.number(threshold)));
  return add(graph, positive, times(graph, under, slope));
}

function fromThreshold(graph: GraphBuilder, x: Value, threshold: number): Value {
  const isAbove = graph.run('GREATER_EQUAL', [x, graph.number(threshold)], x.dims, [], 'bool');
  return multiply(graph, x, graph.run('CAST', [isAbove], x.dims, [byte(6), byte(0)]));
}
