import { describe, expect, it } from 'vitest';
import { analyze } from '../analysis/analyze.ts';
import { documentOf, type Line } from '../analysis/testing/graph.ts';
import { applyCommands } from '../document/commands.ts';
import type { StrideDocument, TrainingSettings } from '../document/schema.ts';
import { checkTraining, suggestTraining, type TrainingData } from './training.ts';

const prices: TrainingData = { classes: 0, outputs: 2, imageShape: [8], task: 'regression', trainCount: 100 };
const scenes: TrainingData = { classes: 5, imageShape: [16, 16, 3], task: 'manyLabel', trainCount: 100 };
const cells: TrainingData = { classes: 3, imageShape: [16, 16, 3], task: 'segmentation', trainCount: 100 };

function network(lines: readonly Line[], settings: Partial<TrainingSettings>): StrideDocument {
  const document = documentOf(lines);
  return { ...document, training: { ...document.training, ...settings } };
}

const table = (units: number, activation: string): readonly Line[] => [
  ['in', 'input', { shape: [8] }],
  ['out', 'dense', { units, activation }, ['in']],
];
const picture = (units: number, activation: string): readonly Line[] => [
  ['in', 'input', { shape: [16, 16, 3] }],
  ['flat', 'flatten', {}, ['in']],
  ['out', 'dense', { units, activation }, ['flat']],
];
const map = (filters: number, activation: string, strides = 1): readonly Line[] => [
  ['in', 'input', { shape: [16, 16, 3] }],
  ['out', 'conv2d', { filters, activation, strides: [strides, strides], padding: 'same' }, ['in']],
];

function check(document: StrideDocument, data: TrainingData) {
  const analysis = analyze(document.graph);
  expect(analysis.problems).toEqual([]);
  return checkTraining(document, analysis, data);
}

const codes = (document: StrideDocument, data: TrainingData) => check(document, data).map(({ code }) => code);

/** Takes the first fix of the first problem until there is none left. */
function mended(document: StrideDocument, data: TrainingData): StrideDocument {
  let next = document;
  for (let turn = 0; turn < 5; turn++) {
    const [first] = check(next, data).flatMap(({ fixes }) => fixes ?? []);
    if (!first) return next;
    next = applyCommands(next, first.commands);
  }
  return next;
}

describe('checkTraining of every task', () => {
  it.each([
    ['numbers', table(2, 'linear'), { loss: 'huber' }, prices],
    ['labels', picture(5, 'sigmoid'), { loss: 'binaryCrossentropy' }, scenes],
    ['masks', map(3, 'softmax'), { loss: 'dice' }, cells],
    [
      'masks of two classes from one sigmoid',
      map(1, 'sigmoid'),
      { loss: 'binaryCrossentropy' },
      { ...cells, classes: 2 },
    ],
  ] as const)('finds nothing wrong with %s', (_, lines, settings, data) => {
    expect(codes(network(lines, settings), data)).toEqual([]);
  });

  it.each([
    ['training.lossRegression', table(2, 'linear'), { loss: 'categoricalCrossentropy' }, prices],
    ['training.outputValues', table(7, 'linear'), { loss: 'meanSquaredError' }, prices],
    ['training.outputBounded', table(2, 'sigmoid'), { loss: 'meanSquaredError' }, prices],
    ['training.lossManyLabel', picture(5, 'sigmoid'), { loss: 'categoricalCrossentropy' }, scenes],
    ['training.softmaxShares', picture(5, 'softmax'), { loss: 'binaryCrossentropy' }, scenes],
    ['training.outputUnits', picture(4, 'sigmoid'), { loss: 'binaryCrossentropy' }, scenes],
    ['training.outputRank', map(5, 'sigmoid'), { loss: 'binaryCrossentropy' }, scenes],
    ['training.lossSegmentation', map(3, 'softmax'), { loss: 'huber' }, cells],
    ['training.outputMask', map(3, 'softmax', 2), { loss: 'categoricalCrossentropy' }, cells],
    ['training.outputUnits', map(4, 'softmax'), { loss: 'categoricalCrossentropy' }, cells],
    ['training.outputActivation', map(3, 'relu'), { loss: 'dice' }, cells],
  ] as const)('says %s, and its fixes mend it', (code, lines, settings, data) => {
    const document = network(lines, settings);
    expect(codes(document, data)[0]).toBe(code);
    expect(codes(mended(document, data), data)).toEqual([]);
  });

  it('has no fix for a vector where a mask is asked for', () => {
    const [problem] = check(network(picture(3, 'softmax'), { loss: 'dice' }), cells);
    expect(problem?.code).toBe('training.outputMask');
    expect(problem?.values.expected).toBe('16×16×3');
    expect(problem?.fixes ?? []).toEqual([]);
  });
});

describe('suggestTraining of every task', () => {
  it.each([
    [prices, table(2, 'linear'), 'meanSquaredError', ['meanAbsoluteError', 'r2Score']],
    [scenes, picture(5, 'sigmoid'), 'binaryCrossentropy', ['accuracy', 'f1Score']],
    [cells, map(3, 'softmax'), 'categoricalCrossentropy', ['accuracy', 'meanIoU']],
  ] as const)('suits what it is asked', (data, lines, loss, metrics) => {
    const document = network(lines, {});
    expect(suggestTraining(document, analyze(document.graph), data)).toMatchObject({ loss, metrics });
  });
});
