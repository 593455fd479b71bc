import * as tf from '@tensorflow/tfjs-core';
import type { Program, ProgramLayer } from '../network/program.ts';

/**
 * Goes through a network layer by layer, `run` making each output from the inputs that it will have in the whole; `xs` are
 * those of `program.inputs` and stay. An output goes after its last reader, as in prediction; none outlives the call.
 */
export async function walk(
  program: Program,
  xs: readonly tf.Tensor[],
  run: (place: number, layer: ProgramLayer, given: readonly tf.Tensor[]) => Promise<tf.Tensor>,
): Promise<void> {
  const outputs = new Map<number, tf.Tensor>();
  const readers = program.layers.map((layer) => layer.readers);
  const drop = (place: number): void => {
    const spent = outputs.get(place);
    outputs.delete(place);
    if (spent !== undefined && !xs.includes(spent)) spent.dispose();
  };
  try {
    for (const [place, layer] of program.layers.entries()) {
      const given = layer.inputs.map((input) => present(outputs.get(input), layer));
      const output =
        given.length > 0 ? await run(place, layer, given) : present(xs[program.inputs.indexOf(place)], layer);
      outputs.set(place, output);
      if (layer.readers === 0) drop(place);
      for (const input of layer.inputs) {
        readers[input] = (readers[input] ?? 0) - 1;
        if (readers[input] === 0) drop(input);
      }
    }
  } finally {
    tf.dispose([...outputs.values()].filter((output) => !xs.includes(output)));
  }
}

function present(tensor: tf.Tensor | undefined, { name }: ProgramLayer): tf.Tensor {
  if (tensor === undefined) throw new Error(`${name} was timed before what feeds it`);
  return tensor;
}
