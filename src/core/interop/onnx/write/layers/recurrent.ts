import type { Shape } from '../../../../math/shape.ts';
import { type Config, innerLayer, type Weight } from '../../../lowering/config.ts';
import { given, isRefusal, type LoweredLayer, only, type Refusal } from '../../../lowering/layer.ts';
import type { RecurrentPart } from '../../own.ts';
import { concatenate, reduce } from '../arithmetic.ts';
import { type Emitter, refusedOption } from '../emitter.ts';
import { floats, type GraphBuilder, int, text, texts, type Value } from '../graph.ts';
import { scanned } from './steps.ts';

/** One direction in which a series is read. */
export interface Way {
  readonly weight: LoweredLayer<Value>['weight'];
  readonly backwards: boolean;
}

export interface Series {
  readonly className: string;
  readonly config: Config;
  readonly ways: readonly Way[];
  readonly units: number;
  readonly sequences: boolean;
}

/** An activation as the parameter of a recurrent operator. */
interface Curve {
  readonly name: string;
  readonly alpha?: number;
  readonly beta?: number;
}

/** Those that the operators know, by their Keras names. */
const curves: Readonly<Record<string, Curve>> = {
  linear: { name: 'Affine', alpha: 1, beta: 0 },
  relu: { name: 'Relu' },
  sigmoid: { name: 'Sigmoid' },
  tanh: { name: 'Tanh' },
  hard_sigmoid: { name: 'HardSigmoid', alpha: 1 / 6, beta: 0.5 },
  elu: { name: 'Elu', alpha: 1 },
  leaky_relu: { name: 'LeakyRelu', alpha: 0.2 },
  softsign: { name: 'Softsign' },
};

interface Kind {
  readonly opType: 'LSTM' | 'GRU' | 'RNN';
  /** Gates in ONNX's order by their places in Keras's: i, o, f, c out of i, f, c, o. */
  readonly gates: readonly number[];
  /** Which of Keras's two activations each function is. */
  readonly functions: readonly ('activation' | 'recurrent_activation')[];
}

const kinds: Readonly<Record<string, Kind>> = {
  LSTM: { opType: 'LSTM', gates: [0, 3, 1, 2], functions: ['recurrent_activation', 'activation', 'activation'] },
  GRU: { opType: 'GRU', gates: [0, 1, 2], functions: ['recurrent_activation', 'activation'] },
  SimpleRNN: { opType: 'RNN', gates: [0], functions: ['activation'] },
};

/** Those of Keras and of ONNX where nothing is said. */
const usual = { activation: 'tanh', recurrent_activation: 'sigmoid' } as const;

/** `[in, gates·units]` as `[gates·units, in]` with the gates in another order. */
function gateRows({ values }: Weight, units: number, gates: readonly number[]): Float32Array {
  const width = gates.length * units;
  const depth = values.length / width;
  const result = new Float32Array(values.length);
  for (const [place, gate] of gates.entries()) {
    for (let unit = 0; unit < units; unit++) {
      const row = (place * units + unit) * depth;
      for (let i = 0; i < depth; i++) result[row + i] = values[i * width + gate * units + unit] ?? 0;
    }
  }
  return result;
}

