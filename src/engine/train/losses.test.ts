import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { losses as lossNames, metricNames } from '../../core/document/tasks.ts';
import { defaultOptions } from '../../core/document/training-options.ts';
import { startForTest } from '../testing/backends.ts';
import type { Answers } from './answers.ts';
import { figuresOf, sumsOf, widthOf } from './figures.ts';
import { sampleLosses, smoothed } from './losses.ts';

/* Recorded by conformance/record_losses.py from Keras 3.15.1 on TensorFlow 2.21. */
const numbers = z.array(z.number());
const settings = z.record(z.string(), z.number());
const truth = z
  .object({
    cases: z.array(
      z.object({
        loss: z.enum(lossNames),
        activation: z.string(),
        settings,
        smoothing: z.number(),
        shape: numbers,
        logits: numbers,
        targets: numbers,
        losses: numbers,
        gradient: numbers,
      }),
    ),
    metrics: z.array(
      z.object({
        metric: z.enum(metricNames),
        answers: z.enum(['classes', 'masks', 'values']),
        settings,
        shape: numbers,
        outputs: numbers,
        targets: numbers,
        value: z.number(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL('./fixtures/losses.json', import.meta.url), 'utf8')));

const activations: Readonly<Record<string, (logits: tf.Tensor) => tf.Tensor>> = {
  softmax: (logits) => tf.softmax(logits),
  sigmoid: (logits) => tf.sigmoid(logits),
  linear: (logits) => logits,
};

const near = (found: Iterable<number>, expected: readonly number[], digits: number): void => {
  const values = [...found];
  expect(values).toHaveLength(expected.length);
  for (const [i, value] of values.entries()) expect(value).toBeCloseTo(expected[i] ?? Number.NaN, digits);
};

describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
  beforeAll(async () => {
    await startForTest(backend);
  });

  it.each(
    truth.cases.map((one, i) => [`${i + 1} ${one.loss} of ${one.activation} ${one.shape.join('×')}`, one] as const),
  )(
    'loss %s has the value and the gradient that Keras gives it',
    async (_, { loss, activation, settings: own, smoothing, shape, logits, targets, losses, gradient }) => {
      const wanted = tf.tensor(targets, shape);
      const lossOf = (z: tf.Tensor): tf.Tensor => {
        const output = activations[activation]?.(z) ?? z;
        const options = { ...defaultOptions, ...own };
        return sampleLosses(loss, { output, logits: z, activation }, smoothed(loss, wanted, smoothing), options);
      };
      const start = tf.tensor(logits, shape);
      near(await lossOf(start).data(), losses, 5);
      near(
        await tf
          .grad((z) => tf.sum(lossOf(z)))(start)
          .data(),
        gradient,
        5,
      );
    },
  );

  it.each(
    truth.metrics.map((one, i) => [`${i + 1} ${one.metric} of ${one.answers} ${one.shape.join('×')}`, one] as const),
  )(
    'metric %s has the value that Keras gives it, over two batches of which the second is filled up',
    async (_, { metric, answers, settings: own, shape, outputs, targets, value }) => {
      const [count = 0, ...rest] = shape;
      const units = rest.at(-1) ?? 1;
      const size = rest.reduce((product, n) => product * n, 1);
      // Far from 0 as these numbers to hit are, their sums need a centre.
      const measured = { metrics: [metric], units, options: { topK: own.topK ?? 5, centres: targets.slice(0, units) } };
      const sums = Array.from({ length: widthOf(measured) }, () => 0);
      for (const [from, counting] of [
        [0, 4],
        [4, count - 4],
      ] as const) {
        const rows = (values: readonly number[]): number[] => {
          const own = values.slice(from * size, (from + counting) * size);
          return [...own, ...values.slice(0, (4 - counting) * size)];
        };
        const wanted = tf.tensor(rows(targets), [4, ...rest]);
        const mask = tf.tensor1d([0, 1, 2, 3].map((i) => Number(i < counting)));
        const answered = { output: tf.tensor(rows(outputs), [4, ...rest]), targets: wanted, mask };
        const read = await sumsOf(mask, measured, { ...answered, answers: answersOf(answers, wanted) }).data();
        expect(read).toHaveLength(sums.length);
        for (const [i, sum] of [...read].entries()) sums[i] = (sums[i] ?? 0) + sum;
      }
      expect(figuresOf(measured, sums, count).metrics.get(metric)).toBeCloseTo(value, 5);
      expect(figuresOf(measured, sums, count).loss).toBe(1);
    },
  );
});

function answersOf(kind: Answers['kind'], targets: tf.Tensor): Answers {
  if (kind === 'values') return { kind, values: targets };
  const units = targets.shape.at(-1) ?? 1;
  const labels = tf.cast(units === 1 ? tf.squeeze(targets, [-1]) : tf.argMax(targets, -1), 'int32');
  return kind === 'masks' ? { kind, labels } : { kind, labels: tf.reshape<tf.Rank.R1>(labels, [-1]) };
}
