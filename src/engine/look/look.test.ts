import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { centred, weightValues } from '../../../conformance/values.ts';
import { buildProgram } from '../network/program.ts';
import type { NamedWeight } from '../protocol.ts';
import { combine } from '../random.ts';
import { networkOf } from '../testing/networks.ts';
import { complete, requestOf, settingsOf } from '../testing/runs.ts';
import { createSameThreadEngine } from '../testing/same-thread.ts';

/** Against Keras, on the same weights and images: conformance/record_look.py. */
const numbers = z.array(z.number());
const stepSchema = z.object({
  loss: z.number(),
  means: z.record(z.string(), z.number()),
  before: numbers,
  gradient: numbers,
  after: numbers,
});
const truth = z
  .object({
    before: numbers,
    after: numbers,
    probabilities: numbers,
    cam: z.object({ conv: numbers, deep: numbers }),
    sgd: stepSchema,
    adam: stepSchema,
  })
  .parse(JSON.parse(readFileSync(new URL('./fixtures/keras.json', import.meta.url), 'utf8')));

const seed = 41;
const network = networkOf(
  [8, 8, 2],
  [
    { class: 'Conv2D', name: 'conv', config: { filters: 5, kernel_size: [3, 3], padding: 'same', activation: 'relu' } },
    { class: 'BatchNormalization', name: 'bn' },
    { class: 'MaxPooling2D', name: 'pool' },
    { class: 'Conv2D', name: 'deep', config: { filters: 6, kernel_size: [3, 3], activation: 'relu' } },
    { class: 'Flatten', name: 'flat' },
    { class: 'Dense', name: 'hidden', config: { units: 7, activation: 'relu' } },
    { class: 'Dense', name: 'out', config: { units: 3, activation: 'softmax' } },
  ],
);
const weights: readonly NamedWeight[] = buildProgram(network).weights.map(({ fullName: name, shape }, place) => ({
  name,
  shape: [...shape],
  values: weightValues(seed, place, name, shape),
}));
const images = (number: number, count: number): Float32Array =>
  centred(combine(seed, number), count * 128, 0.5).map((value) => value + 0.5);
const image = images(1, 1);
const target = { network, weights, seed: 1, backend: 'wasm' } as const;
const classIndex = 1;
const picture = [8, 8, 2] as const;

const engine = createSameThreadEngine();
let look = engine.look();
afterAll(() => engine.destroy());
beforeEach(async () => {
  look.close();
  look = engine.look();
  await look.ask('lookAt', target);
  await look.ask('lookImage', { values: image.slice() });
});

function near(found: ArrayLike<number>, expected: readonly number[], tolerance = 2e-5): void {
  expect(found.length).toBe(expected.length);
  const worst = expected.reduce((most, value, i) => Math.max(most, Math.abs(value - (found[i] ?? Number.NaN))), 0);
  expect(worst).toBeLessThan(tolerance);
}

const whole = { order: 'number', scale: 'map', from: 0, count: 5 } as const;

describe('what a layer makes of an image', () => {
  test.each(['before', 'after'] as const)('%s its activation is what Keras gives', async (stage) => {
    const found = await look.ask('lookMaps', { nodeId: 'node-conv', stage, ...whole });
    const values = truth[stage];
    expect(found.channels).toBe(5);
    expect(found.zeros).toBe(values.filter((value) => value === 0).length / values.length);
    expect(found.max).toBeCloseTo(Math.max(...values), 5);
    found.maps.forEach(({ channel, mean, min, max, bytes }) => {
      const own = values.filter((_, i) => i % 5 === channel);
      expect(mean).toBeCloseTo(own.reduce((sum, value) => sum + value, 0) / 64, 5);
      // A byte's rounding, as a share of the map's range.
      near(
        [...bytes].map((byte) => (byte / 255) * (max - min) + min),
        own,
        (max - min) / 500,
      );
    });
  });

  test('comes in pages, greatest mean first', async () => {
    const all = await look.ask('lookMaps', { nodeId: 'node-conv', stage: 'after', ...whole, order: 'mean' });
    const means = all.maps.map(({ mean }) => mean);
    expect(means).toEqual([...means].sort((a, b) => b - a));
    const page = await look.ask('lookMaps', { nodeId: 'node-conv', stage: 'after', ...whole, order: 'mean', from: 3 });
    expect(page.maps).toEqual(all.maps.slice(3));
  });

  test('ends in Keras’s probabilities', async () => {
    const { probabilities } = await look.ask('lookImage', { values: image.slice() });
    near(probabilities, truth.probabilities);
  });
});

