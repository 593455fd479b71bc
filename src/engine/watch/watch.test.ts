import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { StartedBackend } from '../backends/backend.ts';
import { Model } from '../network/model.ts';
import { buildProgram } from '../network/program.ts';
import type { EngineEvent } from '../protocol.ts';
import { combine } from '../random.ts';
import { startForTest } from '../testing/backends.ts';
import { lenet } from '../testing/networks.ts';
import { objectiveOf } from '../testing/objective.ts';
import { complete, requestOf, smallNetwork } from '../testing/runs.ts';
import { createSameThreadEngine } from '../testing/same-thread.ts';
import type { Batch } from '../train/batches.ts';
import { optimizerRule } from '../train/optimizers.ts';
import { freshSlots, trainStep } from '../train/step.ts';
import type { FiguresEvent } from './event.ts';
import { Watch } from './watch.ts';

const engine = createSameThreadEngine();
afterAll(() => engine.destroy());

const figuresIn = (events: readonly EngineEvent[]): FiguresEvent[] =>
  events.filter((event) => event.type === 'figures');

const everyStep = { kind: 'steps', every: 1 } as const;

const number = z.number().nullable();
const truth = z
  .object({
    rate: z.number(),
    batch: z.number(),
    layers: z.record(
      z.string(),
      z.object({
        gradientNorm: number,
        weightNorm: number,
        updateRatio: number,
        mean: z.number(),
        deviation: z.number(),
        flow: number,
        silent: number,
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL('fixtures/lenet.json', import.meta.url), 'utf8')));

const network = lenet();
const program = buildProgram(network);

/** As `conformance/layer_figures.py` makes them. */
const weights = program.weights.map(({ fullName, shape }, place) => {
  const size = shape.reduce((product, n) => product * n, 1);
  const fanIn = shape.length > 1 ? size / (shape.at(-1) ?? 1) : 100;
  const values = Float32Array.from({ length: size }, (_, i) => Math.sin(1 + 0.37 * i + place) / Math.sqrt(fanIn));
  return { name: fullName, shape, values };
});

function images(): Batch {
  const count = truth.batch;
  const pixels = Float32Array.from({ length: count * 28 * 28 }, (_, i) => (Math.sin(0.11 * i) + 1) / 2);
  const x = tf.tensor(pixels, [count, 28, 28, 1]);
  const labels = tf.range(0, count, 1, 'int32');
  const mask = tf.ones<tf.Rank.R1>([count]);
  return { x, answers: { kind: 'classes', labels }, mask, count, dispose: () => tf.dispose([x, labels, mask]) };
}

/** Watched steps of plain gradient descent on one batch. */
async function watched(backend: StartedBackend, rate: number, steps: number) {
  const before = tf.memory().numTensors;
  const model = Model.from(program, weights);
  const rule = optimizerRule('sgd', rate);
  const slots = freshSlots(model, rule);
  const events: EngineEvent[] = [];
  const request = { runId: 'run', network, watch: everyStep } as const;
  const watch = new Watch(request, program, backend, (event) => events.push(event));
  for (let step = 0; step < steps; step++) {
    const batch = images();
    const hooks = watch.hooks(step, steps - step);
    const objective = objectiveOf('categoricalCrossentropy', [], program.outputShape[0] ?? 1);
    trainStep(model, slots, rule, objective, batch, 1, step + 1, undefined, hooks).dispose();
    await watch.tell(step + 1);
    batch.dispose();
  }
  model.dispose();
  watch.dispose();
  return { all: figuresIn(events), leaked: tf.memory().numTensors - before };
}

describe.each(['wasm', 'cpu'] as const)('figures of LeNet-5 on %s', (name) => {
  let backend: StartedBackend;
  beforeAll(async () => {
    backend = await startForTest(name);
  });

  /** Relative to what PyTorch found in double precision. */
  const near = (found: number | null | undefined, expected: number | null): void => {
    if (expected === null) expect(found).toBeNull();
    else expect((found ?? Number.NaN) / expected).toBeCloseTo(1, 3);
  };

  test('gradient, step, flow and output are what PyTorch finds', async () => {
    const { all, leaked } = await watched(backend, truth.rate, 1);
    expect(leaked).toBe(0);
    const layers = all[0]?.layers ?? {};
    for (const [layer, expected] of Object.entries(truth.layers)) {
      const found = layers[`node-${layer}`];
      near(found?.gradientNorm, expected.gradientNorm);
      near(found?.weightNorm, expected.weightNorm);
      near(found?.updateRatio, expected.updateRatio);
      near(found?.flow[0], expected.flow);
      near(found?.activation?.mean, expected.mean);
      near(found?.activation?.deviation, expected.deviation);
    }
    expect(layers['node-input']).toMatchObject({ gradientNorm: null, weights: null, dead: null, flow: [] });
    expect(layers['node-input']?.activation?.mean).toBeCloseTo(0.5, 1);
  });

  test('the histogram holds each weight of a small kernel, and an even sample of a large one', async () => {
    const { all } = await watched(backend, truth.rate, 1);
    const ofKernel = (layer: string) => all[0]?.layers[`node-${layer}`]?.weights;
    const total = (counts: readonly number[] = []): number => counts.reduce((sum, n) => sum + n, 0);
    const values = [...(weights[0]?.values ?? [])];
    const small = ofKernel('conv2d_1');
    expect([small?.min, small?.max]).toEqual([Math.min(...values), Math.max(...values)]);
    expect(total(small?.counts)).toBe(150);
    // Half of the way, by sorting.
    const middle = ((small?.min ?? 0) + (small?.max ?? 0)) / 2;
    expect(total(small?.counts.slice(0, 32))).toBe(values.filter((value) => value < middle).length);
    // 48,000 weights: one in 24.
    expect(total(ofKernel('dense_6')?.counts)).toBe(2000);
  });

  test('units that are 0 for all samples of several batches are dead', async () => {
    // At this rate nothing moves: what is silent once is so each time.
    const { all } = await watched(backend, 1e-9, 4);
    for (const [layer, { silent }] of Object.entries(truth.layers)) {
      const found = all.map(({ layers }) => layers[`node-${layer}`]?.dead);
      expect(found.slice(0, 3)).toEqual([null, null, null]);
      if (silent === null) expect(found[3]).toBeNull();
      else expect(found[3]).toMatchObject({ dead: silent, batches: 4, samples: 4 * truth.batch });
    }
  });
});

describe('a watched run', () => {
  test('ends with the weights of one that is not watched, and leaves nothing behind', async () => {
    const plain = await complete(engine, requestOf({ watch: { kind: 'off' } }));
    const watched = await complete(engine, requestOf({ watch: everyStep }));
    expect(figuresIn(plain.events)).toEqual([]);
    expect(watched.outcome.leakedTensors).toBe(0);
    expect(watched.losses).toEqual(plain.losses);
    expect(watched.outcome.last?.weights).toEqual(plain.outcome.last?.weights);
    expect(watched.outcome.last?.optimizer).toEqual(plain.outcome.last?.optimizer);
  });

  test('sends every layer after each watched step, and the last ones of an epoch after its report', async () => {
    // 48 of 64 images in batches of 8: 6 steps an epoch.
    const { events } = await complete(engine, requestOf({ watch: { kind: 'steps', every: 2 } }, { epochs: 2 }));
    const figures = figuresIn(events);
    expect(figures.map(({ step, epoch }) => [step, epoch])).toEqual([
      [0, 0],
      [1, null],
      [3, null],
      [5, null],
      [5, 1],
      [7, null],
      [9, null],
      [11, null],
      [11, 2],
    ]);
    expect(Object.keys(figures[0]?.layers ?? {}).sort()).toEqual(Object.values(smallNetwork().nodeIds).sort());
    const ofEpoch = events.findIndex((event) => event.type === 'figures' && event.epoch === 1);
    expect(events.findIndex((event) => event.type === 'epoch')).toBeLessThan(ofEpoch);
  });

  test('is watched from the moment that it is asked for', async () => {
    const request = requestOf({ watch: { kind: 'off' } }, { epochs: 4 });
    const { events } = await complete(engine, request, (event, run) => {
      if (event.type === 'epoch' && event.report.epoch === 1) void run.setWatch(everyStep);
    });
    const epochs = figuresIn(events).flatMap(({ epoch }) => epoch ?? []);
    expect(epochs).not.toContain(1);
    expect(epochs).toContain(4);
  });

  test('has figures of every epoch, by the clock, however short they are', async () => {
    const { events } = await complete(engine, requestOf({ watch: { kind: 'share', share: 0.999 } }, { epochs: 3 }));
    expect(figuresIn(events).flatMap(({ epoch }) => epoch ?? [])).toEqual([0, 1, 2, 3]);
  });

  test('begins with how the weights lay before the first step, and with nothing else', async () => {
    const request = requestOf({ watch: everyStep }, { epochs: 1 });
    const { events } = await complete(engine, request);
    const [first] = figuresIn(events);
    const drawn = Model.fresh(buildProgram(request.network), combine(request.settings.seed, 1));
    let compared = 0;
    for (const [place, { fullName }] of drawn.program.weights.entries()) {
      const [layer = '', name] = fullName.split('/');
      if (name !== 'kernel') continue;
      const values = (await drawn.weights[place]?.data<'float32'>()) ?? new Float32Array();
      const figures = first?.layers[request.network.nodeIds[layer] ?? ''];
      expect(figures).toMatchObject({ gradientNorm: null, updateRatio: null, dead: null });
      expect(figures?.weights).toMatchObject({ min: Math.min(...values), max: Math.max(...values) });
      compared++;
    }
    drawn.dispose();
    expect(compared).toBeGreaterThan(1);
  });
});
