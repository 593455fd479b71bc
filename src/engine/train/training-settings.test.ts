import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { endsEarly } from '../../core/compile/early-stopping.ts';
import { rateAt } from '../../core/compile/learning-rate.ts';
import { defaultTraining, trainingSchema } from '../../core/document/schema.ts';
import { scheduleSchema } from '../../core/document/training-options.ts';
import type { Dataset, Split } from '../data/dataset.ts';
import type { EngineEvent, NamedWeight, Snapshot } from '../protocol.ts';
import { networkOf } from '../testing/networks.ts';
import { complete, requestOf, settingsOf } from '../testing/runs.ts';
import { createSameThreadEngine } from '../testing/same-thread.ts';

const numbers = z.array(z.number());
const chosen = z.unknown().transform((raw) => ({
  title: JSON.stringify(raw),
  settings: trainingSchema.parse({ ...defaultTraining, ...Object(raw) }),
}));
const figures = z
  .object({
    rate: z.number(),
    pixels: numbers,
    labels: numbers,
    epochs: z.number(),
    weights: z.array(numbers),
    steps: z.array(z.object({ settings: chosen, losses: numbers, weights: z.array(numbers) })),
    rates: z.array(
      z.object({
        schedule: scheduleSchema,
        warmupSteps: z.number(),
        stepsPerEpoch: z.number(),
        epochs: z.number(),
        rates: numbers,
      }),
    ),
    plateaus: z.array(z.object({ schedule: scheduleSchema, losses: numbers, rates: numbers })),
    stops: z.array(
      z.object({ patience: z.number(), minChange: z.number(), losses: numbers, after: z.number().nullable() }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL('fixtures/training.json', import.meta.url), 'utf8')));

const engine = createSameThreadEngine();
afterAll(() => engine.destroy());

const splitOf = (pixels: readonly number[], labels: readonly number[]): Split => ({
  count: labels.length,
  samples: { kind: 'bytes', values: Uint8Array.from(pixels) },
  targets: { kind: 'classes', labels: Uint8Array.from(labels) },
});
const none = splitOf([], []);
const dataset: Dataset = {
  id: 'six',
  title: 'Six',
  classes: ['a', 'b', 'c'],
  task: 'oneLabel',
  sampleShape: [2, 2, 1],
  normalization: { kind: 'unit' },
  licence: '',
  attribution: '',
  skipped: [],
  splits: {
    train: splitOf(figures.pixels, figures.labels),
    validation: none,
    test: none,
  },
};

const networkEnding = (activation: string) =>
  networkOf([2, 2, 1], [{ class: 'Flatten' }, { class: 'Dense', name: 'out', config: { units: 3, activation } }]);

function startingAt([kernel = [], bias = []]: readonly (readonly number[])[]): Snapshot {
  const weights: NamedWeight[] = [
    { name: 'out/kernel', shape: [4, 3], values: Float32Array.from(kernel) },
    { name: 'out/bias', shape: [3], values: Float32Array.from(bias) },
  ];
  return { step: 0, epoch: 0, weights, optimizer: [], random: [0, 0, 0], history: [] };
}

const epochsOf = (events: readonly EngineEvent[]) =>
  events.flatMap((event) => (event.type === 'epoch' ? [event.report] : []));

const farthest = (found: readonly number[], expected: readonly number[]): number =>
  expected.reduce((most, value, i) => Math.max(most, Math.abs(value - (found[i] ?? Number.NaN))), 0);

describe('a few steps are those of Keras 3.15', () => {
  it.each(figures.steps.map((one) => [one.settings.title, one] as const))('%s', async (_, expected) => {
    const { epochs, rate: learningRate } = figures;
    const network = networkEnding(expected.settings.settings.loss === 'binaryCrossentropy' ? 'sigmoid' : 'softmax');
    const settings = { ...expected.settings.settings, learningRate, epochs, batchSize: 6, validationShare: 0 };
    const request = requestOf({ network, dataset, snapshot: startingAt(figures.weights) }, settings);
    const { outcome, events } = await complete(engine, request);
    expect(outcome).toMatchObject({ reason: 'completed', leakedTensors: 0 });
    const losses = epochsOf(events).map(({ loss }) => loss);
    expect(losses).toHaveLength(epochs);
    expect(farthest(losses, expected.losses)).toBeLessThan(1e-5);
    expected.weights.forEach((values, i) => {
      expect(farthest([...(outcome.last?.weights[i]?.values ?? [])], values)).toBeLessThan(2e-5);
    });
  });
});

describe('the learning rate', () => {
  it.each(figures.rates)('of $schedule after $warmupSteps steps is that of Keras and PyTorch', (one) => {
    const settings = { ...defaultTraining, ...one, learningRate: figures.rate };
    const found = one.rates.map((_, step) => rateAt(settings, { step, stepsPerEpoch: one.stepsPerEpoch, losses: [] }));
    expect(farthest(found, one.rates)).toBeLessThan(1e-8);
  });

  it.each(figures.plateaus)('falls where $losses stand still as Keras has it', ({ schedule, losses, rates }) => {
    const settings = { ...defaultTraining, schedule, learningRate: figures.rate };
    const found = rates.map((_, i) => rateAt(settings, { step: i, stepsPerEpoch: 1, losses: losses.slice(0, i + 1) }));
    expect(farthest(found, rates)).toBeLessThan(1e-8);
  });

  it('in force is in the reports, over every step of a run', async () => {
    const schedule = { kind: 'step', everyEpochs: 1, factor: 0.5 } as const;
    const { events } = await complete(engine, requestOf({}, { schedule, learningRate: 0.08, epochs: 3 }));
    expect(epochsOf(events).map(({ learningRate }) => learningRate)).toEqual([0.08, 0.04, 0.02]);
    const batches = events.flatMap((event) => (event.type === 'batch' ? [event.report] : []));
    expect(new Set(batches.map(({ learningRate }) => learningRate))).toEqual(new Set([0.08, 0.04, 0.02]));
  });
});

describe('early stopping', () => {
  it.each(figures.stops)('with patience $patience and $minChange ends $losses where Keras does', (one) => {
    const lengths = one.losses.map((_, i) => i + 1);
    const after = lengths.find((length) => endsEarly({ ...one, keepBest: true }, one.losses.slice(0, length)));
    expect(after ?? null).toBe(one.after);
  });

  /** Nothing that is learned at such a rate holds: the loss goes up and down. */
  const restless = { learningRate: 0.5, optimizer: 'sgd', epochs: 60 } as const;

  it('ends a run and keeps the weights of its best epoch', async () => {
    const earlyStopping = { patience: 2, minChange: 0.05, keepBest: true };
    const { outcome, events } = await complete(engine, requestOf({}, { ...restless, earlyStopping }));
    const losses = epochsOf(events).map(({ loss, valLoss }) => valLoss ?? loss);
    expect(outcome.reason).toBe('completed');
    expect(losses.length).toBeLessThan(60);
    const best = losses.indexOf(Math.min(...losses)) + 1;
    expect(outcome.endedEarly).toEqual({ keptEpoch: best });
    expect(outcome.last?.weights).toEqual(outcome.best?.weights);
    expect(outcome.last?.epoch).toBe(best);
  });

  it('keeps the last weights where it is asked to, and says nothing of a run that came to its end', async () => {
    const earlyStopping = { patience: 2, minChange: 10, keepBest: false };
    const early = await complete(engine, requestOf({}, { ...restless, earlyStopping }));
    expect(early.outcome.endedEarly).toEqual({ keptEpoch: 3 });
    expect(early.outcome.last?.epoch).toBe(3);
    const whole = await complete(engine, requestOf({}, { epochs: 2, earlyStopping }));
    expect(whole.outcome).not.toHaveProperty('endedEarly');
    expect(whole.outcome.last?.epoch).toBe(2);
  });

  it('waits anew when a run goes on from another', async () => {
    const earlyStopping = { patience: 2, minChange: 10, keepBest: false };
    const first = await complete(engine, requestOf({}, { ...restless, earlyStopping }));
    const snapshot = first.outcome.last;
    if (!snapshot) throw new Error('no snapshot');
    const second = await complete(engine, requestOf({ snapshot, runId: 'on' }, { ...restless, earlyStopping }));
    expect(epochsOf(second.events).map(({ epoch }) => epoch)).toEqual([4, 5, 6]);
  });
});

it('settings of files from before they could be chosen are what those were trained with', () => {
  const { data, loss, optimizer, learningRate, metrics, epochs, batchSize, validationShare, seed } = settingsOf();
  const old = { data, loss, optimizer, learningRate, metrics, epochs, batchSize, validationShare, seed };
  expect(trainingSchema.parse(old)).toMatchObject({
    ...old,
    ...{ momentum: 0.9, rho: 0.9, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, weightDecay: 0.004 },
    ...{ schedule: { kind: 'constant' }, warmupSteps: 0, clipping: { kind: 'none' }, labelSmoothing: 0 },
    ...{ classWeights: { kind: 'none' }, earlyStopping: null },
  });
});