describe('Grad-CAM', () => {
  test.each(['conv', 'deep'] as const)('of %s is what Keras’s gradients give', async (layer) => {
    const cam = await look.ask('lookCam', { nodeId: `node-${layer}`, classIndex });
    near(cam.values, truth.cam[layer]);
    expect(cam.probability).toBeCloseTo(truth.probabilities[classIndex] ?? 0, 5);
  });

  test('reaches through layers that are frozen', async () => {
    const { topology } = network;
    const layers = topology.config.layers.map((layer) => ({ ...layer, config: { ...layer.config, trainable: false } }));
    const frozen = { ...network, topology: { ...topology, config: { ...topology.config, layers } } };
    await look.ask('lookAt', { ...target, network: frozen });
    await look.ask('lookImage', { values: image.slice() });
    const cam = await look.ask('lookCam', { nodeId: 'node-conv', classIndex });
    near(cam.values, truth.cam.conv);
  });
});

describe('occlusion', () => {
  test('is the prediction for each image with its square covered', async () => {
    const question = { picture, classIndex, size: 3, stride: 2, fill: [0.25, 0.75] } as const;
    const found = await look.ask('lookOcclusion', question);
    expect([found.rows, found.columns]).toEqual([3, 3]);
    const covered = Array.from({ length: 9 }, (_, place) => {
      const [top, left] = [Math.floor(place / 3) * 2, (place % 3) * 2];
      return image.map((value, i) => {
        const [y, x] = [Math.floor(i / 16), Math.floor(i / 2) % 8];
        const inside = y >= top && y < top + 3 && x >= left && x < left + 3;
        return inside ? (question.fill[i % 2] ?? 0) : value;
      });
    });
    const { probabilities } = await engine.predict({
      network,
      weights,
      images: Float32Array.from(covered.flatMap((one) => [...one])),
      count: 9,
      backend: 'wasm',
      withMaps: false,
    });
    near(
      found.values,
      probabilities.map((row) => row[classIndex] ?? 0),
      1e-6,
    );
  });

  test('is given up when it is cancelled', async () => {
    const asked = look.ask('lookOcclusion', { picture, classIndex, size: 1, stride: 1, fill: [0, 0] });
    look.cancel();
    await expect(asked).rejects.toMatchObject({ failure: { code: 'cancelled' } });
  });
});

test('a shifted image is the image moved, with the fill where it left', async () => {
  const shifts = [
    [0, 0],
    [2, 0],
    [-1, 3],
  ] as const;
  const { probabilities } = await look.ask('lookShift', { picture, shifts, fill: [0, 0] });
  near(probabilities[0] ?? [], truth.probabilities);
  const moved = new Float32Array(128);
  for (let y = 3; y < 8; y++)
    for (let x = 0; x < 7; x++) moved.set(image.subarray(((y - 3) * 8 + x + 1) * 2).subarray(0, 2), (y * 8 + x) * 2);
  const { probabilities: again } = await look.ask('lookImage', { values: moved });
  near(probabilities[2] ?? [], [...again], 1e-6);
});

