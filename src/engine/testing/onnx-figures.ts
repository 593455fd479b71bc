import * as tf from '@tensorflow/tfjs-core';
import type { CompiledNetwork } from '../../core/compile/topology.ts';
import { transposed } from '../../core/interop/onnx/read/values.ts';
import type { NamedTensor } from '../../core/interop/tensors.ts';
import { forwardAll } from '../network/forward.ts';
import { buildProgram } from '../network/program.ts';

/** What goes in or comes out, in the order in which an ONNX file has its axes. */
export interface Numbers {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** Orders of the axes in which a file may have what Stride has with channels last, or the batch first. */
function ordersOf(rank: number): readonly (readonly number[])[] {
  const same = Array.from({ length: rank }, (_, i) => i);
  if (rank < 3) return [same];
  const last = [0, ...same.slice(2), 1];
  return [same, last, [1, 0, ...same.slice(2)]];
}

function inOrder({ shape, values }: Numbers, order: readonly number[]): Numbers {
  return { shape: order.map((axis) => shape[axis] ?? 1), values: transposed(values, shape, order) };
}

/** What a network that was read puts out. @param isTurned whether its inputs had their channels first */
export function runRead(
  network: CompiledNetwork,
  weights: readonly NamedTensor[],
  given: readonly Numbers[],
  isTurned: boolean,
): readonly Numbers[] {
  const program = buildProgram(network);
  const found = new Map<string, Numbers>();
  tf.tidy(() => {
    const xs = network.inputs.map(({ shape }, i) => {
      const one = given[i];
      if (!one) throw new Error('an input is missing');
      const [same = [], ...others] = ordersOf(one.shape.length);
      const fits = (isTurned ? [...others, same] : [same, ...others])

        .map((order) => inOrder(one, order))
        .filter((x) => x.shape.slice(1).join() === shape.join());
      const x = fits.at(0);
      if (!x) throw new Error(`input ${one.shape.join('×')} for ${shape.join('×')}`);
      return tf.tensor(x.values, [...x.shape]);
    });
    const visit = (layer: { readonly name: string }, output: tf.Tensor) => {
      if (network.outputs.some(({ name }) => name === layer.name))
        found.set(layer.name, { shape: output.shape, values: Float32Array.from(output.dataSync()) });
    };
    const byName = new Map(weights.map((one) => [one.name, one.values]));
    const tensors = program.weights.map(({ fullName, shape }) => tf.tensor(byName.get(fullName) ?? [], [...shape]));
    forwardAll(program, tensors, xs, { training: false, seed: 0, visit });
  });
  return network.outputs.map(({ name }) => found.get(name) ?? { shape: [], values: new Float32Array(0) });
}

/** To the largest output, in whichever order the axes are. */
export function apart(wanted: Numbers, found: Numbers | undefined): number {
  if (!found) return Number.POSITIVE_INFINITY;
  const most = wanted.values.reduce((all, value) => Math.max(all, Math.abs(value)), 1e-6);
  const distances = ordersOf(wanted.shape.length).map((order) => {
    const own = inOrder(wanted, order);
    if (own.values.length !== found.values.length) return Number.POSITIVE_INFINITY;
    return own.values.reduce(
      (all, value, i) => Math.max(all, Math.abs(value - (found.values[i] ?? Number.NaN)) / most),
      0,
    );
  });
  return Math.min(...distances);
}
