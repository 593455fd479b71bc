import * as tf from '@tensorflow/tfjs-core';
import { combine } from '../random.ts';
import { activationOf } from './activations.ts';
import type { CallContext } from './layer.ts';
import type { Program, ProgramLayer } from './program.ts';

export interface ForwardOptions {
  readonly training: boolean;
  /** Of this step; each layer's own is drawn from it. Unused in inference. */
  readonly seed: number;
  /** New value of the weight at a place in `program.weights`: batch normalisation's moving statistics. */
  readonly assign?: (place: number, value: tf.Tensor) => void;
  /** Sees every layer's output, to look at it at once: in inference it is gone after its last reader. */
  readonly visit?: (layer: ProgramLayer, output: tf.Tensor) => void;
  /** Sees what each layer is about to read, by number of its input; the layer reads what this returns. */
  readonly tap?: (layer: ProgramLayer, input: number, value: tf.Tensor) => tf.Tensor;
  /** A layer asked for its seed: what it gives is not the same twice. */
  readonly onDraw?: () => void;
  /** What `forwardBase` gave: those layers are not run again, and nothing is said of them. */
  readonly base?: Outputs;
}

/** By place in `program.layers`. */
export type Outputs = ReadonlyMap<number, tf.Tensor>;

export interface Output {
  readonly output: tf.Tensor;
  /** What the last activation was applied to: losses of softmax and sigmoid are computed from it. */
  readonly logits: tf.Tensor;
  readonly activation: string;
}

/**
 * Runs a network of one input and one output. `x` is `[batch, …inputShape]`, `weights` in the order of `program.weights`.
 * Call inside `tf.tidy`.
 */
export function forward(
  program: Program,
  weights: readonly tf.Tensor[],
  x: tf.Tensor,
  options: ForwardOptions,
): Output {
  const [output] = forwardAll(program, weights, [x], options);
  if (output === undefined) throw new Error('the network has no output');
  return output;
}

/** As `forward`, with a tensor for each of `program.inputs`; returns what each of `program.outputs` gives. */
export function forwardAll(
  program: Program,
  weights: readonly tf.Tensor[],
  xs: readonly tf.Tensor[],
  options: ForwardOptions,
): Output[] {
  const { base } = options;
  const results = new Map<number, Output>();
  run(program, weights, xs, options, {
    outputs: new Map(base),
    runs: (place) => base === undefined || !program.base.places.has(place),
    // A gradient needs what lies on the way, nothing else does.
    frees: !options.training,
    keeps: (place) => program.outputs.includes(place),
    result: (place, output) => results.set(place, output),
  });
  return program.outputs.flatMap((place) => results.get(place) ?? []);
}

/**
 * The frozen base alone, in training outside of the gradient's scope: what it computes on its way is freed at once. Gives
 * the outputs of `program.base.ends`; call inside `tf.tidy`.
 */
export function forwardBase(
  program: Program,
  weights: readonly tf.Tensor[],
  xs: readonly tf.Tensor[],
  options: Omit<ForwardOptions, 'base' | 'assign' | 'tap'>,
): Outputs {
  const { places, ends } = program.base;
  const outputs = new Map<number, tf.Tensor>();
  const runs = (place: number) => places.has(place);
  run(program, weights, xs, options, { outputs, runs, frees: true, keeps: (place) => ends.includes(place) });
  return new Map(ends.flatMap((place) => (outputs.has(place) ? [[place, taken(outputs.get(place), undefined)]] : [])));
}

interface Pass {
  /** Known before, and added to. */
  readonly outputs: Map<number, tf.Tensor>;
  readonly runs: (place: number) => boolean;
  /** Outputs are disposed after their last reader. */
  readonly frees: boolean;
  /** Of these not. */
  readonly keeps: (place: number) => boolean;
  readonly result?: (place: number, output: Output) => void;
}

function run(
  program: Program,
  weights: readonly tf.Tensor[],
  xs: readonly tf.Tensor[],
  options: ForwardOptions,
  { outputs, runs, frees, keeps, result }: Pass,
): void {
  // A layer that is called twice in a step finds the moving statistics as its first call left them.
  const current = [...weights];
  const readers = program.layers.map((layer) => layer.readers);
  program.layers.forEach((entry, place) => {
    if (!runs(place)) return;
    const { layer, inputs } = entry;
    const given = inputs.map((input, i) => {
      const value = taken(outputs.get(input), program.layers[input]);
      return options.tap ? options.tap(entry, i, value) : value;
    });
    const call = (): Called => {
      if (inputs.length > 0) return callLayer(program, place, given, current, options);
      const x = taken(xs[program.inputs.indexOf(place)], entry);
      return { logits: x, raw: layer.activation === 'linear' ? x : applied(layer.activation, x) };
    };
    // What a layer computes on its way: GPT-2 small would hold 4 GiB of it.
    const { logits, raw } = frees ? tf.tidy(call) : call();
    // A tensor of its own for each layer, so that one can be disposed without the other.
    const output = xs.includes(raw) || given.includes(raw) ? tf.clone(raw) : raw;
    outputs.set(place, output);
    options.visit?.(entry, output);
    if (program.outputs.includes(place)) result?.(place, { output, logits, activation: layer.activation });
    if (!frees) return;
    for (const input of inputs) {
      const left = (readers[input] ?? 0) - 1;
      readers[input] = left;
      if (left > 0 || keeps(input)) continue;
      const spent = outputs.get(input);
      if (spent !== logits) spent?.dispose();
      outputs.delete(input);
    }
  });
}

type Called = {
  /** What the activation was applied to. */
  readonly logits: tf.Tensor;
  readonly raw: tf.Tensor;
};

/**
 * What one layer, that at `place`, makes of `given`; `raw` may be one of these itself. Weights that a layer moves as it
 * runs, it replaces in `current`. Call inside `tf.tidy`.
 */
export function callLayer(
  program: Program,
  place: number,
  given: readonly tf.Tensor[],
  current: tf.Tensor[],
  options: ForwardOptions,
): Called {
  const entry = program.layers[place];
  if (entry === undefined) throw new Error(`the program has no layer at ${place}`);
  const { layer } = entry;
  const logits = layer.call(given, weightsOf(entry, current), context(entry, place, current, options));
  return { logits, raw: layer.activation === 'linear' ? logits : applied(layer.activation, logits) };
}

const context = (entry: ProgramLayer, place: number, current: tf.Tensor[], options: ForwardOptions): CallContext => ({
  training: options.training,
  get seed() {
    options.onDraw?.();
    return combine(options.seed, place);
  },
  inputGradient: entry.inputGradient,
  assign: (name, value) => {
    const slot = entry.layer.weights.findIndex((weight) => weight.name === name);
    const weight = entry.weightPlaces[slot];
    if (weight === undefined) throw new Error(`${entry.name} has no weight ${name}`);
    current[weight] = value;
    options.assign?.(weight, value);
  },
});

const weightsOf = (entry: ProgramLayer, weights: readonly tf.Tensor[]): readonly tf.Tensor[] =>
  entry.weightPlaces.flatMap((place) => weights[place] ?? []);

const applied = (name: string, x: tf.Tensor): tf.Tensor => {
  const activation = activationOf(name);
  if (activation === undefined) throw new Error(`unknown activation ${name}`);
  return activation(x);
};

const taken = (output: tf.Tensor | undefined, layer: ProgramLayer | undefined): tf.Tensor => {
  if (output === undefined) throw new Error(`${layer?.name ?? 'a layer'} was read before it ran`);
  return output;
};