function chained(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** A weight of each direction, one after the other. */
function ofWays(
  graph: GraphBuilder,
  weights: readonly Weight[],
  name: string,
  dims: Shape,
  recurrent: RecurrentPart,
  make: Make,
): Value {
  const keys = weights.map(({ key }) => key);
  const wanted = weights.length === 1 ? (keys[0] ?? name) : `${graph.layer}/${name}`;
  return graph.known(`gates ${keys.join()} ${dims.join()}`, () =>
    graph.stored(
      keys.map((key, way) => ({ key, as: { recurrent, way } })),
      graph.tensor(wanted, [weights.length, ...dims], () => chained(weights.map(make))),
    ),
  );
}

type Make = (weight: Weight) => Float32Array;

/** `[batch, steps, ways, units]`, or without the steps, by an operator of ONNX. */
function native(graph: GraphBuilder, x: Value, kind: Kind, series: Series, functions: readonly Curve[]): Value {
  const { units, ways, config, sequences } = series;
  const [batch = 1, steps = 1, features = 1] = x.dims;
  const width = kind.gates.length * units;
  const weightsOf = (name: string): readonly Weight[] => ways.map((way) => given(way, name));
  const rows: Make = (weight) => gateRows(weight, units, kind.gates);
  const ofKernel: RecurrentPart = { operator: kind.opType, part: 'kernel' };
  const biases = ways.flatMap(({ weight }) => weight('bias') ?? []);
  const hasBoth = biases.some(({ values }) => values.length > width);
  const ofBias: RecurrentPart = { operator: kind.opType, part: hasBoth ? 'both' : 'bias' };
  const inputs = [
    graph.transpose(x, [1, 0, 2]),
    ofWays(graph, weightsOf('kernel'), 'kernel', [width, features], ofKernel, rows),
    ofWays(graph, weightsOf('recurrent_kernel'), 'recurrent_kernel', [width, units], ofKernel, rows),
    ...(biases.length > 0
      ? [ofWays(graph, biases, 'bias', [2 * width], ofBias, (bias) => twoBiases(bias, units, kind))]
      : []),
  ];
  const all = ways.flatMap(() => functions);
  const parameters = (name: 'alpha' | 'beta') => all.flatMap((curve) => curve[name] ?? []);
  // OpenCV refuses GRUs that say their activations.
  const isUsual = kind.functions.every((key, i) => functions[i] === curves[usual[key]]);
  const attributes = {
    hidden_size: int(units),
    direction: text(ways.length === 2 ? 'bidirectional' : ways[0]?.backwards ? 'reverse' : 'forward'),
    ...(isUsual ? {} : { activations: texts(all.map(({ name }) => name)) }),
    ...(parameters('alpha').length > 0 ? { activation_alpha: floats(parameters('alpha')) } : {}),
    ...(parameters('beta').length > 0 ? { activation_beta: floats(parameters('beta')) } : {}),
    ...(kind.opType === 'GRU' ? { linear_before_reset: int(config.reset_after === false ? 0 : 1) } : {}),
  };
  const whole = { dims: [steps, ways.length, batch, units] };
  const last = { dims: [ways.length, batch, units] };
  const outputs = graph.runMany(kind.opType, inputs, sequences ? [whole] : [null, last], attributes);
  const y = outputs.at(-1);
  if (y === undefined) throw new Error('no output');
  return graph.transpose(y, sequences ? [2, 0, 1, 3] : [1, 0, 2]);
}

/** ONNX adds one bias to the input and one to the state; Keras has the second where a GRU resets after its product. */
function twoBiases(bias: Weight, units: number, { gates }: Kind): Float32Array {
  const width = gates.length * units;
  const whole = new Float32Array(2 * width);
  for (const start of bias.values.length > width ? [0, width] : [0]) {
    const values = bias.values.subarray(start, start + width);
    whole.set(gateRows({ ...bias, values }, units, gates), start);
  }
  return whole;
}

/** One value `[batch, steps, ways, units]` or `[batch, ways, units]`; each way's in the order of time. */
function read(graph: GraphBuilder, x: Value, series: Series): Value | Refusal {
  const kind = Object.hasOwn(kinds, series.className) ? kinds[series.className] : undefined;
  if (kind === undefined) return refusedOption('layer', series.className);
  const names = kind.functions.map((key) => String(series.config[key] ?? usual[key]));
  const functions = names.flatMap((name) => (Object.hasOwn(curves, name) ? (curves[name] ?? []) : []));
  if (functions.length === names.length) return native(graph, x, kind, series, functions);
  const ways: Value[] = [];
  for (const way of series.ways) {
    const value = scanned(graph, x, series, way);
    if (isRefusal(value)) return value;
    const [, ...sizes] = value.dims;
    ways.push(graph.reshape(value, [...sizes.slice(0, -1), 1, series.units]));
  }
  return concatenate(graph, ways, series.sequences ? 2 : 1);
}

/** The last step first. */
function flipped(graph: GraphBuilder, x: Value): Value {
  const [, steps = 1] = x.dims;
  const places = [graph.ints([-1]), graph.ints([-steps - 1]), graph.ints([1]), graph.ints([-1])];
  return graph.run('Slice', [x, ...places], { dims: x.dims });
}

export const recurrent =
  (className: string): Emitter =>
  (graph, layer) => {
    const { config, weight } = layer;
    const backwards = config.go_backwards === true;
    const units = given(layer, 'recurrent_kernel').shape[0] ?? 1;
    const sequences = config.return_sequences === true;
    const x = graph.last(only(layer));
    const y = read(graph, x, { className, config, units, sequences, ways: [{ weight, backwards }] });
    if (isRefusal(y)) return y;
    const series = graph.reshape(y, layer.output);
    return backwards && sequences ? flipped(graph, series) : series;
  };

type Merge = (graph: GraphBuilder, y: Value, axis: number) => Value;

const merges: Readonly<Record<string, Merge>> = {
  concat: (_, y) => y,
  sum: (graph, y, axis) =>
    graph.run('ReduceSum', [y, graph.ints([axis])], {
      dims: y.dims.filter((_, i) => i !== axis),
      attributes: { keepdims: int(0) },
    }),
  mul: (graph, y, axis) => reduce(graph, 'ReduceProd', y, [axis], false),
  ave: (graph, y, axis) => reduce(graph, 'ReduceMean', y, [axis], false),
};

/** Two recurrent layers of one make; the second reads from the end, and its outputs are put back in the order of time. */
export const bidirectional: Emitter = (graph, layer) => {
  const inner = innerLayer(layer.config);
  const mode = String(layer.config.merge_mode ?? 'concat');
  const merge = Object.hasOwn(merges, mode) ? merges[mode] : undefined;
  if (inner === null || merge === undefined) return refusedOption('merge_mode', mode);
  const bare = inner.name.replace(/^forward_/, '');
  const way = (prefix: string, backwards: boolean): Way => ({
    backwards,
    weight: (name) => layer.weight(`${prefix}_${bare}/${name}`),
  });
  const ways = [way('forward', false), way('backward', true)];
  const sequences = inner.config.return_sequences === true;
  const units = given(ways[0] ?? layer, 'recurrent_kernel').shape[0] ?? 1;
  const { className, config } = inner;
  const y = read(graph, graph.last(only(layer)), { className, config, units, sequences, ways });
  return isRefusal(y) ? y : graph.reshape(merge(graph, y, sequences ? 2 : 1), layer.output);
};

/** One layer at each step, run once on all steps of the batch together. */
export const timeDistributed: Emitter = (graph, layer) => {
  const inner = innerLayer(layer.config);
  if (inner === null) return refusedOption('layer', layer.config.layer);
  const x = only(layer);
  const steps = graph.reshape(x, x.dims.slice(2));
  const y = layer.inner(inner.className, {
    ...layer,
    config: inner.config,
    inputs: [steps],
    output: layer.output.slice(1),
  });
  return isRefusal(y) ? y : graph.reshape(y, layer.output);
};
