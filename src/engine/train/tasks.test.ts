import { afterAll, expect, test } from 'vitest';
import { analyze } from '../../core/analysis/analyze.ts';
import { documentOf, type Line } from '../../core/analysis/testing/graph.ts';
import { compileNetwork } from '../../core/compile/compile.ts';
import { checkTraining } from '../../core/compile/training.ts';
import type { TrainingSettings } from '../../core/document/schema.ts';
import type { Task } from '../../core/document/tasks.ts';
import type { Dataset, SplitName, Targets } from '../data/dataset.ts';
import { trainingDataOf } from '../data/training-data.ts';
import type { Evaluation } from '../inspect/evaluation.ts';
import { uniformStream } from '../random.ts';
import { complete, settingsOf } from '../testing/runs.ts';
import { createSameThreadEngine } from '../testing/same-thread.ts';

const engine = createSameThreadEngine();
afterAll(() => engine.destroy());

const counts: Readonly<Record<SplitName, number>> = { train: 120, validation: 30, test: 40 };

interface Made {
  readonly task: Task;
  readonly classes: readonly string[];
  readonly shape: readonly number[];
  /** Values of a sample from random ones. */
  readonly sample: (next: () => number) => readonly number[];
  readonly targets: (samples: readonly (readonly number[])[]) => Targets;
}

function made({ task, classes, shape, sample, targets }: Made): Dataset {
  const split = (name: SplitName, seed: number) => {
    const next = uniformStream(seed);
    const samples = Array.from({ length: counts[name] }, () => sample(next));
    const values = Float32Array.from(samples.flat());
    return { count: counts[name], samples: { kind: 'floats', values } as const, targets: targets(samples) };
  };
  return {
    id: 'made',
    title: 'Made',
    classes,
    task,
    sampleShape: shape,
    licence: '',
    attribution: '',
    normalization: { kind: 'none' },
    splits: { train: split('train', 1), validation: split('validation', 2), test: split('test', 3) },
    skipped: [],
  };
}

/** Far from 0, as prices are: 40 + 5a − 3b, and a·b. */
const prices = made({
  task: 'regression',
  classes: [],
  shape: [2],
  sample: (next) => [next(), next()],
  targets: (samples) => ({
    kind: 'values',
    names: ['price', 'area'],
    values: Float32Array.from(samples.flatMap(([a = 0, b = 0]) => [40 + 5 * a - 3 * b, a * b])),
  }),
});

/** Which of three numbers is above a half. */
const switches = made({
  task: 'manyLabel',
  classes: ['first', 'second', 'third'],
  shape: [3],
  sample: (next) => [next(), next(), next()],
  targets: (samples) => ({
    kind: 'manyLabels',
    values: Uint8Array.from(samples.flat(), (value) => Number(value > 0.5)),
  }),
});

/** Bright pixels on dark ones. */
const spots = made({
  task: 'segmentation',
  classes: ['dark', 'bright'],
  shape: [6, 6, 1],
  sample: (next) => Array.from({ length: 36 }, () => (next() > 0.7 ? 0.7 + 0.3 * next() : 0.4 * next())),
  targets: (samples) => ({
    kind: 'masks',
    masks: { kind: 'bytes', values: Uint8Array.from(samples.flat(), (value) => Number(value > 0.55)) },
  }),
});

async function trained(dataset: Dataset, lines: readonly Line[], changes: Partial<TrainingSettings>) {
  const plain = documentOf(lines);
  const settings = settingsOf({ batchSize: 16, ...changes });
  const document = { ...plain, training: settings };
  expect(checkTraining(document, analyze(document.graph), trainingDataOf(dataset))).toEqual([]);
  const compiled = compileNetwork(document);
  if (!compiled.ok) throw new Error('the network does not compile');
  const network = compiled.value;
  const request = { runId: 'run', network, dataset, settings, backend: 'wasm', probe: null } as const;
  const { outcome, events } = await complete(engine, request);
  expect(outcome.failure).toBeUndefined();
  expect(outcome).toMatchObject({ reason: 'completed', leakedTensors: 0 });
  const reports = events.flatMap((event) => (event.type === 'epoch' ? [event.report] : []));
  const weights = outcome.last?.weights ?? [];
  const common = { network, weights, dataset, batchSize: 7, loss: settings.loss, lossOptions: settings } as const;
  const evaluate = (split: SplitName): Promise<Evaluation> => engine.evaluate({ ...common, split, backend: 'wasm' });
  return { reports, evaluate };
}

