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
}

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
  // A layer that is called twice in a step finds the moving statistics as its first call left them.
  const current = [...weights];
  const outputs = new Map<number, tf.Tensor>();
  const readers = program.layers.map((layer) => layer.readers);
  const results = new Map<number, Output>();
  program.layers.forEach((entry, place) => {
    const { layer, inputs } = entry;
    const given = inputs.map((input, i) => {
      const value = taken(outputs.get(input), program.layers[input]);
      return options.tap ? options.tap(entry, i, value) : value;
    });
    const run = (): Called => {
      if (inputs.length > 0) return callLayer(program, place, given, current, options);
      const x = taken(xs[program.inputs.indexOf(place)], entry);
      return { logits: x, raw: layer.activation === 'linear' ? x : applied(layer.activation, x) };
    };
    // What a layer computes on its way: GPT-2 small would hold 4 GiB of it. A gradient needs it, nothing else does.
    const { logits, raw } = options.training ? run() : tf.tidy(run);
    // A tensor of its own for each layer, so that one can be disposed without the other.
    const output = xs.includes(raw) || given.includes(raw) ? tf.clone(raw) : raw;
    outputs.set(place, output);
    options.visit?.(entry, output);
    if (program.outputs.includes(place)) results.set(place, { output, logits, activation: layer.activation });
    if (options.training) return;
    for (const input of inputs) {
      const left = (readers[input] ?? 0) - 1;
      readers[input] = left;
      if (left > 0 || program.outputs.includes(input)) continue;
      const spent = outputs.get(input);
      if (spent !== logits) spent?.dispose();
      outputs.delete(input);
    }
  });
  return program.outputs.flatMap((place) => results.get(place) ?? []);
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
  seed: combine(options.seed, place),
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
