import type { Shape } from '../../../math/shape.ts';
import { type Config, innerLayer, type Weight } from '../../lowering/config.ts';
import { given, isRefusal, only, type Refusal } from '../../lowering/layer.ts';
import { activationOf } from '../activations.ts';
import { add, concatenate, multiply, subtract, times } from '../arithmetic.ts';
import { type Emitter, type Layer, refusedOption } from '../emitter.ts';
import { int } from '../flatbuffer.ts';
import type { GraphBuilder, Value } from '../graph.ts';
import { fullyConnected } from './convolution.ts';
import { asRows } from './kernels.ts';

/** Steps are written one after another: a longer series would make a file of tens of thousands of operators. */
const mostSteps = 256;

type Curve = (x: Value) => Value;

interface Cell {
  readonly graph: GraphBuilder;
  readonly units: number;
  readonly curve: Curve;
  readonly gate: Curve;
  readonly recurrent: Weight;
  /** Of a GRU that resets after its product. */
  readonly innerBias: Float32Array | null;
}

/** One step: `x` is the input's projection with its bias, `[batch, gates · units]`; the first state is what is put out. */
type Step = (cell: Cell, x: Value, states: readonly Value[]) => readonly Value[];

interface Kind {
  readonly gates: number;
  readonly states: number;
  readonly step: Step;
}

const throughState = ({ graph, units, recurrent, innerBias }: Cell, h: Value, gates: number): Value =>
  fullyConnected(graph, h, { kernel: asRows(recurrent, units, gates * units), bias: innerBias }, gates * units);

/** `h ← f(x + h·R)` */
const simpleStep: Step = (cell, x, [h = x]) => [cell.curve(add(cell.graph, x, throughState(cell, h, 1)))];

/** `c ← f·c + i·g`, `h ← o·act(c)`; columns in Keras's order i, f, c, o. */
const lstmStep: Step = (cell, x, [h = x, c = x]) => {
  const { graph, curve, gate } = cell;
  const [i = x, f = x, g = x, o = x] = graph.split(add(graph, x, throughState(cell, h, 4)), 4, 1);
  const next = add(graph, multiply(graph, gate(f), c), multiply(graph, gate(i), curve(g)));
  return [multiply(graph, gate(o), curve(next)), next];
};

/** `h ← z·h + (1 − z)·g`: other forms of it lose `h` where `g` is far larger. */
const blend = (graph: GraphBuilder, z: Value, h: Value, g: Value): Value =>
  add(graph, multiply(graph, z, h), multiply(graph, subtract(graph, graph.number(1), z), g));

/** `g ← act(x_h + r·(h·R_h + b))`; columns in Keras's order z, r, h. */
const gruStep: Step = (cell, x, [h = x]) => {
  const { graph, curve, gate } = cell;
  const [xz = x, xr = x, xh = x] = graph.split(x, 3, 1);
  const [hz = x, hr = x, hh = x] = graph.split(throughState(cell, h, 3), 3, 1);
  const z = gate(add(graph, xz, hz));
  const r = gate(add(graph, xr, hr));
  return [blend(graph, z, h, curve(add(graph, xh, multiply(graph, r, hh))))];
};

/** `g ← act(x_h + (r·h)·R_h)`: the state is reset before its product. */
const gruStepResetBefore: Step = (cell, x, [h = x]) => {
  const { graph, curve, gate, units, recurrent } = cell;
  const columns = (from: number, to: number): Weight => ({
    key: `${recurrent.key} columns ${from} to ${to}`,
    shape: [units, to - from],
    values: recurrent.values.filter((_, i) => i % (3 * units) >= from && i % (3 * units) < to),
  });
  const [xz = x, xr = x, xh = x] = graph.split(x, 3, 1);
  const gates = throughState({ ...cell, recurrent: columns(0, 2 * units) }, h, 2);
  const [hz = x, hr = x] = graph.split(gates, 2, 1);
  const z = gate(add(graph, xz, hz));
  const r = gate(add(graph, xr, hr));
  const reset = throughState({ ...cell, recurrent: columns(2 * units, 3 * units) }, multiply(graph, r, h), 1);
  return [blend(graph, z, h, curve(add(graph, xh, reset)))];
};

const simple: Kind = { gates: 1, states: 1, step: simpleStep };
const lstm: Kind = { gates: 4, states: 2, step: lstmStep };
const gru: Kind = { gates: 3, states: 1, step: gruStep };
const gruResetBefore: Kind = { gates: 3, states: 1, step: gruStepResetBefore };

function kindOf(className: string, config: Config): Kind | undefined {
  if (className === 'GRU') return config.reset_after === false ? gruResetBefore : gru;
  return className === 'LSTM' ? lstm : className === 'SimpleRNN' ? simple : undefined;
}

