import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { combine, permutation } from '../random.ts';
import { startForTest } from '../testing/backends.ts';
import { slopeAt } from '../testing/finite-differences.ts';
import { type KindNetwork, networksOf, trainedKinds } from '../testing/kind-networks.ts';
import { batchOf, livelyWeights } from '../testing/one-step.ts';
import { judge } from '../train/objective.ts';
import { buildProgram } from './program.ts';

/**
 * The gradient of the loss, penalties included, against its differences: for every kind of the registry, by every weight
 * that it has, and by the weights of the Dense before each of its inputs, which the gradient reaches through the layer.
 * Layers that draw numbers draw the same ones each time, so that they too have a gradient.
 */
const step = 0.01;
const places = 6;

beforeAll(async () => {
  await startForTest('cpu');
});

interface Judged {
  readonly checked: number;
  readonly bends: number;
  readonly wrong: readonly string[];
}

/** Where the loss bends, in a ReLU or where another value becomes the largest, the place is passed over: no gradient is right there. */
function checked(kindNetwork: KindNetwork): Judged {
  const program = buildProgram(kindNetwork.network);
  const start = livelyWeights(program);
  const batch = batchOf(kindNetwork);
  const lossOf = (weights: readonly tf.Tensor[]): tf.Tensor =>
    tf.mean(
      judge(program, weights, batch.x, batch.answers, 'categoricalCrossentropy', { training: true, seed: 9 }).losses,
    );
  const tensors = (moved?: { readonly place: number; readonly values: Float32Array }): tf.Tensor[] =>
    start.map(({ values, shape }, i) => tf.tensor(i === moved?.place ? moved.values : values, [...shape]));
  const trained = program.weights.flatMap(({ trainable }, i) => (trainable ? [i] : []));
  const gradients = tf.tidy(() => {
    const weights = tensors();
    const by = trained.flatMap((i) => weights[i] ?? []);
    const { grads } = tf.engine().gradients(() => lossOf(weights), by, undefined, true);
    return grads.map((gradient: tf.Tensor | undefined) => gradient?.dataSync<'float32'>());
  });
  const scale = Math.max(0.02, ...gradients.flatMap((values) => [...(values ?? [])].map(Math.abs)));
  const counts = { checked: 0, bends: 0 };
  const wrong: string[] = [];
  trained.forEach((place, which) => {
    const { name, values } = start[place] ?? { name: '', values: new Float32Array(0) };
    const at = [...permutation(values.length, combine(place, 1)).slice(0, places)];
    const loss = (moved: Float32Array): number =>
      tf.tidy(() => lossOf(tensors({ place, values: moved })).dataSync<'float32'>()[0] ?? Number.NaN);
    for (const coordinate of at) {
      const { slope: expected, doubt } = slopeAt(loss, values, coordinate, step);
      if (doubt > 3e-3 * scale) {
        counts.bends++;
        continue;
      }
      counts.checked++;
      const found = gradients[which]?.[coordinate] ?? 0;
      if (Math.abs(found - expected) <= 5e-3 * scale) continue;
      wrong.push(`${kindNetwork.name}: ${name}[${coordinate}] is ${found}, not ${expected}`);
    }
  });
  batch.dispose();
  return { ...counts, wrong };
}

test.each(trainedKinds)('%s', (kind) => {
  const before = tf.memory().numTensors;
  const results = networksOf(kind, 3).map(checked);
  expect(results.flatMap(({ wrong }) => wrong)).toEqual([]);
  const [sure, bends] = [results.reduce((sum, r) => sum + r.checked, 0), results.reduce((sum, r) => sum + r.bends, 0)];
  expect(bends / (sure + bends)).toBeLessThan(0.3);
  expect(tf.memory().numTensors).toBe(before);
});
