import * as tf from '@tensorflow/tfjs-core';
import { callLayer } from '../network/forward.ts';
import type { Program } from '../network/program.ts';

/**
 * Milliseconds that the gradient of one layer alone takes, its forward pass, as in training, left out: with regard to the
 * weights that are trained and to the inputs, where training needs those too. `null` where there is nothing to derive.
 * Only where calls return when they are computed.
 */
export function backwardMilliseconds(
  program: Program,
  place: number,
  given: readonly tf.Tensor[],
  weights: readonly tf.Tensor[],
): number | null {
  const layer = program.layers[place];
  if (layer === undefined) return null;
  const feeding = layer.inputs.filter(
    (input, i) => layer.inputs.indexOf(input) === i && carriesGradient(program, input),
  );
  const trained = layer.weightPlaces.filter((_, slot) => layer.layer.weights[slot]?.trainable === true);
  const inputs = feeding.map((input) => given[layer.inputs.indexOf(input)]);
  const wanted = [...inputs, ...trained.map((at) => weights[at])].filter((tensor) => tensor !== undefined);
  if (wanted.length === 0) return null;
  let forwardDone = 0;
  tf.tidy(() => {
    const run = (...args: tf.Tensor[]): tf.Tensor => {
      const own = (input: number, other: tf.Tensor): tf.Tensor => args[feeding.indexOf(input)] ?? other;
      const current = [...weights];
      trained.forEach((at, i) => {
        current[at] = args[feeding.length + i] ?? current[at] ?? missing();
      });
      const mine = given.map((tensor, i) => own(layer.inputs[i] ?? -1, tensor));
      const { raw } = callLayer(program, place, mine, current, { training: true, seed: 0 });
      // A layer that hands its input on is no function that a gradient can be taken of.
      const output = args.includes(raw) ? tf.clone(raw) : raw;
      forwardDone = performance.now();
      return output;
    };
    tf.grads(run)(wanted);
  });
  return performance.now() - forwardDone;
}

/** Whether something at or below this layer is trained. */
function carriesGradient(program: Program, place: number): boolean {
  const layer = program.layers[place];
  return layer !== undefined && (layer.inputGradient || layer.layer.weights.some(({ trainable }) => trainable));
}

function missing(): never {
  throw new Error('a layer has a weight that the network does not');
}
