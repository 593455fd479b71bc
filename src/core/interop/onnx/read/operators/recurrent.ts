import type { At, Operator, Operators } from '../at.ts';
import { ownerOf } from '../reading.ts';
import type { Constant, Flow } from '../values.ts';
import { skip } from './reshaping.ts';

interface Kind {
  readonly className: string;
  /** Of Keras's gates, in their order, the places in ONNX's: i, f, c, o out of i, o, f, c. */
  readonly gates: readonly number[];
  /** What each function is to Keras. */
  readonly functions: readonly ('activation' | 'recurrent_activation')[];
}

const kinds: Readonly<Record<string, Kind>> = {
  LSTM: { className: 'LSTM', gates: [0, 2, 3, 1], functions: ['recurrent_activation', 'activation', 'activation'] },
  GRU: { className: 'GRU', gates: [0, 1, 2], functions: ['recurrent_activation', 'activation'] },
  RNN: { className: 'SimpleRNN', gates: [0], functions: ['activation'] },
};

/** Of Keras's gates, in their order, the places in ONNX's. */
export const recurrentGates = (operator: 'LSTM' | 'GRU' | 'RNN'): readonly number[] => kinds[operator]?.gates ?? [];

/** Keras's functions by the names of ONNX, where no number of theirs is another than Keras's. */
const curves: Readonly<Record<string, string>> = {
  Tanh: 'tanh',
  Sigmoid: 'sigmoid',
  Relu: 'relu',
  Softsign: 'softsign',
  Softplus: 'softplus',
};

/** Those with numbers, in the order in which a node lists them. */
const numbered: Readonly<Record<string, { readonly name: string; readonly alpha: number; readonly beta?: number }>> = {
  Affine: { name: 'linear', alpha: 1, beta: 0 },
  HardSigmoid: { name: 'hard_sigmoid', alpha: 1 / 6, beta: 0.5 },
  Elu: { name: 'elu', alpha: 1 },
  LeakyRelu: { name: 'leaky_relu', alpha: 0.2 },
};

/** Names of Keras's functions; `null` where there is none of these numbers. */
function functionsOf(at: At, { functions }: Kind, ways: number): readonly string[] | null {
  const given = at.node.attributes.get('activations');
  const usual = functions.map((use) => (use === 'activation' ? 'Tanh' : 'Sigmoid'));
  const names = given?.type === 'strings' ? given.value : [...usual, ...(ways === 2 ? usual : [])];
  const lists = { alpha: [...listOf(at, 'activation_alpha')], beta: [...listOf(at, 'activation_beta')] };
  const found = names.map((name) => {
    if (curves[name]) return curves[name];
    const one = numbered[name];
    const alpha = lists.alpha.shift();
    const beta = one?.beta === undefined ? undefined : lists.beta.shift();
    const fits = one && near(alpha, one.alpha) && (one.beta === undefined || near(beta, one.beta));
    return fits ? one.name : null;
  });
  const known = found.filter((name): name is string => name !== null);
  if (known.length !== functions.length * ways) return null;
  const own = known.slice(0, functions.length);
  return known.every((name, i) => name === own[i % functions.length]) ? own : null;
}

const listOf = ({ node }: At, name: string): readonly number[] => {
  const found = node.attributes.get(name);
  return found?.type === 'floats' ? found.value : [];
};

const near = (a: number | undefined, b: number): boolean => a !== undefined && Math.abs(a - b) < 1e-6;

/** `[gates·units, in]` of one way as `[in, gates·units]` with Keras's gates. */
export function kernelOf({ dims, values }: Constant, way: number, gates: readonly number[]): Float32Array {
  const [, rows = 1, inside = 1] = dims;
  const units = rows / gates.length;
  const result = new Float32Array(rows * inside);
  for (const [place, gate] of gates.entries())
    for (let unit = 0; unit < units; unit++)
      for (let i = 0; i < inside; i++)
        result[i * rows + place * units + unit] = values[(way * rows + gate * units + unit) * inside + i] ?? 0;
  return result;
}

/** The biases of the input and of the state: their sum, or where Keras has both one after the other. */
export function biasOf({ dims, values }: Constant, way: number, gates: readonly number[], both: boolean): Float32Array {
  const [, width = 2] = dims;
  const half = width / 2;
  const units = half / gates.length;
  const result = new Float32Array(both ? width : half);
  for (const part of [0, 1])
    for (const [place, gate] of gates.entries())
      for (let unit = 0; unit < units; unit++) {
        const value = values[way * width + part * half + gate * units + unit] ?? 0;
        const to = place * units + unit;
        if (both) result[part * half + to] = value;
        // A sum with 0 would lose the sign of another.
        else if (part === 0) result[to] = value;
        else if (value !== 0) result[to] = (result[to] ?? 0) + value;
      }
  return result;
}

const isZero = (constant: Constant): boolean => Array.from(constant.values).every((value) => value === 0);