test('numbers: what the epoch says of them is what the evaluation finds, and better than any constant', async () => {
  const { reports, evaluate } = await trained(
    prices,
    [
      ['in', 'input', { shape: [2] }],
      ['hidden', 'dense', { units: 16, activation: 'relu' }, ['in']],
      ['out', 'dense', { units: 2 }, ['hidden']],
    ],
    { loss: 'huber', huberDelta: 2, learningRate: 0.02, epochs: 60, metrics: ['r2Score', 'rootMeanSquaredError'] },
  );
  const last = reports.at(-1);
  const found = await evaluate('validation');
  expect(found.loss).toBeCloseTo(last?.valLoss ?? Number.NaN, 4);
  if (found.task !== 'regression') throw new Error(found.task);
  // R² of the best constant is 0.
  expect(found.r2).toBeGreaterThan(0.5);
  expect(found.r2).toBeCloseTo(last?.extra.valR2Score ?? Number.NaN, 4);
  expect(found.perOutput.map(({ name }) => name)).toEqual(['price', 'area']);
  expect(last?.accuracy).toBeNull();
});

test('labels: each by itself', async () => {
  const { reports, evaluate } = await trained(
    switches,
    [
      ['in', 'input', { shape: [3] }],
      ['hidden', 'dense', { units: 12, activation: 'relu' }, ['in']],
      ['out', 'dense', { units: 3, activation: 'sigmoid' }, ['hidden']],
    ],
    { loss: 'binaryFocalCrossentropy', learningRate: 0.03, epochs: 40, metrics: ['accuracy', 'f1Score', 'auc'] },
  );
  const last = reports.at(-1);
  const found = await evaluate('validation');
  if (found.task !== 'manyLabel') throw new Error(found.task);
  expect(found.hammingLoss).toBeLessThan(0.15);
  expect(1 - found.hammingLoss).toBeCloseTo(last?.valAccuracy ?? Number.NaN, 6);
  expect(found.macroF1).toBeCloseTo(last?.extra.valF1Score ?? Number.NaN, 6);
  expect(found.loss).toBeCloseTo(last?.valLoss ?? Number.NaN, 5);
});

test.each([
  ['dice', 2, 'softmax'],
  ['categoricalCrossentropy', 2, 'softmax'],
  ['binaryCrossentropy', 1, 'sigmoid'],
] as const)('masks, by %s of %i channels', async (loss, filters, activation) => {
  const { reports, evaluate } = await trained(
    spots,
    [
      ['in', 'input', { shape: [6, 6, 1] }],
      ['hidden', 'conv2d', { filters: 6, padding: 'same', activation: 'relu' }, ['in']],
      ['out', 'conv2d', { filters, kernelSize: [1, 1], activation }, ['hidden']],
    ],
    { loss, learningRate: 0.03, epochs: 15, metrics: ['accuracy', 'meanIoU'] },
  );
  const last = reports.at(-1);
  const found = await evaluate('validation');
  if (found.task !== 'segmentation') throw new Error(found.task);
  // All dark gives the dark class 0.7 and the bright one 0.
  expect(found.meanIoU).toBeGreaterThan(0.8);
  expect(found.meanIoU).toBeCloseTo(last?.extra.valMeanIoU ?? Number.NaN, 6);
  expect(found.pixelAccuracy).toBeCloseTo(last?.valAccuracy ?? Number.NaN, 6);
  expect(found.loss).toBeCloseTo(last?.valLoss ?? Number.NaN, 5);
});
