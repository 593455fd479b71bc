import { type Config, innerLayer, numberOf, type Weight } from '../../../lowering/config.ts';
import { given, isRefusal, type LoweredLayer, only, type Refusal } from '../../../lowering/layer.ts';
import { activationFunction } from '../activations.ts';
import { type Emitter, type ModuleBuilder, refusedOption } from '../builder.ts';
import type { Helper } from '../helpers.ts';
import { placed, type Source } from '../placement.ts';
import { last, reshaped, type Value } from '../value.ts';

interface Series {
  readonly className: string;
  readonly config: Config;
  /** Weights of one direction, or of two. */
  readonly ways: readonly LoweredLayer<Value>['weight'][];
  readonly units: number;
  readonly sequences: boolean;
}

interface Kind {
  /** PyTorch's module. */
  readonly own: 'nn.LSTM' | 'nn.GRU' | 'nn.RNN';
  /** Gates in PyTorch's order by their places in Keras's. */
  readonly gates: readonly number[];
  readonly stepwise: Helper;
}

const kinds: Readonly<Record<string, Kind>> = {
  LSTM: { own: 'nn.LSTM', gates: [0, 1, 2, 3], stepwise: 'StepwiseLSTM' },
  GRU: { own: 'nn.GRU', gates: [1, 0, 2], stepwise: 'StepwiseGRU' },
  SimpleRNN: { own: 'nn.RNN', gates: [0], stepwise: 'StepwiseRNN' },
};

const activationIn = (config: Config): string => String(config.activation ?? 'tanh');
const gateIn = (config: Config): string => String(config.recurrent_activation ?? 'sigmoid');

function isPyTorchs({ own }: Kind, config: Config): boolean {
  if (own === 'nn.RNN') return ['tanh', 'relu'].includes(activationIn(config));
  const isUsual = activationIn(config) === 'tanh' && gateIn(config) === 'sigmoid';
  return isUsual && (own === 'nn.LSTM' || config.reset_after !== false);
}

/** `[in, gates·units]` as `[gates·units, in]`, gates in the order given. */
function rows(weight: Weight, units: number, gates: readonly number[]): Source {
  const [depth = 1] = weight.shape;
  return placed(weight, {
    read: [depth, gates.length, units],
    take: [null, isSorted(gates) ? null : gates, null],
    order: [1, 2, 0],
    shape: [gates.length * units, depth],
  });
}

const isSorted = (gates: readonly number[]): boolean => gates.every((gate, i) => gate === i);

/** A bias of the input and one of the state: Keras has the second only where a GRU resets after its product. */
function biases(bias: Weight, units: number, gates: readonly number[]): readonly [Source, Source] {
  const width = gates.length * units;
  const taken = isSorted(gates) ? null : gates;
  const isDouble = bias.values.length > width;
  const read = [isDouble ? 2 : 1, gates.length, units];
  const row = (place: number): Source => placed(bias, { read, take: [[place], taken, null], shape: [width] });
  return isDouble ? [row(0), row(1)] : [row(0), { ...row(0), fill: 0 }];
}

/** `self.lstm(x)` of PyTorch's own, both directions in one. */
function native(code: ModuleBuilder, x: Value, kind: Kind, series: Series): Value | Refusal {
  const { units, ways, config, sequences } = series;
  const entries: Record<string, Source> = {};
  for (const [i, weight] of ways.entries()) {
    const suffix = i === 0 ? 'l0' : 'l0_reverse';
    const held = { weight };
    entries[`weight_ih_${suffix}`] = rows(given(held, 'kernel'), units, kind.gates);
    entries[`weight_hh_${suffix}`] = rows(given(held, 'recurrent_kernel'), units, kind.gates);
    const bias = weight('bias');
    if (bias) [entries[`bias_ih_${suffix}`], entries[`bias_hh_${suffix}`]] = biases(bias, units, kind.gates);
  }
  const hasBias = entries.bias_ih_l0 !== undefined;
  const module = code.module(
    kind.own,
    [
      `${x.dims[2]}`,
      `${units}`,
      ...(kind.own === 'nn.RNN' && activationIn(config) === 'relu' ? ['nonlinearity="relu"'] : []),
      ...(hasBias ? [] : ['bias=False']),
      'batch_first=True',
      ...(ways.length === 2 ? ['bidirectional=True'] : []),
    ],
    entries,
  );
  if (typeof module !== 'string') return module;
  for (const [name, { fill }] of Object.entries(entries)) if (fill !== undefined) code.fix(`${module}.${name}`, true);
  const [batch = 1, steps = 1] = x.dims;
  const whole = code.set({
    text: `${module}(${x.text})[0]`,
    dims: [batch, steps, ways.length * units],
    layout: 'last',
  });
  if (sequences) return whole;
  const ends = `torch.cat([${whole.text}[:, -1, :${units}], ${whole.text}[:, 0, ${units}:]], dim=-1)`;
  return {
    text: ways.length === 2 ? ends : `${whole.text}[:, -1]`,
    dims: [batch, ways.length * units],
    layout: 'last',
  };
}

