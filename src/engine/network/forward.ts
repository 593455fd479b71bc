import * as tf from '@tensorflow/tfjs-core';
import { combine } from '../random.ts';
import { activationOf } from './activations.ts';
import type { Program, ProgramLayer } from './program.ts';

export interface ForwardOptions {
  readonly training: boolean;
  /** Of this step; each layer's own is drawn from it. Unused in inference. */
  readonly seed: number;
  /** New value of the weight at a place in `program.weights`: batch normalisation's moving statistics. */
  readonly assign?: (place: number, value: tf.Tensor) => void;
  /** Sees every layer's output, to look at it at once: in inference it is gone after its last reader. */
  readonly visit?: (layer: ProgramLayer, output: tf.Tensor) => void;
}

export interface Output {
  readonly output: tf.Tensor;
  /** What the last activation was applied to: losses of softmax and sigmoid are computed from it. */
  readonly logits: tf.Tensor;
  readonly activation: string;
}

/**
 * Runs a network. `x` is `[batch, …inputShape]`, `weights` in the order of `program.weights`. Call inside `tf.tidy`.
 */
export function forward(
  program: Program,
  weights: readonly tf.Tensor[],
  x: tf.Tensor,
  options: ForwardOptions,
): Output {
  const outputs = new Map<number, tf.Tensor>();
  const readers = program.layers.map((layer) => layer.readers);
  let result: Output | null = null;
  program.layers.forEach((entry, place) => {
    const { layer, inputs } = entry;
    const given = inputs.map((input) => taken(outputs.get(input), program.layers[input]));
    const logits =
      inputs.length === 0 ? x : layer.call(given, weightsOf(entry, weights), context(entry, place, options));
    const raw = layer.activation === 'linear' ? logits : applied(layer.activation, logits);
    // A tensor of its own for each layer, so that one can be disposed without the other.
    const output = raw === x || given.includes(raw) ? tf.clone(raw) : raw;
    outputs.set(place, output);
    options.visit?.(entry, output);
    if (place === program.output) result = { output, logits, activation: layer.activation };
    if (options.training) return;
    for (const input of inputs) {
      const left = (readers[input] ?? 0) - 1;
      readers[input] = left;
      if (left > 0 || input === program.output) continue;
      const spent = outputs.get(input);
      if (spent !== logits) spent?.dispose();
      outputs.delete(input);
    }
  });
  if (result === null) throw new Error('the network has no output');
  return result;
}

const context = (entry: ProgramLayer, place: number, options: ForwardOptions) => ({
  training: options.training,
  seed: combine(options.seed, place),
  inputGradient: entry.inputGradient,
  assign: (name: string, value: tf.Tensor) => {
    const slot = entry.layer.weights.findIndex((weight) => weight.name === name);
    options.assign?.(entry.firstWeight + slot, value);
  },
});

const weightsOf = (entry: ProgramLayer, weights: readonly tf.Tensor[]): readonly tf.Tensor[] =>
  weights.slice(entry.firstWeight, entry.firstWeight + entry.layer.weights.length);

const applied = (name: string, x: tf.Tensor): tf.Tensor => {
  const activation = activationOf(name);
  if (activation === undefined) throw new Error(`unknown activation ${name}`);
  return activation(x);
};

const taken = (output: tf.Tensor | undefined, layer: ProgramLayer | undefined): tf.Tensor => {
  if (output === undefined) throw new Error(`${layer?.name ?? 'a layer'} was read before it ran`);
  return output;
};