interface Series {
  readonly config: Config;
  readonly output: Shape;
  readonly weight: Layer['weight'];
  readonly backwards: boolean;
  /** Puts the outputs in the opposite order: those of a layer that goes backwards, in the order of time. */
  readonly flipped: boolean;
}

/** Every step as operators of its own: the only way of saying it for any batch and any activation. */
function unrolled(graph: GraphBuilder, x: Value, className: string, series: Series): Value | Refusal {
  const { config } = series;
  const kind = kindOf(className, config);
  if (kind === undefined) return refusedOption('layer', className);
  const [, steps = 1, features = 1] = x.dims;
  if (steps > mostSteps) return { code: 'export.tflite.steps', values: { steps, most: mostSteps } };
  const names = [String(config.activation ?? 'tanh'), String(config.recurrent_activation ?? 'sigmoid')];
  const [curve, gate] = names.map(activationOf);
  if (!curve || !gate) return refusedOption('activation', names.join(', '));
  const recurrent = given(series, 'recurrent_kernel');
  const kernel = given(series, 'kernel');
  const units = recurrent.shape[0] ?? 1;
  const width = kind.gates * units;
  const bias = series.weight('bias');
  const twoBiases = kind === gru && bias !== undefined;
  const cell: Cell = {
    graph,
    units,
    curve: (value) => curve(graph, value),
    gate: (value) => gate(graph, value),
    recurrent,
    innerBias: twoBiases ? bias.values.subarray(width) : null,
  };
  const linear = { kernel: asRows(kernel, features, width), bias: bias?.values.subarray(0, width) ?? null };
  const projected = fullyConnected(graph, x, linear, width);
  const batch = x.dims[0] ?? 1;
  const inputs = graph.runMany('UNPACK', [projected], steps, [batch, width], [int(steps), int(1)]);
  if (series.backwards) inputs.reverse();
  const [first = projected] = inputs;
  // The batch is not known: zeros of its size are a part of the input times 0.
  const [part = first] = graph.split(first, kind.gates, 1);
  const zeros = times(graph, part, 0);
  let states: readonly Value[] = Array.from({ length: kind.states }, () => zeros);
  const outputs = inputs.map((input) => {
    states = kind.step(cell, input, states);
    return states[0] ?? zeros;
  });
  if (config.return_sequences !== true) return outputs.at(-1) ?? zeros;
  if (series.flipped) outputs.reverse();
  return graph.run('PACK', outputs, [batch, ...series.output.slice(0, 1), units], [int(steps), int(1)]);
}

export const recurrent =
  (className: string): Emitter =>
  (graph, layer) =>
    unrolled(graph, only(layer), className, {
      ...layer,
      backwards: layer.config.go_backwards === true,
      flipped: false,
    });

type Merge = (graph: GraphBuilder, a: Value, b: Value) => Value;

const merges: Readonly<Record<string, Merge>> = {
  concat: (graph, a, b) => concatenate(graph, [a, b], a.dims.length - 1),
  sum: add,
  mul: multiply,
  ave: (graph, a, b) => times(graph, add(graph, a, b), 0.5),
};

/** Two recurrent layers of one make; the second reads from the end, and its outputs are put back in the order of time. */
export const bidirectional: Emitter = (graph, layer) => {
  const inner = innerLayer(layer.config);
  const mode = String(layer.config.merge_mode ?? 'concat');
  const merge = Object.hasOwn(merges, mode) ? merges[mode] : undefined;
  if (inner === null || merge === undefined) return refusedOption('merge_mode', mode);
  const bare = inner.name.replace(/^forward_/, '');
  const way = (prefix: string, backwards: boolean): Value | Refusal =>
    unrolled(graph, only(layer), inner.className, {
      config: inner.config,
      output: layer.output,
      weight: (name) => layer.weight(`${prefix}_${bare}/${name}`),
      backwards,
      flipped: backwards,
    });
  const [forwards, backwards] = [way('forward', false), way('backward', true)];
  if (isRefusal(forwards)) return forwards;
  return isRefusal(backwards) ? backwards : merge(graph, forwards, backwards);
};

/** One layer at each step, run once on all steps of the batch together. */
export const timeDistributed: Emitter = (graph, layer) => {
  const inner = innerLayer(layer.config);
  if (inner === null) return refusedOption('layer', layer.config.layer);
  const x = only(layer);
  const steps = graph.copy(x, x.dims.slice(2));
  const y = layer.inner(inner.className, {
    ...layer,
    config: inner.config,
    inputs: [steps],
    output: layer.output.slice(1),
  });
  return isRefusal(y) ? y : graph.copy(y, layer.output);
};
