import type { Weight } from '../../../lowering/config.ts';
import { given, type Refusal } from '../../../lowering/layer.ts';
import { activationOf } from '../activations.ts';
import { add, each, multiply, subtract } from '../arithmetic.ts';
import { refusedOption } from '../emitter.ts';
import { type GraphBuilder, int, ints, type Value } from '../graph.ts';
import { weighed } from './convolution.ts';
import type { Series, Way } from './recurrent.ts';

interface Cell {
  readonly graph: GraphBuilder;
  readonly units: number;
  readonly curve: (x: Value) => Value;
  readonly gate: (x: Value) => Value;
  readonly recurrent: Weight;
  /** Of a GRU that resets after its product. */
  readonly innerBias: Weight | undefined;
}

/** One step: `x` is the input's projection with its bias, `[batch, gates · units]`; the first state is what is put out. */
type Step = (cell: Cell, x: Value, states: readonly Value[]) => readonly Value[];

interface Kind {
  readonly gates: number;
  readonly states: number;
  readonly step: Step;
}

const throughState = ({ graph, recurrent, innerBias }: Cell, h: Value): Value =>
  weighed(graph, h, recurrent, innerBias);

/** Runs of columns, so many units wide each. */
const columns = ({ graph, units }: Cell, x: Value, widths: readonly number[]): readonly Value[] =>
  graph.runMany(
    'Split',
    [x, graph.ints(widths.map((width) => width * units))],
    widths.map((width) => ({ dims: [x.dims[0] ?? 1, width * units] })),
    { axis: int(1) },
  );

/** `h ← f(x + h·R)` */
const simpleStep: Step = (cell, x, [h = x]) => [cell.curve(add(cell.graph, x, throughState(cell, h)))];

/** `c ← f·c + i·g`, `h ← o·act(c)`; columns in Keras's order i, f, c, o. */
const lstmStep: Step = (cell, x, [h = x, c = x]) => {
  const { graph, curve, gate } = cell;
  const [i = x, f = x, g = x, o = x] = columns(cell, add(graph, x, throughState(cell, h)), [1, 1, 1, 1]);
  const next = add(graph, multiply(graph, gate(f), c), multiply(graph, gate(i), curve(g)));
  return [multiply(graph, gate(o), curve(next)), next];
};

/** `h ← z·h + (1 − z)·g`: other forms of it lose `h` where `g` is far larger. */
const blend = (graph: GraphBuilder, z: Value, h: Value, g: Value): Value =>
  add(graph, multiply(graph, z, h), multiply(graph, subtract(graph, graph.number(1), z), g));

/** `g ← act(x_h + r·(h·R_h + b))`; columns in Keras's order z, r, h. */
const gruStep: Step = (cell, x, [h = x]) => {
  const { graph, curve, gate } = cell;
  const [xz = x, xr = x, xh = x] = columns(cell, x, [1, 1, 1]);
  const [hz = x, hr = x, hh = x] = columns(cell, throughState(cell, h), [1, 1, 1]);
  const z = gate(add(graph, xz, hz));
  const r = gate(add(graph, xr, hr));
  return [blend(graph, z, h, curve(add(graph, xh, multiply(graph, r, hh))))];
};

/** `g ← act(x_h + (r·h)·R_h)`: the state is reset before its product. */
const gruStepResetBefore: Step = (cell, x, [h = x]) => {
  const { graph, curve, gate, units, recurrent } = cell;
  const [xz = x, xr = x, xh = x] = columns(cell, x, [1, 1, 1]);
  const whole = { ...graph.weight(recurrent), dims: [units, 3 * units] };
  const [gates = whole, candidate = whole] = columns(cell, whole, [2, 1]);
  const through = (state: Value, kernel: Value, width: number): Value =>
    graph.run('MatMul', [state, kernel], { dims: [state.dims[0] ?? 1, width * units] });
  const [hz = x, hr = x] = columns(cell, through(h, gates, 2), [1, 1]);
  const z = gate(add(graph, xz, hz));
  const r = gate(add(graph, xr, hr));
  const reset = through(multiply(graph, r, h), candidate, 1);
  return [blend(graph, z, h, curve(add(graph, xh, reset)))];
};

const simple: Kind = { gates: 1, states: 1, step: simpleStep };
const lstm: Kind = { gates: 4, states: 2, step: lstmStep };
const gru: Kind = { gates: 3, states: 1, step: gruStep };
const gruResetBefore: Kind = { gates: 3, states: 1, step: gruStepResetBefore };

function kindOf({ className, config }: Series): Kind {
  if (className === 'GRU') return config.reset_after === false ? gruResetBefore : gru;
  return className === 'LSTM' ? lstm : simple;
}

/** Zeros `[batch, units]`. */
function zeros(graph: GraphBuilder, x: Value, units: number): Value {
  const batch = graph.run('Shape', [x], { dims: [1], attributes: { start: int(0), end: int(1) } });
  const sizes = graph.run('Concat', [batch, graph.ints([units])], { dims: [2], attributes: { axis: int(0) } });
  return graph.run('ConstantOfShape', [sizes], { dims: [x.dims[0] ?? 1, units] });
}

/**
 * A series read by a graph of one step, for activations that the recurrent operators do not have: `[batch, steps, units]`
 * in the order of time, or the last state.
 */
export function scanned(graph: GraphBuilder, x: Value, series: Series, way: Way): Value | Refusal {
  const { config, units, sequences } = series;
  const kind = kindOf(series);
  const names = [String(config.activation ?? 'tanh'), String(config.recurrent_activation ?? 'sigmoid')];
  const [curve, gate] = names.map(activationOf);
  if (!curve || !gate) return refusedOption('activation', names.join(', '));
  const [batch = 1, steps = 1] = x.dims;
  const width = kind.gates * units;
  const bias = way.weight('bias');
  const part = (name: string, from: number): Weight | undefined =>
    bias && {
      key: bias.values.length > width ? `${bias.key}/${name}` : bias.key,
      shape: [width],
      values: bias.values.subarray(from, from + width),
    };
  const projected = weighed(graph, x, given(way, 'kernel'), part('input', 0));
  const cell: Cell = {
    graph,
    units,
    curve: (value) => curve(graph, value),
    gate: (value) => gate(graph, value),
    recurrent: given(way, 'recurrent_kernel'),
    innerBias: kind === gru ? part('state', width) : undefined,
  };
  const start = zeros(graph, x, units);
  const own = (name: string, size: number): Value => ({
    name: graph.unique(`${graph.layer}/${name}`),
    dims: [batch, size],
    layout: 'last',
  });
  const states = Array.from({ length: kind.states }, (_, i) => own(i === 0 ? 'state' : 'memory', units));
  const element = own('step', width);
  const body = graph.inside(`${graph.layer}/body`, [...states, element], () => {
    const next = kind.step(cell, element, states).map((state) => each(graph, 'Identity', state));
    return [...next, ...next.slice(0, 1).map((state) => each(graph, 'Identity', state))];
  });
  const towards = ints([1]);
  const final = states.map(() => ({ dims: [batch, units] }));
  const outputs = graph.runMany(
    'Scan',
    [...states.map(() => start), graph.transpose(projected, [1, 0, 2])],
    [...final, { dims: [steps, batch, units] }],
    {
      body: { type: 'graph', value: body },
      num_scan_inputs: int(1),
      ...(way.backwards ? { scan_input_directions: towards, scan_output_directions: towards } : {}),
    },
  );
  const [last = start] = outputs;
  return sequences ? graph.transpose(outputs.at(-1) ?? start, [1, 0, 2]) : last;
}
