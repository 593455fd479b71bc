import type { OnnxNode } from '../../model.ts';
import type { At, Operator, Operators } from '../at.ts';
import { type Draft, ownerOf, scopeOf } from '../reading.ts';
import { asFloats, type Flow, transposed } from '../values.ts';

/** Layers of Keras with an activation of their own, which comes last. */
const activated = /^(Dense|(Depthwise|Separable)?Conv\dD(Transpose)?)$/;

/** The layer that a value comes from, where nothing else reads it and it has no activation yet. */
export function openLayer({ reading, node }: At, x: Flow): Draft | null {
  const draft = reading.drafts.get(x.layer);
  const input = node.inputs.find((name) => reading.flow(name)?.layer === x.layer);
  if (!draft || input === undefined || draft.config.activation !== undefined) return null;
  return reading.only(input) || onlyThrough(reading, input, node) ? draft : null;
}

/** Whether all that reads a value are nodes of one pattern, which another has taken over. */
const onlyThrough = (reading: At['reading'], input: string, node: OnnxNode): boolean =>
  !reading.isEnd(input) && reading.usersOf(input).every((user) => user === node || reading.done.has(user));

/** A function of each number by Keras's name: of the layer before it where both were one, else a layer of its own. */
export function curve(at: At, x: Flow, name: string, positive = false): Flow {
  const { reading, node } = at;
  const before = openLayer(at, x);
  const scope = scopeOf(node);
  if (before && scope !== '' && scope === before.scope && activated.test(before.className)) {
    before.config.activation = name;
    return { ...x, positive };
  }
  return reading.same(x, { className: 'Activation', config: { activation: name }, node }, positive);
}

const named =
  (name: string, positive = false): Operator =>
  (at) => {
    const x = at.flow(0);
    return x && curve(at, x, name, positive || (name === 'linear' && x.positive));
  };

/** One whose constants Keras's function of this name has. */
const fixed =
  (name: string, constants: Readonly<Record<string, readonly [standard: number, wanted: number]>>, positive = false) =>
  (at: At): Flow | null => {
    const fits = Object.entries(constants).every(
      ([key, [standard, wanted]]) => Math.abs(at.float(key, standard) - wanted) < 1e-6,
    );
    const x = at.flow(0);
    return x && fits ? curve(at, x, name, positive) : null;
  };

const leakyRelu: Operator = (at) => {
  const x = at.flow(0);
  const slope = at.float('alpha', 0.01);
  return x && at.reading.same(x, { className: 'LeakyReLU', config: { negative_slope: slope }, node: at.node });
};

const elu: Operator = (at) => {
  const x = at.flow(0);
  const alpha = at.float('alpha', 1);
  if (!x) return null;
  return alpha === 1 ? curve(at, x, 'elu') : at.reading.same(x, { className: 'ELU', config: { alpha }, node: at.node });
};

const clip: Operator = (at) => {
  const x = at.flow(0);
  const least = at.constant(1)?.values[0] ?? at.float('min', Number.NEGATIVE_INFINITY);
  const most = at.constant(2)?.values[0] ?? at.float('max', Number.POSITIVE_INFINITY);
  if (!x || least !== 0 || (at.has(1) && !at.constant(1)) || (at.has(2) && !at.constant(2))) return null;
  if (most === 6) return curve(at, x, 'relu6', true);
  if (most > 1e38) return curve(at, x, 'relu', true);
  return at.reading.same(x, { className: 'ReLU', config: { max_value: most }, node: at.node }, true);
};

/** Along one axis, which must be the last of Keras's. */
const alongLast =
  (name: 'softmax' | 'log_softmax'): Operator =>
  (at) => {
    const x = at.flow(0);
    const rank = x?.order?.length ?? 0;
    const isOlder = at.reading.opset < 13;
    const axis = at.int('axis', isOlder ? 1 : -1);
    const own = axis < 0 ? axis + rank : axis;
    // Before version 13 all axes from this one on were one.
    if (!x?.dims || !x.order || x.columns || (isOlder && own !== rank - 1)) return null;
    if (x.order[own] !== x.dims.length - 1 || x.dims.length < 2) return null;
    return curve(at, x, name, name === 'softmax');
  };

const prelu: Operator = (at) => {
  const { reading, node } = at;
  const [x, slope] = [at.flow(0), at.constant(1)];
  if (!x?.order || !x.dims || !slope || x.columns || x.order.includes(null)) return null;
  const rank = x.order.length;
  const sizes = [...Array.from({ length: rank - slope.dims.length }, () => 1), ...slope.dims];
  if (sizes.length !== rank || sizes[0] !== 1) return null;
  // In Keras's order, without the batch.
  const order = x.dims.map((_, axis) => x.order?.indexOf(axis) ?? 0).slice(1);
  const alpha = transposed(asFloats(slope), sizes, [0, ...order]);
  const shared = order.flatMap((from, i) => ((sizes[from] ?? 1) === 1 ? i + 1 : []));
  const fits = order.every((from, i) => [1, x.dims?.[i + 1]].includes(sizes[from] ?? 1));
  const owner = ownerOf(slope);
  if (!fits) return null;
  return reading.same(x, {
    className: 'PReLU',
    config: shared.length > 0 ? { shared_axes: shared } : {},
    weights: { alpha },
    ...(owner === undefined ? {} : { name: owner }),
    node,
  });
};

const gelu: Operator = (at) => (at.text('approximate', 'none') === 'none' ? named('gelu')(at) : null);

export const activations: Operators = {
  Relu: named('relu', true),
  Sigmoid: named('sigmoid', true),
  Tanh: named('tanh'),
  Softplus: named('softplus', true),
  Softsign: named('softsign'),
  Exp: named('exponential', true),
  Mish: named('mish'),
  HardSwish: named('hard_silu'),
  Gelu: gelu,
  Swish: fixed('silu', { alpha: [1, 1] }),
  HardSigmoid: fixed('hard_sigmoid', { alpha: [0.2, 1 / 6], beta: [0.5, 0.5] }, true),
  Selu: fixed('selu', { alpha: [1.67326319, 1.67326324], gamma: [1.05070102, 1.05070099] }),
  LeakyRelu: leakyRelu,
  Elu: elu,
  Clip: clip,
  Softmax: alongLast('softmax'),
  LogSoftmax: alongLast('log_softmax'),
  PRelu: prelu,
};
