import * as tf from '@tensorflow/tfjs-core';
import { dropout } from '../kernels/dropout.ts';
import { reluGradient } from '../kernels/relu-gradient.ts';
import { normalStream } from '../random.ts';
import { sampleLosses } from '../train/losses.ts';
import { optimizerRule } from '../train/optimizers.ts';

/** Values of one kernel's result on the current backend. */
export interface KernelTrace {
  readonly name: string;
  readonly values: readonly number[];
}

const rules = ['sgd', 'momentum', 'nesterov', 'adagrad', 'rmsprop', 'adam', 'adamw'] as const;

/** Ranks 1, 2 and 4, their sizes odd: packed textures then have places beyond the values. */
const shapes: readonly (readonly number[])[] = [[7], [5, 3], [3, 3, 2, 5]];

function drawn(shape: readonly number[], seed: number): tf.Tensor {
  const next = normalStream(seed);
  return tf.tensor(Float32Array.from({ length: tf.util.sizeFromShape([...shape]) }, next), [...shape]);
}

/**
 * All that backends may have a training kernel of ours for, each computed on inputs that are the same everywhere: where a
 * backend has none, of tfjs's elementary kernels.
 */
export async function traceTrainingKernels(): Promise<KernelTrace[]> {
  const results: { name: string; tensor: tf.Tensor }[] = [];
  const note = (name: string, compute: () => tf.Tensor): void => {
    results.push({ name, tensor: tf.tidy(compute) });
  };
  for (const name of rules) {
    for (const shape of shapes) note(`${name} of ${shape.join('×')}`, () => afterTwoSteps(name, shape, false));
    note(`${name} of 5×3, its gradient a product`, () => afterTwoSteps(name, [5, 3], true));
  }
  note('dropout of 4×5×6', () => dropout(drawn([4, 5, 6], 1), 0.4, 3_000_000_007));
  note('dropout of a product', () => dropout(tf.matMul(drawn([5, 4], 2), drawn([4, 3], 3)), 0.6, 5));
  note("ReLU's gradient", () => reluGradient(drawn([4, 5, 3], 4), tf.relu(drawn([4, 5, 3], 5))));
  note('sum over one axis', () => tf.sum(drawn([30, 5], 6), 0));
  note('sum over many rows', () => tf.sum(drawn([700, 3], 7), 0));
  note('sum over three axes', () => tf.sum(drawn([4, 9, 8, 5], 8), [0, 1, 2]));
  note('sum over one axis, kept', () => tf.sum(drawn([90, 4], 9), 0, true));
  note('sum of a product', () => tf.sum(tf.matMul(drawn([9, 4], 10), drawn([4, 5], 11)), 0));
  const logits = tf.mul(drawn([6, 5], 12), 20);
  const targets = tf.softmax<tf.Tensor>(drawn([6, 5], 13));
  const loss = (z: tf.Tensor): tf.Tensor =>
    sampleLosses('categoricalCrossentropy', { output: tf.softmax(z), logits: z, activation: 'softmax' }, targets);
  note('loss of a softmax', () => loss(logits));
  note("its loss's gradient", () => tf.grad((z) => tf.sum(tf.mul(loss(z), drawn([6], 14))))(logits));
  tf.dispose([logits, targets]);
  const traces: KernelTrace[] = [];
  for (const { name, tensor } of results) {
    traces.push({ name, values: [...(await tensor.data())] });
    tensor.dispose();
  }
  return traces;
}

/** Weight and slots, one behind the other. */
function afterTwoSteps(name: (typeof rules)[number], shape: readonly number[], packed: boolean): tf.Tensor {
  const rule = optimizerRule(name, 0.1, { weightDecay: 0.1 });
  let weight = drawn(shape, 20);
  let slots = rule.slots.map(() => tf.fill([...shape], rule.start));
  for (const step of [1, 2]) {
    // On WebGL a product comes packed, a tensor that was sent does not.
    const [rows = 1, columns = 1] = shape;
    const gradient = packed
      ? tf.matMul(drawn([rows, 4], 30 + step), drawn([4, columns], 40 + step))
      : drawn(shape, 30 + step);
    const [next = weight, ...nextSlots] = rule.next(weight, gradient, slots, step);
    weight = next;
    slots = nextSlots;
  }
  return tf.concat([weight, ...slots].map((tensor) => tf.reshape(tensor, [-1])));
}
