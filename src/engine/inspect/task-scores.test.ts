import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { LabelScores } from './label-scores.ts';
import { MaskScores } from './mask-scores.ts';
import { NumberScores } from './number-scores.ts';
import { Worst } from './worst.ts';

/* Recorded by conformance/record_evaluation.py, which reckons with numpy. */
const numbers = z.array(z.number());
const figures = z.record(z.string(), z.number());
const truth = z
  .object({
    many: z.object({
      labels: z.number(),
      wanted: numbers,
      probabilities: numbers,
      hammingLoss: z.number(),
      exactMatch: z.number(),
      macroF1: z.number(),
      areas: numbers,
      mostWrong: z.number(),
    }),
    numbers: z.object({
      names: z.array(z.string()),
      wanted: numbers,
      predicted: numbers,
      outputs: z.array(figures),
      worst: z.number(),
    }),
    masks: z.object({
      classes: z.number(),
      size: z.number(),
      wanted: z.array(numbers),
      predicted: z.array(numbers),
      iou: z.array(z.number().nullable()),
      dice: z.array(z.number().nullable()),
      pixelAccuracy: z.number(),
      meanIoU: z.number(),
      order: numbers,
    }),
  })
  .parse(JSON.parse(readFileSync(new URL('./fixtures/tasks.json', import.meta.url), 'utf8')));

const rows = (values: readonly number[], width: number): Float32Array[] =>
  Array.from({ length: values.length / width }, (_, i) => Float32Array.from(values.slice(i * width, (i + 1) * width)));

test('labels', () => {
  const { labels, wanted, probabilities, areas, mostWrong, ...expected } = truth.many;
  const scores = new LabelScores(labels);
  const own = rows(wanted, labels);
  rows(probabilities, labels).forEach((row, i) => {
    scores.add(i, own[i] ?? [], row, 1);
  });
  const found = scores.figures();
  for (const key of ['hammingLoss', 'exactMatch', 'macroF1'] as const) expect(found[key]).toBeCloseTo(expected[key], 9);
  found.curves.forEach((curve, i) => {
    expect(curve?.area).toBeCloseTo(areas[i] ?? Number.NaN, 9);
  });
  const [worst] = found.worst;
  expect((worst?.missed.length ?? 0) + (worst?.invented.length ?? 0)).toBe(mostWrong);
  // What the slider of the screen adds up: at a half it says what the network says.
  const held = found.perLabel.map((label) => label.held.reduce((sum, n) => sum + n, 0));
  expect(held).toEqual([0, 1, 2].map((label) => own.filter((row) => row[label] === 1).length));
});

test('numbers, far from 0 and near it', () => {
  const { names, wanted, predicted, outputs, worst } = truth.numbers;
  const scores = new NumberScores(
    names,
    outputs.map(({ deviation = 1 }) => deviation),
  );
  const answers = rows(predicted, 2);
  rows(wanted, 2).forEach((row, i) => {
    scores.add(i, row, answers[i] ?? new Float32Array(2));
  });
  const found = scores.figures();
  found.perOutput.forEach((output, i) => {
    const expected = outputs[i] ?? {};
    for (const [key, value] of Object.entries(output)) {
      if (typeof value === 'number') expect(value / (expected[key] ?? Number.NaN), key).toBeCloseTo(1, 5);
    }
  });
  expect(found.r2).toBeCloseTo(
    outputs.reduce((sum, { r2 = 0 }) => sum + r2 / 2, 0),
    6,
  );
  expect(found.worst[0]?.index).toBe(worst);
  expect(found.points.indices).toHaveLength(wanted.length / 2);
});

test('of many numbers as many are drawn as can be, evenly', () => {
  const scores = new NumberScores(['y'], [1]);
  for (let i = 0; i < 20_000; i++) scores.add(i, Float32Array.of(i), Float32Array.of(i + 1));
  const { points, perOutput } = scores.figures();
  expect(points.indices.length).toBeLessThan(8000);
  expect(points.indices.length).toBeGreaterThan(4000);
  expect(points.indices.at(-1)).toBeGreaterThan(19_990);
  expect(perOutput[0]?.meanAbsoluteError).toBe(1);
});

test('masks, one class of which is neither there nor said', () => {
  const { classes, size, wanted, predicted, iou, dice, pixelAccuracy, meanIoU, order } = truth.masks;
  const scores = new MaskScores(classes, [size, size]);
  wanted.forEach((mask, i) => {
    scores.add(i, mask, predicted[i] ?? []);
  });
  const found = scores.figures();
  found.perClass.forEach((region, i) => {
    expect(region.iou).toEqual(iou[i] === null ? null : expect.closeTo(iou[i] ?? Number.NaN, 12));
    expect(region.dice).toEqual(dice[i] === null ? null : expect.closeTo(dice[i] ?? Number.NaN, 12));
  });
  expect(found.pixelAccuracy).toBeCloseTo(pixelAccuracy, 12);
  expect(found.meanIoU).toBeCloseTo(meanIoU, 12);
  expect(found.worst.map(({ index }) => index)).toEqual(order);
});

test('the worst of many, in the order of coming where they are alike', () => {
  const worst = new Worst<number>(5);
  for (let i = 0; i < 1000; i++) worst.add((i * 7919) % 100, () => i);
  const ranks = worst.all().map((i) => (i * 7919) % 100);
  expect(ranks).toEqual([99, 99, 99, 99, 99]);
  expect([...worst.all()]).toEqual(worst.all().toSorted((a, b) => a - b));
});

test('a label is said above a threshold, at every hundredth the same as at one half', () => {
  const scores = new LabelScores(1);
  // What an untrained sigmoid says, just above it, and beyond what a probability can be.
  for (const [i, p] of [0.5, 0.5000001, 0, 1, 1.5, -0.5].entries()) scores.add(i, [1], Float32Array.of(p), 1);
  const { perLabel, exactMatch } = scores.figures();
  const saidAtHalf = perLabel[0]?.held.slice(50).reduce((sum, n) => sum + n, 0);
  expect(saidAtHalf).toBe(3);
  expect(exactMatch).toBe(0.5);
});
