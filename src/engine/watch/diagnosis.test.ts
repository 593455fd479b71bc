import { afterAll, describe, expect, test } from 'vitest';
import { analyze } from '../../core/analysis/analyze.ts';
import { documentOf, type Line } from '../../core/analysis/testing/graph.ts';
import { compileNetwork } from '../../core/compile/compile.ts';
import type { CompiledNetwork } from '../../core/compile/topology.ts';
import { diagnose } from '../../core/diagnosis/diagnose.ts';
import type { TrainingNote } from '../../core/diagnosis/note.ts';
import type { TrainingSettings } from '../../core/document/schema.ts';
import type { Dataset } from '../data/dataset.ts';
import { combine, uniformStream } from '../random.ts';
import { stripes } from '../testing/datasets.ts';
import { complete, requestOf, settingsOf } from '../testing/runs.ts';
import { createSameThreadEngine } from '../testing/same-thread.ts';
import { dataFacts } from './data-facts.ts';

const engine = createSameThreadEngine();
afterAll(() => engine.destroy());

function compiled(lines: readonly Line[]): CompiledNetwork {
  const document = documentOf(lines);
  const network = compileNetwork(document);
  if (!network.ok) throw new Error(JSON.stringify(analyze(document.graph).problems));
  return network.value;
}

/** Trains the network, watching every step, and says what is wrong with how it learned. */
async function notesOn(
  lines: readonly Line[],
  dataset: Dataset,
  settings: Partial<TrainingSettings>,
): Promise<readonly TrainingNote[]> {
  const network = compiled(lines);
  const changes = { network, dataset, watch: { kind: 'steps', every: 1 } } as const;
  const { events, outcome } = await complete(engine, requestOf(changes, settings));
  const epochs = events.flatMap((event) => (event.type === 'epoch' ? [event.report] : []));
  const figures = events.flatMap((event) => (event.type === 'figures' ? [event.layers] : [])).at(-1) ?? {};
  const { failure } = outcome;
  const failed = failure ? { code: failure.code, message: failure.message, nodeId: failure.nodeId ?? null } : null;
  const run = { settings: settingsOf(settings), network, epochs, failure: failed };
  return diagnose({ run, figures, data: dataFacts(dataset) });
}

const idsOf = (notes: readonly TrainingNote[]): string[] => notes.map(({ id }) => id);

const input: Line = ['in', 'input', { shape: [8, 8, 1] }];
const dense = (id: string, from: string, params: Readonly<Record<string, unknown>>): Line => [
  id,
  'dense',
  params,
  [from],
];
const flat: Line = ['flat', 'flatten', {}, ['in']];
const softmax = (from: string, units = 4): Line => dense('out', from, { units, activation: 'softmax' });

const perceptron: readonly Line[] = [
  input,
  flat,
  dense('hidden', 'flat', { units: 32, activation: 'relu' }),
  softmax('hidden'),
];

/** One number of each image, the mean of its pixels: stripes are all alike in it. */
const averager: readonly Line[] = [input, ['mean', 'globalAveragePooling2d', {}, ['in']], softmax('mean')];

/** The same images with labels that have nothing to do with them. */
function shuffled(dataset: Dataset, share: (i: number) => number): Dataset {
  const { train } = dataset.splits;
  const labels = Uint8Array.from({ length: train.count }, (_, i) => share(i));
  return { ...dataset, splits: { ...dataset.splits, train: { ...train, targets: { kind: 'classes', labels } } } };
}

const chance = uniformStream(combine(7, 1));

describe('a healthy run has no notes', () => {
  test.each([
    ['a perceptron', perceptron, {}],
    [
      'a network of convolutions with batch normalisation',
      [
        input,
        ['conv', 'conv2d', { filters: 8, kernelSize: [3, 3], padding: 'same', useBias: false }, ['in']],
        ['bn', 'batchNormalization', {}, ['conv']],
        ['relu', 'relu', {}, ['bn']],
        ['pool', 'maxPooling2d', {}, ['relu']],
        ['conv2', 'conv2d', { filters: 8, kernelSize: [3, 3], activation: 'relu' }, ['pool']],
        ['flat', 'flatten', {}, ['conv2']],
        softmax('flat'),
      ] as const,
      { batchSize: 16 },
    ],
    ['plain gradient descent', perceptron, { optimizer: 'sgd', learningRate: 0.1 }],
  ] as const)('%s', async (_, lines, settings) => {
    const dataset = stripes({ train: 256, validation: 64 });
    // Around 0: where all pixels are positive, units can be dead from the start.
    const centred = { ...dataset, normalization: { kind: 'signed' } } as const;
    const notes = await notesOn(lines, centred, { learningRate: 0.003, epochs: 8, ...settings });
    expect(notes).toEqual([]);
  });
});

