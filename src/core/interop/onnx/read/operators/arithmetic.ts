import type { At, Operator, Operators } from '../at.ts';
import { asFloats, type Constant, type Flow } from '../values.ts';
import { openLayer } from './activation.ts';

const size = ({ dims }: Constant): number => dims.reduce((all, one) => all * one, 1);

/** The one axis of the ONNX value along which a constant has a number for each place; `null` where it is none, or several. */
function axisOf(constant: Constant, rank: number): number | null {
  const before = rank - constant.dims.length;
  if (before < 0) return null;
  const long = constant.dims.flatMap((one, i) => (one === 1 ? [] : i + before));
  const [only] = long;
  return long.length === 1 && only !== undefined ? only : null;
}

/** A number for each channel, in Keras's order; `null` where the constant is something else. */
export function forChannels(x: Flow, constant: Constant): Float32Array | null {
  if (!x.order || !x.dims) return null;
  const axis = axisOf(constant, x.order.length);
  const channels = x.dims.at(-1);
  if (axis === null || x.order[axis] !== x.dims.length - 1 || size(constant) !== channels) return null;
  const values = asFloats(constant);
  if (!x.columns) return values;
  const moved = new Float32Array(values.length);
  x.columns.forEach((column, i) => {
    moved[column] = values[i] ?? 0;
  });
  return moved;
}

/** Layers that can add a number to each channel. */
const canAdd = /^(Dense|(Depthwise|Separable)?Conv\dD(Transpose)?)$/;

/** The layer before it takes a constant as its bias, where it has none and nothing else reads what it puts out. */
function asBias(at: At, x: Flow, constant: Constant): Flow | null {
  const before = openLayer(at, x);
  const values = size(constant) === 1 && x.dims?.at(-1) === 1 ? asFloats(constant) : forChannels(x, constant);
  if (!before || !values || !canAdd.test(before.className) || before.config.use_bias !== false) return null;
  before.config.use_bias = true;
  before.weights.set('bias', values);
  return { ...x, positive: false };
}

const rescaled = (at: At, x: Flow, scale: number, offset: number): Flow =>
  at.reading.same(x, { className: 'Rescaling', config: { scale, offset }, node: at.node });

/** `(x − mean) / √variance` for each channel. */
function normalized(at: At, x: Flow, mean: Float32Array, factor: Float32Array): Flow | null {
  // A deviation is above 0.
  if (x.columns || factor.some((value) => !(value > 0))) return null;
  const config = { axis: -1, mean: [...mean], variance: Array.from(factor, (value) => 1 / (value * value)) };
  return at.reading.same(x, { className: 'Normalization', config, node: at.node });
}

type Pairwise = 'Add' | 'Sub' | 'Mul' | 'Div';

const layers: Readonly<Record<Pairwise, string | null>> = { Add: 'Add', Sub: 'Subtract', Mul: 'Multiply', Div: null };

/** A value with a constant, in this order or the other. */
function withConstant(at: At, x: Flow, constant: Constant, opType: Pairwise, isFirst: boolean): Flow | null {
  const bias = opType === 'Add' ? asBias(at, x, constant) : null;
  if (bias) return bias;
  if (size(constant) === 1) {
    const value = constant.values[0] ?? 0;
    if ((constant.dims.length > (x.order?.length ?? 0) && x.order) || !Number.isFinite(value)) return null;
    if (opType === 'Add') return value === 0 ? x : rescaled(at, x, 1, value);
    if (opType === 'Mul') return value === 1 ? x : rescaled(at, x, value, 0);
    if (opType === 'Sub') return isFirst ? rescaled(at, x, 1, -value) : rescaled(at, x, -1, value);
    return isFirst && value !== 0 ? (value === 1 ? x : rescaled(at, x, 1 / value, 0)) : null;
  }
  const values = forChannels(x, constant);
  if (!values || x.columns) return null;
  const [zeros, ones] = [new Float32Array(values.length), new Float32Array(values.length).fill(1)];
  if (opType === 'Add')
    return normalized(
      at,
      x,
      values.map((value) => -value),
      ones,
    );
  if (opType === 'Sub' && isFirst) return normalized(at, x, values, ones);
  if (opType === 'Mul') return normalized(at, x, zeros, values);
  return opType === 'Div' && isFirst
    ? normalized(
        at,
        x,
        zeros,
        values.map((value) => 1 / value),
      )
    : null;
}

/** Sizes of two values of one order: each 1, or the same. */
function broadcast(a: Flow, b: Flow): Flow['dims'] {
  if (!a.dims || !b.dims || a.dims.length !== b.dims.length) return null;
  return a.dims.map((one, axis) => {
    const other = b.dims?.[axis] ?? null;
    return one === 1 ? other : other === 1 ? one : (one ?? other);
  });
}

/** Two values or more by one of Keras's layers that merge. */
function merged(at: At, className: string, flows: readonly (Flow | null)[], positive: boolean): Flow | null {
  const { reading, node } = at;
  const [first] = flows;
  if (!first) return null;
  const inputs: Flow[] = [first];
  for (const flow of flows.slice(1)) {
    const same = flow && reading.aligned(flow, first, node);
    if (!same) return null;
    inputs.push(same);
  }
  const dims = inputs.reduce<Flow['dims']>((all, one) => broadcast({ ...first, dims: all }, one), first.dims);
  if (!dims) return null;
  const layer = reading.emit({ className, inputs, node });
  return { ...first, layer, dims, positive };
}

const all = ({ reading, node }: At): readonly (Flow | null)[] => node.inputs.map((name) => reading.flow(name));

const pairwise =
  (opType: Pairwise): Operator =>
  (at) => {
    const [a, b] = [at.flow(0), at.flow(1)];
    const [left, right] = [at.constant(0), at.constant(1)];
    if (a && right) return withConstant(at, a, right, opType, true);
    if (b && left) return withConstant(at, b, left, opType, false);
    const className = layers[opType];
    const positive = a?.positive === true && b?.positive === true && opType !== 'Sub';
    return a && b && className ? merged(at, className, [a, b], positive) : null;
  };

const several =
  (className: string): Operator =>
  (at) => {
    const flows = all(at);
    if (flows.length === 1 && flows[0]) return flows[0];
    return merged(
      at,
      className,
      flows,
      flows.every((one) => one?.positive === true),
    );
  };

export const arithmetic: Operators = {
  Add: pairwise('Add'),
  Sub: pairwise('Sub'),
  Mul: pairwise('Mul'),
  Div: pairwise('Div'),
  Sum: several('Add'),
  Mean: several('Average'),
  Max: several('Maximum'),
  Min: several('Minimum'),
};