const recurrent: Operator = (at) => {
  const { reading, node } = at;
  const kind = kinds[node.opType];
  const x = at.flow(0);
  const [w, r, b] = [at.constant(1), at.constant(2), at.constant(3)];
  if (!kind || !x?.dims || !x.order || x.dims.length !== 3 || !w || !r || (at.has(3) && !b)) return null;
  const isBatchFirst = at.int('layout', 0) === 1;
  const wanted = isBatchFirst ? [0, 1, 2] : [1, 0, 2];
  if (!x.order.every((axis, i) => axis === wanted[i])) return null;
  const direction = at.text('direction', 'forward');
  const ways = direction === 'bidirectional' ? 2 : 1;
  // How many steps count, and where the states begin: all of them, and at 0.
  if (at.has(4) || at.has(7) || node.attributes.has('clip') || at.int('input_forget', 0) !== 0) return null;
  for (const input of [5, 6]) {
    const state = at.constant(input);
    if (at.has(input) && !(state && isZero(state))) return null;
  }
  const functions = functionsOf(at, kind, ways);
  if (!functions || (node.opType === 'LSTM' && functions[1] !== functions[2])) return null;
  const isRead = (output: number): boolean => {
    const name = node.outputs[output] ?? '';
    return name !== '' && (reading.usersOf(name).length > 0 || reading.isEnd(name));
  };
  const sequences = isRead(0);
  if (sequences === isRead(1) || isRead(2)) return null;
  if (direction === 'reverse' && sequences) return null;
  const units = r.dims.at(-1) ?? 1;
  const resets = node.opType === 'GRU' && at.int('linear_before_reset', 0) === 1;
  const config = {
    units,
    return_sequences: sequences,
    activation: functions.at(-1),
    ...(kind.functions.length > 1 ? { recurrent_activation: functions[0] } : {}),
    use_bias: b !== null,
    ...(node.opType === 'GRU' ? { reset_after: resets } : {}),
    ...(direction === 'reverse' ? { go_backwards: true } : {}),
  };
  const weightsOf = (way: number, prefix: string) => ({
    [`${prefix}kernel`]: kernelOf(w, way, kind.gates),
    [`${prefix}recurrent_kernel`]: kernelOf(r, way, kind.gates),
    ...(b ? { [`${prefix}bias`]: biasOf(b, way, kind.gates, resets) } : {}),
  });
  const owner = ownerOf(w);
  const layer = reading.emit({
    className: ways === 2 ? 'Bidirectional' : kind.className,
    config:
      ways === 2
        ? {
            merge_mode: 'concat',
            layer: { class_name: kind.className, config: { ...config, name: kind.className.toLowerCase() } },
          }
        : config,
    inputs: [x],
    weights: ways === 2 ? { ...weightsOf(0, 'forward/'), ...weightsOf(1, 'backward/') } : weightsOf(0, ''),
    name: owner,
    node,
  });
  const [batch = null, steps = null] = x.dims;
  const dims = sequences ? [batch, steps, units * ways] : [batch, units * ways];
  const flow: Flow = { kind: 'flow', layer, dims, order: null, positive: false };
  const axes = sequences ? (isBatchFirst ? 'NTDH' : 'TDNH') : isBatchFirst ? 'NDH' : 'DNH';
  const output = { ...flow, order: orderOf(axes) };
  const value = ways === 1 ? output : sideBySide(at, node.outputs[sequences ? 0 : 1] ?? '', axes, flow);
  if (!value) reading.drafts.delete(layer);
  return value && (sequences ? [value] : [null, value]);
};

/** Axes of Keras's value by the letters of ONNX's: the batch, the steps, the units; that of a single way is not there. */
const orderOf = (axes: string): readonly (number | null)[] => {
  const own = ['N', ...(axes.includes('T') ? ['T'] : []), 'H'];
  return [...axes].map((axis) => (axis === 'D' ? null : own.indexOf(axis)));
};

/** Two ways, which exporters put side by side by a transposition and a new shape. */
function sideBySide({ reading }: At, name: string, axes: string, flow: Flow): Flow | null {
  let letters = axes;
  let last = reading.only(name);
  if (last?.opType === 'Transpose') {
    const perm = last.attributes.get('perm');
    if (perm?.type !== 'ints') return null;
    letters = perm.value.map((axis) => axes[axis]).join('');
    const next = reading.only(last.outputs[0]);
    if (next?.opType !== 'Reshape' || !letters.endsWith('DH')) return null;
    reading.done.add(last);
    last = next;
  }
  if (last?.opType !== 'Reshape' || !letters.endsWith('DH')) return null;
  const value = { ...flow, order: orderOf(letters.replace('D', '')) };
  skip(reading, last, value);
  return value;
}

export const recurrences: Operators = { LSTM: recurrent, GRU: recurrent, RNN: recurrent };
