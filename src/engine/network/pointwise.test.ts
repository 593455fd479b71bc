import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startForTest } from '../testing/backends.ts';
import { centralDifferences } from '../testing/finite-differences.ts';
import { activationOf } from './activations.ts';
import { layerBuilders } from './builders.ts';
import { ConfigReader } from './config.ts';

/** Inputs, weights and outputs of Keras's own layers; see conformance/record_pointwise.py. */
const array = z.object({ shape: z.array(z.number()), values: z.array(z.number()) });
const rows = z
  .array(
    z.object({
      class: z.string(),
      config: z.record(z.string(), z.unknown()),
      inputs: z.array(array),
      weights: z.array(array.extend({ name: z.string() })),
      output: array,
    }),
  )
  .parse(JSON.parse(readFileSync(new URL('fixtures/pointwise.json', import.meta.url), 'utf8')));

type Row = (typeof rows)[number];
const named = rows.map(
  (row) =>
    [
      `${row.class} ${JSON.stringify(row.config)} of ${row.inputs.map(({ shape }) => shape).join(' and ')}`,
      row,
    ] as const,
);

function built(row: Row) {
  const builder = layerBuilders[row.class];
  if (!builder) throw new Error(`no ${row.class}`);
  const shapes = row.inputs.map(({ shape }) => shape.slice(1));
  const layer = builder(new ConfigReader(row.config, 'layer', row.class, undefined), shapes);
  const activation = activationOf(layer.activation);
  if (!activation) throw new Error(`no ${layer.activation}`);
  const call = (inputs: readonly tf.Tensor[]): tf.Tensor => {
    const weights = row.weights.map(({ values, shape }) => tf.tensor(values, shape));
    const context = { training: false, seed: 0, inputGradient: true, assign: () => {} };
    return activation(layer.call(inputs, weights, context));
  };
  return { layer, call };
}

const tensorsOf = ({ inputs }: Row): tf.Tensor[] => inputs.map(({ values, shape }) => tf.tensor(values, shape));

describe.each(['wasm', 'cpu'] as const)('on %s', (backend) => {
  beforeAll(async () => {
    await startForTest(backend);
  });

  test.each(named)('%s is what Keras computes', (_, row) => {
    const { layer, call } = built(row);
    expect(layer.weights.map(({ name, shape }) => ({ name, shape }))).toEqual(
      row.weights.map(({ name, shape }) => ({ name, shape })),
    );
    expect(layer.outputShape).toEqual(row.output.shape.slice(1));
    const before = tf.memory().numTensors;
    const { shape, values } = tf.tidy(() => {
      const output = call(tensorsOf(row));
      return { shape: output.shape, values: output.dataSync<'float32'>() };
    });
    expect(tf.memory().numTensors).toBe(before);
    expect(shape).toEqual(row.output.shape);
    row.output.values.forEach((value, i) => {
      expect(Math.abs((values[i] ?? Number.NaN) - value)).toBeLessThan(1e-5 * (1 + Math.abs(value)));
    });
  });

  const merges = named.filter(([, { inputs }]) => inputs.length > 1);
  test.each(merges)('gradients of %s', (_, row) => {
    const { call } = built(row);
    const lossOf = (inputs: readonly tf.Tensor[]): tf.Tensor => tf.sum(tf.square(call(inputs)));
    const found = tf.tidy(() => {
      const inputs = tensorsOf(row);
      const { grads } = tf.engine().gradients(() => lossOf(inputs), inputs, undefined, true);
      return grads.map((gradient) => gradient.dataSync<'float32'>());
    });
    row.inputs.forEach(({ values }, which) => {
      const loss = (moved: Float32Array): number =>
        tf.tidy(() => {
          const inputs = row.inputs.map((one, i) => tf.tensor(i === which ? moved : one.values, one.shape));
          return lossOf(inputs).dataSync()[0] ?? Number.NaN;
        });
      const expected = centralDifferences(loss, Float32Array.from(values), [0, 1, 2], 1e-2);
      const scale = Math.max(1, ...[...expected.values()].map(Math.abs));
      for (const [place, value] of expected) {
        expect(Math.abs((found[which]?.[place] ?? Number.NaN) - value) / scale).toBeLessThan(5e-3);
      }
    });
  });
});