/** One direction with activations that PyTorch's modules do not have, or another way to reset. */
function stepwise(code: ModuleBuilder, x: Value, kind: Kind, series: Series, way: number): string | Refusal {
  const { config, units } = series;
  const weight = series.ways[way] ?? (() => undefined);
  const names = [activationIn(config), gateIn(config)];
  const [curve, gate] = names.map(activationFunction);
  if (!curve || !gate) return refusedOption('activation', names.join(', '));
  const isBefore = kind.own === 'nn.GRU' && config.reset_after === false;
  const bias = weight('bias');
  const gates = kind.gates.map((_, i) => i);
  const [inner, outer] = bias ? biases(bias, units, gates) : [];
  const hasTwo = outer !== undefined && outer.fill === undefined;
  return code.module(
    code.helper(isBefore ? 'StepwiseGRUResetBefore' : kind.stepwise),
    [
      `${x.dims[2]}`,
      `${units}`,
      curve,
      ...(gate === 'torch.sigmoid' || kind.own === 'nn.RNN' ? [] : [`recurrent_activation=${gate}`]),
      ...(bias ? [] : ['bias=False']),
      ...(hasTwo ? ['state_bias=True'] : []),
    ],
    {
      'input.weight': rows(given({ weight }, 'kernel'), units, gates),
      'input.bias': inner,
      'state.weight': rows(given({ weight }, 'recurrent_kernel'), units, gates),
      'state.bias': hasTwo ? outer : undefined,
    },
    ['forward', 'backward'][series.ways.length === 2 ? way : 2] ?? '',
  );
}

/** `[batch, steps, ways · units]` or `[batch, ways · units]`, each way's in the order of time. */
function read(code: ModuleBuilder, x: Value, series: Series): Value | Refusal {
  const kind = Object.hasOwn(kinds, series.className) ? kinds[series.className] : undefined;
  if (kind === undefined) return refusedOption('layer', series.className);
  for (const key of ['dropout', 'recurrent_dropout'])
    if (numberOf(series.config, key, 0) > 0)
      code.notes.add(`\`${code.layer}\`: ${key} ${series.config[key]} is left out.`);
  if (isPyTorchs(kind, series.config)) return native(code, x, kind, series);
  const { sequences, units, ways } = series;
  const modules = ways.map((_, way) => stepwise(code, x, kind, series, way));
  const [forward, backward] = modules;
  if (typeof forward !== 'string') return forward ?? refusedOption('layer', series.className);
  if (backward !== undefined && typeof backward !== 'string') return backward;
  const [batch = 1, steps = 1] = x.dims;
  const end = sequences ? '' : '[:, -1]';
  const one = `${forward}(${x.text})${end}`;
  const size = ways.length * units;
  const dims = sequences ? [batch, steps, size] : [batch, size];
  if (backward === undefined) return { text: one, dims, layout: 'last' };
  const other = `${backward}(${x.text}.flip(1))${sequences ? '.flip(1)' : end}`;
  return { text: `torch.cat([${one}, ${other}], dim=-1)`, dims, layout: 'last' };
}

export const recurrent =
  (className: string): Emitter =>
  (code, layer) => {
    const { config, weight } = layer;
    const backwards = config.go_backwards === true;
    const units = given(layer, 'recurrent_kernel').shape[0] ?? 1;
    const x = last(only(layer));
    const series = { className, config, units, sequences: config.return_sequences === true, ways: [weight] };
    return read(code, backwards ? { ...x, text: `${x.text}.flip(1)` } : x, series);
  };

/** What becomes of the two directions, `[…, 2 · units]` in `y`. */
const merges: Readonly<Record<string, (y: string) => string>> = {
  concat: (y) => y,
  sum: (y) => `${y}.unflatten(-1, (2, -1)).sum(-2)`,
  mul: (y) => `${y}.unflatten(-1, (2, -1)).prod(-2)`,
  ave: (y) => `${y}.unflatten(-1, (2, -1)).mean(-2)`,
};

/** Two recurrent layers of one make; the second reads from the end, and its outputs are put back in the order of time. */
export const bidirectional: Emitter = (code, layer) => {
  const inner = innerLayer(layer.config);
  const mode = String(layer.config.merge_mode ?? 'concat');
  const merge = Object.hasOwn(merges, mode) ? merges[mode] : undefined;
  if (inner === null || merge === undefined) return refusedOption('merge_mode', mode);
  const bare = inner.name.replace(/^forward_/, '');
  const ways = ['forward', 'backward'].map((prefix) => (name: string) => layer.weight(`${prefix}_${bare}/${name}`));
  const sequences = inner.config.return_sequences === true;
  const units = given({ weight: ways[0] ?? layer.weight }, 'recurrent_kernel').shape[0] ?? 1;
  const { className, config } = inner;
  const y = read(code, last(only(layer)), { className, config, units, sequences, ways });
  if (isRefusal(y)) return y;
  const dims = [y.dims[0] ?? 1, ...layer.output];
  return mode === 'concat' ? { ...y, dims } : { ...y, text: merge(code.set(y).text), dims };
};

/** One layer at each step, run once on all steps of the batch together. */
export const timeDistributed: Emitter = (code, layer) => {
  const inner = innerLayer(layer.config);
  if (inner === null) return refusedOption('layer', layer.config.layer);
  const x = last(only(layer));
  const [batch = 1, steps = 1, ...sizes] = x.dims;
  const each = code.set({ text: `${x.text}.flatten(0, 1)`, dims: [batch, ...sizes], layout: 'last' });
  const y = layer.inner(inner.className, {
    ...layer,
    config: inner.config,
    inputs: [each],
    output: layer.output.slice(1),
  });
  if (isRefusal(y)) return y;
  const whole = last(reshaped(y, layer.output.slice(1)));
  return {
    text: `${code.set(whole).text}.unflatten(0, (-1, ${steps}))`,
    dims: [batch, ...layer.output],
    layout: 'last',
  };
};
