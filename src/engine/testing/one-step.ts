import * as tf from '@tensorflow/tfjs-core';
import { initialWeights } from '../network/initial-weights.ts';
import { initialValues } from '../network/initializers.ts';
import { Model } from '../network/model.ts';
import { buildProgram, type Program } from '../network/program.ts';
import type { NamedWeight } from '../protocol.ts';
import { combine, uniformStream } from '../random.ts';
import type { Batch } from '../train/batches.ts';
import { optimizerRule } from '../train/optimizers.ts';
import { freshSlots, trainStep } from '../train/step.ts';
import { type KindNetwork, kindClasses } from './kind-networks.ts';
import { objectiveOf } from './objective.ts';

export const stepBatch = 3;

/** Plain gradient descent at rate 1: a weight moves by its gradient, so that what backends differ in is not hidden. */
const rule = optimizerRule('sgd', 1);

export interface StepTrace {
  readonly name: string;
  readonly loss: number;
  /** Values of each weight after the step, and how far the farthest of them went. */
  readonly weights: readonly { readonly name: string; readonly after: readonly number[]; readonly moved: number }[];
  readonly trainable: readonly string[];
  readonly leakedTensors: number;
}

/**
 * Weights that let gradients through: what is trained lies within ±0.6, whatever its initialiser, of which some start at
 * 0; moving statistics start as they do.
 */
export function livelyWeights(program: Program): readonly NamedWeight[] {
  return [...initialWeights(program, 5)].map((weight, place) =>
    program.weights[place]?.trainable
      ? { ...weight, values: initialValues({ kind: 'uniform', min: -0.6, max: 0.6 }, weight.shape, combine(place, 21)) }
      : weight,
  );
}

/** What the network reads: numbers about 0, or tokens. */
export function inputOf({ tokens, network }: KindNetwork): Float32Array {
  const shape = [stepBatch, ...network.inputShape];
  if (tokens === null) return initialValues({ kind: 'normal', mean: 0, deviation: 1 }, shape, 13);
  const next = uniformStream(31);
  return Float32Array.from({ length: shape.reduce((size, n) => size * n, 1) }, () => Math.floor(next() * tokens));
}

export function batchOf(kindNetwork: KindNetwork): Batch {
  const x = tf.tensor(inputOf(kindNetwork), [stepBatch, ...kindNetwork.network.inputShape]);
  const labels = tf.tensor1d(
    Array.from({ length: stepBatch }, (_, i) => i % kindClasses),
    'int32',
  );
  const mask = tf.ones<tf.Rank.R1>([stepBatch]);
  const answers = { kind: 'classes', labels } as const;
  return { x, answers, mask, count: stepBatch, dispose: () => tf.dispose([x, labels, mask]) };
}

/** One step of training on the current backend. */
export async function trainOneStep(kindNetwork: KindNetwork): Promise<StepTrace> {
  const before = tf.memory().numTensors;
  const program = buildProgram(kindNetwork.network);
  const start = livelyWeights(program);
  const model = Model.from(program, start);
  const slots = freshSlots(model, rule);
  const batch = batchOf(kindNetwork);
  const objective = objectiveOf('categoricalCrossentropy', ['accuracy'], kindClasses);
  const sums = trainStep(model, slots, rule, objective, batch, 9, 1);
  const [sum = Number.NaN] = await sums.data<'float32'>();
  const after = await model.read();
  tf.dispose([sums, ...[...slots.values()].flat()]);
  batch.dispose();
  model.dispose();
  return {
    name: kindNetwork.name,
    loss: sum / stepBatch,
    weights: after.map(({ name, values }, i) => ({
      name,
      after: [...values],
      moved: values.reduce((most, value, j) => Math.max(most, Math.abs(value - (start[i]?.values[j] ?? 0))), 0),
    })),
    trainable: program.weights.flatMap(({ fullName, trainable }) => (trainable ? [fullName] : [])),
    leakedTensors: tf.memory().numTensors - before,
  };
}

/** Attention's bias of the keys moves all scores of a query alike, which a softmax does not see: it has no gradient. */
const withoutGradient: ReadonlySet<string> = new Set(['layer/key/bias']);

/**
 * What is wrong with a step, each as a line; none if nothing is. `tolerance` is that of the loss, relative to it, and of the
 * weights, relative to the longest way that one of the network's weights went.
 */
export function complaints(found: StepTrace, expected: StepTrace, tolerance: number): readonly string[] {
  const { name, loss, weights, trainable, leakedTensors } = found;
  const still = weights.filter((weight) => trainable.includes(weight.name) && !(weight.moved > 1e-6));
  const unmoved = still.filter((weight) => !withoutGradient.has(weight.name));
  const longest = Math.max(1e-3, ...expected.weights.map(({ moved }) => moved));
  const apart = expected.weights.map(({ after }, i) => {
    const values = weights[i]?.after ?? [];
    return after.reduce((most, value, j) => Math.max(most, Math.abs((values[j] ?? Number.NaN) - value)), 0) / longest;
  });
  const lossApart = Math.abs(loss - expected.loss) / Math.abs(expected.loss);
  return [
    ...(Number.isFinite(loss) ? [] : [`the loss is ${loss}`]),
    ...(leakedTensors === 0 ? [] : [`${leakedTensors} tensors are left`]),
    ...unmoved.map((weight) => `${weight.name} did not move`),
    ...(lossApart <= tolerance ? [] : [`the loss is ${lossApart.toExponential(1)} off`]),
    ...apart.flatMap((far, i) =>
      far <= tolerance ? [] : [`${expected.weights[i]?.name} is ${far.toExponential(1)} off`],
    ),
  ].map((complaint) => `${name}: ${complaint}`);
}