describe('a step of training', () => {
  const samples = () => ({ values: images(2, 4), labels: Int32Array.of(0, 2, 1, 1) });
  const question = { nodeId: 'node-conv', filter: 3, slice: 1, steps: 1 };

  test.each([
    ['sgd', 0.5],
    ['adam', 0.01],
  ] as const)('of %s moves a filter as Keras does', async (optimizer, learningRate) => {
    const settings = settingsOf({ optimizer, learningRate, loss: 'categoricalCrossentropy' });
    await look.ask('lookStepStart', { samples: samples(), batchSize: 4, settings });
    const step = await look.ask('lookStep', question);
    const expected = truth[optimizer];
    expect(step.losses[0]).toBeCloseTo(expected.loss, 5);
    near(step.before, expected.before);
    near(step.gradient ?? [], expected.gradient);
    near(step.after, expected.after, 5e-5);
    expect(step.slots.map(({ name }) => name)).toEqual(optimizer === 'adam' ? ['momentum', 'velocity'] : []);
  });

  test('goes on from the one before, and again from the start when it is rewound', async () => {
    const start = { samples: samples(), batchSize: 2, settings: settingsOf({ learningRate: 0.05 }) };
    await look.ask('lookStepStart', start);
    const first = await look.ask('lookStep', question);
    const third = await look.ask('lookStep', { ...question, steps: 2 });
    expect([first.step, third.step]).toEqual([1, 3]);
    expect(third.losses).toHaveLength(2);
    // Looking at another filter does no step.
    const other = await look.ask('lookStep', { ...question, filter: 2, steps: 0 });
    expect(other.step).toBe(3);
    const same = await look.ask('lookStep', { ...question, steps: 0 });
    expect(same).toMatchObject({ before: third.before, gradient: third.gradient, after: third.after });
    await look.ask('lookStepStart', start);
    expect(await look.ask('lookStep', question)).toEqual(first);
    // What the rest of the screen looks at has not been trained.
    const { probabilities } = await look.ask('lookImage', { values: image.slice() });
    near(probabilities, truth.probabilities);
  });

  test('has Keras’s mean gradient in each layer', async () => {
    const settings = settingsOf({ loss: 'categoricalCrossentropy' });
    const flow = await look.ask('lookFlow', { samples: samples(), batchSize: 4, settings });
    expect(flow.loss).toBeCloseTo(truth.sgd.loss, 5);
    expect(flow.layers.map(({ name }) => name)).toEqual(Object.keys(truth.sgd.means));
    for (const { name, mean } of flow.layers) expect(mean / (truth.sgd.means[name] ?? 0)).toBeCloseTo(1, 3);
  });
});

describe('a window', () => {
  test('of a convolution adds up to what the network gives, padding included', async () => {
    for (const [row, column] of [
      [0, 0],
      [3, 4],
      [7, 7],
    ] as const) {
      const found = await look.ask('lookWindow', { nodeId: 'node-conv', channel: 2, row, column });
      const expected = truth.before[(row * 8 + column) * 5 + 2] ?? Number.NaN;
      expect(found.sum + found.bias).toBeCloseTo(expected, 5);
      expect(found.result).toBeCloseTo(Math.max(0, expected), 5);
      expect(found.inside.filter((cell) => cell === 1)).toHaveLength(row === 3 ? 9 : 4);
      expect([found.top, found.left]).toEqual([row - 1, column - 1]);
    }
  });

  test('of a pooling takes the greatest', async () => {
    const found = await look.ask('lookWindow', { nodeId: 'node-pool', channel: 4, row: 1, column: 3 });
    expect(found.depth).toBe(1);
    expect(found.patch).toHaveLength(4);
    expect(found.sum).toBeCloseTo(found.result, 6);
    expect([found.top, found.left]).toEqual([2, 6]);
  });
});

test('slices of a filter are those of the kernel', async () => {
  const found = await look.ask('lookKernel', { nodeId: 'node-deep', filter: 4, from: 1, count: 3 });
  expect(found).toMatchObject({ rows: 3, columns: 3, inputs: 5, parameters: 46 });
  const kernel = weights.find(({ name }) => name === 'deep/kernel')?.values ?? new Float32Array();
  found.slices.forEach((slice, i) => {
    expect([...slice]).toEqual(Array.from({ length: 9 }, (_, cell) => kernel[(cell * 5 + 1 + i) * 6 + 4]));
  });
  // A unit after Flatten has a picture of weights for each channel.
  const unit = await look.ask('lookKernel', { nodeId: 'node-hidden', filter: 2, from: 0, count: 6 });
  expect(unit).toMatchObject({ rows: 2, columns: 2, inputs: 6 });
  const dense = weights.find(({ name }) => name === 'hidden/kernel')?.values ?? new Float32Array();
  expect([...(unit.slices[5] ?? [])]).toEqual([0, 1, 2, 3].map((cell) => dense[(cell * 6 + 5) * 7 + 2]));
});

