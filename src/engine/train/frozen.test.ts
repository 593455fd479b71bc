import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Model } from '../network/model.ts';
import { buildProgram } from '../network/program.ts';
import { startForTest } from '../testing/backends.ts';
import { type LayerSpec, networkOf } from '../testing/networks.ts';
import { objectiveOf } from '../testing/objective.ts';
import type { Batch } from './batches.ts';
import { optimizerRule } from './optimizers.ts';
import { freshSlots, trainStep } from './step.ts';

const weights = z.array(z.object({ name: z.string(), shape: z.array(z.number()), values: z.array(z.number()) }));
/** By Keras, by conformance/record_frozen.py. */
const recorded = z
  .object({
    images: z.array(z.number()),
    labels: z.array(z.number()),
    start: weights,
    cases: z.array(z.object({ title: z.string(), frozen: z.array(z.string()), losses: z.array(z.number()), weights })),
  })
  .parse(JSON.parse(readFileSync(new URL('fixtures/frozen.json', import.meta.url), 'utf8')));

const objective = objectiveOf('categoricalCrossentropy', [], 3);
const normalization = { momentum: 0.8, epsilon: 0.01, center: true, scale: true };

/** The network that was recorded, its layers named as there. */
const network = (frozen: readonly string[]) =>
  networkOf(
    [4, 4, 2],
    [
      { class: 'Conv2D', name: 'conv', config: { filters: 3, kernel_size: [3, 3], padding: 'same' } },
      { class: 'BatchNormalization', name: 'norm', config: normalization },
      { class: 'ReLU', name: 'relu' },
      { class: 'Conv2D', name: 'conv2', config: { filters: 2, kernel_size: [3, 3] } },
      { class: 'BatchNormalization', name: 'norm2', config: normalization },
      { class: 'Flatten', name: 'flat' },
      { class: 'Dense', name: 'out', config: { units: 3, activation: 'softmax' } },
    ].map((spec): LayerSpec => ({ ...spec, config: { ...spec.config, trainable: !frozen.includes(spec.name) } })),
  );

const start = recorded.start.map(({ name, shape, values }) => ({ name, shape, values: Float32Array.from(values) }));

function batch(): Batch {
  const count = recorded.labels.length;
  const x = tf.tensor(
    Float32Array.from(recorded.images, (byte) => byte / 255),
    [count, 4, 4, 2],
  );
  const labels = tf.tensor1d(recorded.labels, 'int32');
  const mask = tf.ones<tf.Rank.R1>([count]);
  return { x, answers: { kind: 'classes', labels }, mask, count, dispose: () => tf.dispose([x, labels, mask]) };
}

/** Three steps from the recorded weights, as Keras took them. */
async function trained(frozen: readonly string[], visited: string[] = []) {
  const before = tf.memory().numTensors;
  const program = buildProgram(network(frozen));
  const model = Model.from(program, start);
  const rule = optimizerRule('momentum', 0.1, { momentum: 0.9 });
  const slots = freshSlots(model, rule);
  const given = batch();
  const losses: number[] = [];
  const hooks = {
    input: (_: unknown, __: number, value: tf.Tensor) => value,
    output: ({ name }: { readonly name: string }) => void visited.push(name),
    updated: () => undefined,
  };
  for (let step = 1; step <= 3; step++) {
    const sums = trainStep(model, slots, rule, objective, given, 0, step, undefined, hooks);
    const [sum = Number.NaN] = await sums.data<'float32'>();
    losses.push(sum / given.count);
    sums.dispose();
  }
  const weights = await model.read();
  given.dispose();
  tf.dispose([...slots.values()].flat());
  model.dispose();
  return { losses, weights, base: program.base, leaked: tf.memory().numTensors - before };
}

beforeAll(() => startForTest('cpu'));

describe('frozen layers', () => {
  it.each(recorded.cases)('train as in Keras: $title', async ({ frozen, losses, weights }) => {
    const found = await trained(frozen);
    expect(found.leaked).toBe(0);
    found.losses.forEach((loss, i) => {
      expect(loss).toBeCloseTo(losses[i] ?? Number.NaN, 5);
    });
    expect(found.weights.map(({ name }) => name)).toEqual(weights.map(({ name }) => name));
    for (const [i, { name, values }] of found.weights.entries()) {
      const far = values.reduce((most, v, j) => Math.max(most, Math.abs(v - (weights[i]?.values[j] ?? Number.NaN))), 0);
      expect(far, name).toBeLessThan(1e-5);
      // Bit for bit: a frozen weight, and a frozen normalisation's statistics, are not even rounded.
      if (frozen.includes(name.split('/')[0] ?? '')) expect(values).toEqual(start[i]?.values);
    }
  });

  it('form a base up to the first trained layer, and every layer is still looked at, once a step', async () => {
    const visited: string[] = [];
    const { base } = await trained(['conv', 'norm'], visited);
    // Input, convolution, normalisation and rectifier; the next convolution reads the last of them.
    expect([...base.places]).toEqual([0, 1, 2, 3]);
    expect(base.ends).toEqual([3]);
    expect(visited.slice(0, 8)).toEqual(['input', 'conv', 'norm', 'relu', 'conv2', 'norm2', 'flat', 'out']);
    expect(visited).toHaveLength(24);
  });

  it('are no base behind a trained layer, nor where nothing is frozen', () => {
    expect(buildProgram(network(['conv2'])).base.ends).toEqual([]);
    expect(buildProgram(network([])).base.places.size).toBe(0);
  });

  it('hold nothing of what the base computes on its way', async () => {
    const program = (frozen: readonly string[]) => Model.from(buildProgram(network(frozen)), start);
    const peakOf = async (frozen: readonly string[]) => {
      const model = program(frozen);
      const rule = optimizerRule('sgd', 0.1);
      const given = batch();
      let most = 0;
      const seen = {
        input: (_: unknown, __: number, value: tf.Tensor) => value,
        output: () => {
          most = Math.max(most, tf.memory().numTensors);
        },
        updated: () => undefined,
      };
      const before = tf.memory().numTensors;
      trainStep(model, freshSlots(model, rule), rule, objective, given, 0, 1, undefined, seen).dispose();
      given.dispose();
      model.dispose();
      return most - before;
    };
    expect(await peakOf(['conv', 'norm', 'conv2', 'norm2'])).toBeLessThan((await peakOf([])) / 2);
  });
});