describe('a fault is named, with the figures that show it', () => {
  test('units that never leave 0', async () => {
    const lines: readonly Line[] = [
      input,
      flat,
      dense('hidden', 'flat', { units: 32, activation: 'relu', biasInitializer: { name: 'constant', value: -3 } }),
      softmax('hidden'),
    ];
    const notes = await notesOn(lines, stripes({ train: 256 }), { epochs: 2, optimizer: 'sgd', learningRate: 0.01 });
    const note = notes.find(({ id }) => id === 'deadUnits');
    expect(note).toMatchObject({ nodeId: 'hidden', values: { units: 32, batches: 16, samples: 128 } });
    expect(note?.values.dead).toBeGreaterThan(20);
    expect(note?.remedies[0]).toEqual({ kind: 'activation', id: 'leakyRelu', nodes: ['hidden'] });
  });

  test('gradients that vanish in sigmoids', async () => {
    const depth = [1, 2, 3, 4, 5, 6, 7];
    const sigmoids = depth.map((i) =>
      dense(`d${i}`, i === 1 ? 'flat' : `d${i - 1}`, { units: 16, activation: 'sigmoid' }),
    );
    const notes = await notesOn([input, flat, ...sigmoids, softmax('d7')], stripes({ train: 128 }), { epochs: 3 });
    const note = notes.find(({ id }) => id === 'vanishingGradients');
    expect(note).toMatchObject({ nodeId: 'd1', values: { layers: 8 } });
    expect(note?.remedies[0]).toEqual({ kind: 'activation', id: 'relu', nodes: depth.map((i) => `d${i}`) });
    expect(idsOf(notes)).not.toContain('byChance');
  });

  test('gradients that explode through large first weights', async () => {
    const wide = { name: 'randomNormal', mean: 0, stddev: 3 };
    const lines: readonly Line[] = [
      input,
      flat,
      dense('a', 'flat', { units: 32, kernelInitializer: wide }),
      dense('b', 'a', { units: 32, kernelInitializer: wide }),
      softmax('b'),
    ];
    const notes = await notesOn(lines, stripes({ train: 64 }), { epochs: 1, optimizer: 'sgd', learningRate: 1e-9 });
    expect(idsOf(notes)).toContain('explodingGradients');
    const note = notes.find(({ id }) => id === 'explodingGradients');
    expect(note?.values.length).toBeGreaterThan(100);
    expect(note?.remedies[0]).toMatchObject({ settings: { clipping: { kind: 'globalNorm', limit: 1 } } });
  });

  test('a run that left the numbers', async () => {
    const notes = await notesOn(perceptron, stripes(), { optimizer: 'sgd', learningRate: 1e30, epochs: 5 });
    expect(notes[0]).toMatchObject({ id: 'diverged', severity: 'error', values: { rate: 1e30 } });
    expect(notes[0]?.remedies[0]).toMatchObject({ settings: { learningRate: 1e29 } });
  });

  test('a rate that is too high', async () => {
    const lines: readonly Line[] = [
      input,
      flat,
      dense('hidden', 'flat', { units: 32, activation: 'tanh' }),
      softmax('hidden'),
    ];
    // A third of the labels is wrong: there is something to jump over.
    const labels = uniformStream(combine(7, 2));
    const dataset = shuffled(stripes({ train: 128 }), (i) => (labels() < 0.33 ? Math.floor(labels() * 4) : i % 4));
    const notes = await notesOn(lines, dataset, { learningRate: 0.3, epochs: 8 });
    expect(idsOf(notes)).toContain('rateTooHigh');
    expect(notes.find(({ id }) => id === 'rateTooHigh')?.values.ratio).toBeGreaterThan(0.01);
  });

  test('a rate at which the first steps go far beyond guessing, with what they broke', async () => {
    const settings = { optimizer: 'rmsprop', learningRate: 1, epochs: 4 } as const;
    const notes = await notesOn(perceptron, stripes({ train: 256 }), settings);
    expect(notes[0]).toMatchObject({ id: 'lossExploded', values: { rate: 1 } });
    expect(notes[0]?.values.worst).toBeGreaterThan(3 * Math.log(4));
    expect(notes[0]?.remedies[0]).toMatchObject({ settings: { learningRate: 0.1 } });
  });

  test('a rate that is too low', async () => {
    const notes = await notesOn(perceptron, stripes({ train: 128 }), { learningRate: 1e-7, epochs: 4 });
    expect(idsOf(notes)).toEqual(['rateTooLow']);
    expect(notes[0]?.values.ratio).toBeLessThan(1e-5);
    expect(notes[0]?.remedies[0]).toMatchObject({ settings: { learningRate: 1e-6 } });
  });

  test('images learned by heart', async () => {
    const dataset = shuffled(stripes({ train: 64 }), () => Math.floor(chance() * 4));
    const notes = await notesOn(perceptron, dataset, { learningRate: 0.01, epochs: 30, validationShare: 0.4 });
    const note = notes.find(({ id }) => id === 'overfitting');
    expect(note?.values.valLoss).toBeGreaterThan(note?.values.lowest ?? Number.POSITIVE_INFINITY);
    expect(note?.remedies.map(({ id }) => id)).toEqual(['augment', 'dropout', 'l2', 'stopEarly', 'showData']);
  });

  test('a loss that stands still', async () => {
    // The mean tells two pairs of classes apart, and no more: ln 2 is all that can be reached.
    const paired = stripes({ train: 128 });
    const { train } = paired.splits;
    const labels = Uint8Array.from({ length: 128 }, (_, i) => (i < 64 ? 0 : 2) + (i % 2));
    const values = Uint8Array.from({ length: 128 * 64 }, (_, i) => (i < 64 * 64 ? 40 : 200));
    const splits = {
      ...paired.splits,
      train: { ...train, samples: { kind: 'bytes', values }, targets: { kind: 'classes', labels } },
    } as const;
    const settings = { learningRate: 0.3, epochs: 80, batchSize: 128, validationShare: 0 };
    const notes = await notesOn(averager, { ...paired, splits }, settings);
    expect(idsOf(notes)).toEqual(['plateau']);
    expect(notes[0]?.values.loss).toBeCloseTo(Math.LN2, 1);
  });

  test('every answer the largest class', async () => {
    const dataset = shuffled(stripes({ train: 200 }), (i) => (i % 10 === 0 ? 1 + (Math.floor(i / 10) % 3) : 0));
    const notes = await notesOn(averager, dataset, { learningRate: 0.1, epochs: 4, validationShare: 0 });
    expect(notes[0]).toMatchObject({ id: 'majorityClass', values: { share: 0.9, largest: 0 } });
    expect(notes[0]?.values.accuracy).toBeCloseTo(0.9, 5);
  });

  test('labels that have nothing to do with the images', async () => {
    const dataset = shuffled(stripes({ train: 200 }), () => Math.floor(chance() * 4));
    const notes = await notesOn(averager, dataset, { learningRate: 0.01, epochs: 4, validationShare: 0 });
    expect(idsOf(notes)).toEqual(['byChance']);
    expect(notes[0]?.values.chance).toBeCloseTo(1.386, 3);
  });

  test('pixels from 0 to 255, and the same behind a batch normalisation', async () => {
    const bytes = { ...stripes({ train: 64 }), normalization: { kind: 'none' } } as const;
    const notes = await notesOn(perceptron, bytes, { epochs: 1 });
    const note = notes.find(({ id }) => id === 'inputScale');
    expect(note).toMatchObject({ nodeId: 'in', remedies: [{ id: 'normalizeInput', node: 'in' }, {}] });
    expect(note?.values.deviation).toBeGreaterThan(50);
    const scaled: readonly Line[] = [input, ['bn', 'batchNormalization', {}, ['in']], ['flat', 'flatten', {}, ['bn']]];
    const mended = await notesOn([...scaled, softmax('flat')], bytes, { epochs: 1 });
    expect(idsOf(mended)).not.toContain('inputScale');
  });

  test('ends that do not fit the loss', async () => {
    const two = stripes({ classes: 2 });
    const single = await notesOn([input, flat, softmax('flat', 1)], two, { loss: 'meanSquaredError', epochs: 1 });
    expect(idsOf(single)).toContain('softmaxOneUnit');
    const squared = await notesOn([input, flat, softmax('flat', 4)], stripes(), {
      loss: 'meanSquaredError',
      epochs: 1,
    });
    expect(squared.find(({ id }) => id === 'outputLoss')?.remedies).toMatchObject([
      { settings: { loss: 'categoricalCrossentropy' } },
    ]);
  });

  test('batch normalisation over four images', async () => {
    const lines: readonly Line[] = [input, flat, ['bn', 'batchNormalization', {}, ['flat']], softmax('bn')];
    const notes = await notesOn(lines, stripes(), { batchSize: 4, epochs: 1 });
    expect(notes.find(({ id }) => id === 'smallBatchNorm')).toMatchObject({ nodeId: 'bn', values: { batchSize: 4 } });
  });
});