test('silent units are those that stay 0 on every sample', async () => {
  const silenced = weights.map((weight) =>
    weight.name === 'conv/bias' ? { ...weight, values: Float32Array.of(-99, 0, -99, 0, 0) } : weight,
  );
  await look.ask('lookAt', { ...target, weights: silenced });
  const { layers, samples } = await look.ask('lookSilent', { values: images(3, 40) });
  expect(samples).toBe(40);
  expect(layers[0]).toMatchObject({ name: 'conv', units: 5, dead: 2 });
});

test('maximising a channel makes it answer more than any image it was tried on, the same each time', async () => {
  const question = {
    nodeId: 'node-deep',
    channel: 1,
    steps: 24,
    seed: 3,
    low: [0],
    high: [1],
    decay: 0,
    smoothness: 0,
    jitter: 1,
  };
  const heard: number[] = [];
  const found = await look.ask('lookMaximise', question, (done) => heard.push(done));
  expect(heard.length).toBeGreaterThan(20);
  const reached = found.curve.at(-1) ?? 0;
  expect(reached).toBeGreaterThan(found.curve[0] ?? 0);
  for (let i = 10; i < 40; i++) {
    await look.ask('lookImage', { values: images(i, 1) });
    const maps = await look.ask('lookMaps', { nodeId: 'node-deep', stage: 'after', ...whole });
    expect(reached).toBeGreaterThan(maps.maps.find(({ channel }) => channel === 1)?.mean ?? 0);
  }
  expect(await look.ask('lookMaximise', question)).toEqual(found);
  expect((await look.ask('lookMaximise', { ...question, seed: 4 })).bytes).not.toEqual(found.bytes);
});

test('questions leave no tensor behind', async () => {
  const settings = settingsOf({ optimizer: 'adam' });
  const start = { samples: { values: images(2, 4), labels: Int32Array.of(0, 2, 1, 1) }, batchSize: 4, settings };
  const step = { nodeId: 'node-conv', filter: 1, slice: 0, steps: 2 };
  const askAll = async (): Promise<number> => {
    await look.ask('lookStepStart', start);
    await look.ask('lookStep', step);
    await look.ask('lookFlow', start);
    await look.ask('lookMaps', { nodeId: 'node-deep', stage: 'before', ...whole });
    await look.ask('lookKernel', { nodeId: 'node-deep', filter: 0, from: 0, count: 2 });
    await look.ask('lookWindow', { nodeId: 'node-conv', channel: 0, row: 1, column: 1 });
    await look.ask('lookSilent', { values: images(3, 4) });
    await look.ask('lookCam', { nodeId: 'node-deep', classIndex });
    await look.ask('lookOcclusion', { picture, classIndex, size: 4, stride: 4, fill: [0, 0] });
    await look.ask('lookShift', { picture, shifts: [[1, 0]], fill: [0, 0] });
    const maximised = { nodeId: 'node-deep', channel: 0, steps: 2, seed: 1, low: [0], high: [1] };
    await look.ask('lookMaximise', { ...maximised, decay: 0.1, smoothness: 1, jitter: 1 });
    await look.ask('lookImage', { values: image.slice() });
    return tf.memory().numTensors;
  };
  const once = await askAll();
  expect(await askAll()).toBe(once);
});

test('a run hands out the weights that it has between two steps', async () => {
  const handed: { step: number; epoch: number }[] = [];
  let asked: Promise<unknown> = Promise.resolve();
  const { outcome } = await complete(engine, requestOf({}, { epochs: 2 }), (event, run) => {
    if (event.type !== 'epoch' || event.report.epoch !== 1) return;
    asked = run.weights().then((live) => {
      if (live) handed.push({ step: live.step, epoch: live.epoch });
      expect(live?.weights.map(({ name }) => name)).toContain('conv/kernel');
    });
  });
  await asked;
  expect(outcome.reason).toBe('completed');
  expect(handed[0]?.epoch).toBe(1);
  expect(outcome.leakedTensors).toBe(0);
});
