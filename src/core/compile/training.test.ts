import { describe, expect, it } from 'vitest';
import { analyze } from '../analysis/analyze.ts';
import type { Line } from '../analysis/testing/graph.ts';
import { documentOf } from '../analysis/testing/graph.ts';
import { applyCommands } from '../document/commands.ts';
import type { StrideDocument, TrainingSettings } from '../document/schema.ts';
import type { TrainingData } from './training.ts';
import { checkTraining, suggestTraining } from './training.ts';

const digits: TrainingData = { classes: 10, imageShape: [28, 28, 1], trainCount: 4000 };
const catsAndDogs: TrainingData = { classes: 2, imageShape: [150, 150, 3], trainCount: 2000 };

function network(last: readonly Line[], settings: Partial<TrainingSettings> = {}, shape = [28, 28, 1]): StrideDocument {
  const document = documentOf([['in', 'input', { shape }], ['conv', 'conv2d', { filters: 4 }, ['in']], ...last]);
  return { ...document, training: { ...document.training, ...settings } };
}

const check = (document: StrideDocument, data: TrainingData | null) =>
  checkTraining(document, analyze(document.graph), data);

const dense = (units: number, activation: string): readonly Line[] => [
  ['flat', 'flatten', {}, ['conv']],
  ['out', 'dense', { units, activation }, ['flat']],
];

describe('checkTraining', () => {
  it('accepts softmax for ten classes, and one sigmoid for two', () => {
    expect(check(network(dense(10, 'softmax')), digits)).toEqual([]);
    const single = network(dense(1, 'sigmoid'), { loss: 'binaryCrossentropy' }, [150, 150, 3]);
    expect(check(single, catsAndDogs)).toEqual([]);
    expect(check(network(dense(3, 'linear'), { loss: 'meanSquaredError' }), null)).toEqual([]);
  });

  it('says nothing about a network that cannot be compiled', () => {
    expect(check(documentOf([['in', 'input']]), digits)).toEqual([]);
  });

  it('asks for one input and one output', () => {
    const document = documentOf([
      ['in', 'input'],
      ['in2', 'input'],
      ['sum', 'add', {}, ['in', 'in2']],
      ['a', 'relu', {}, ['sum']],
      ['b', 'relu', {}, ['sum']],
    ]);
    expect(check(document, digits).map(({ code, nodeId }) => [code, nodeId])).toEqual([
      ['compile.inputs', 'in2'],
      ['compile.outputs', 'b'],
    ]);
  });

  it('offers no image shape to a network for series', () => {
    const series = documentOf([
      ['in', 'input', { shape: [500, 1] }],
      ['conv', 'conv1d', { filters: 4 }, ['in']],
      ['pool', 'globalAveragePooling1d', {}, ['conv']],
      ['out', 'dense', { units: 10, activation: 'softmax' }, ['pool']],
    ]);
    const found = check(series, digits).find(({ code }) => code === 'training.imageShape');
    expect(found?.fixes).toEqual([]);
  });

  type Case = readonly [string, StrideDocument, TrainingData | null, string];
  const cases: readonly Case[] = [
    ['other images', network(dense(10, 'softmax')), { ...digits, imageShape: [32, 32, 3] }, 'training.imageShape'],
    ['too few classes', network(dense(10, 'softmax')), { ...digits, classes: 2 }, 'training.outputUnits'],
    [
      'units behind a Softmax layer',
      network([...dense(4, 'linear'), ['p', 'softmax', {}, ['out']]]),
      digits,
      'training.outputUnits',
    ],
    [
      'units of a convolution',
      network([['out', 'globalAveragePooling2d', {}, ['conv']]]),
      digits,
      'training.outputUnits',
    ],
    ['units that nobody decides', network([['out', 'flatten', {}, ['conv']]]), digits, 'training.outputUnits'],
    ['a map', network([]), digits, 'training.outputRank'],
    [
      'a map with a channel per class',
      network([['c', 'conv2d', { filters: 10, activation: 'softmax' }, ['conv']]]),
      digits,
      'training.outputRank',
    ],
    ['no probabilities', network(dense(10, 'linear')), digits, 'training.outputActivation'],
    [
      'a ReLU at the end',
      network([...dense(10, 'linear'), ['r', 'relu', {}, ['out']]]),
      digits,
      'training.outputActivation',
    ],
    ['one value for categories', network(dense(1, 'sigmoid')), { ...digits, classes: 2 }, 'training.oneUnit'],
    [
      'softmax of one value',
      network(dense(1, 'softmax'), { loss: 'binaryCrossentropy' }),
      { ...digits, classes: 2 },
      'training.outputActivation',
    ],
    [
      'a large batch',
      network(dense(10, 'softmax'), { batchSize: 64 }),
      { ...digits, trainCount: 50 },
      'training.batchSize',
    ],
  ];

  it.each(cases)('refuses %s, and each fix mends it', (_, document, data, code) => {
    const found = check(document, data).find((one) => one.code === code);
    expect(found?.fixes?.length).toBeGreaterThan(0);
    for (const one of found?.fixes ?? []) {
      const mended = applyCommands(document, one.commands);
      expect(analyze(mended.graph).problems).toEqual([]);
      expect(
        check(mended, data).map((left) => left.code),
        one.title,
      ).not.toContain(code);
    }
  });

  it('only warns of sigmoids under a categorical loss', () => {
    const [found] = check(network(dense(10, 'sigmoid')), digits);
    expect(found).toMatchObject({ code: 'training.outputActivation', severity: 'warning' });
  });

  it('refuses a network without anything to train', () => {
    const document = documentOf([
      ['in', 'input', { shape: [10] }],
      ['out', 'softmax', {}, ['in']],
    ]);
    expect(check(document, null).map((one) => one.code)).toEqual(['training.noWeights']);
  });
});

describe('suggestTraining', () => {
  const suggest = (document: StrideDocument, data: TrainingData | null) =>
    suggestTraining(document, analyze(document.graph), data);

  it('follows the output and the images', () => {
    expect(suggest(network(dense(10, 'softmax')), digits)).toEqual({
      loss: 'categoricalCrossentropy',
      optimizer: 'adam',
      learningRate: 0.001,
      batchSize: 32,
      metrics: ['accuracy'],
    });
    expect(suggest(network(dense(1, 'sigmoid'), {}, [150, 150, 3]), catsAndDogs)).toMatchObject({
      loss: 'binaryCrossentropy',
      batchSize: 20,
    });
    expect(suggest(network(dense(1, 'linear')), null)).toMatchObject({ loss: 'meanSquaredError' });
    expect(suggest(network(dense(10, 'softmax')), { ...digits, trainCount: 7 }).batchSize).toBe(7);
  });
});
