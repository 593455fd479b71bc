import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startForTest } from '../testing/backends.ts';
import { activationOf } from './activations.ts';
import { layerBuilders } from './builders.ts';
import { ConfigReader } from './config.ts';

/** Inputs, weights and outputs of Keras's own layers; see conformance/record_windows.py. */
const array = z.object({ shape: z.array(z.number()), values: z.array(z.number()) });
const rows = z
  .array(
    z.object({
      class: z.string(),
      config: z.record(z.string(), z.unknown()),
      input: array,
      weights: z.array(array.extend({ name: z.string() })),
      output: array,
    }),
  )
  .parse(JSON.parse(readFileSync(new URL('fixtures/windows.json', import.meta.url), 'utf8')));

const named = rows.map((row) => [`${row.class} ${JSON.stringify(row.config)}`, row] as const);

describe.each(['wasm', 'cpu'] as const)('on %s', (backend) => {
  beforeAll(async () => {
    await startForTest(backend);
  });

  test.each(named)('%s is what Keras computes', (_, row) => {
    const builder = layerBuilders[row.class];
    if (!builder) throw new Error(`no ${row.class}`);
    const layer = builder(new ConfigReader(row.config, 'layer', row.class, undefined), [row.input.shape.slice(1)]);
    expect(layer.weights.map(({ name, shape }) => ({ name, shape }))).toEqual(
      row.weights.map(({ name, shape }) => ({ name, shape })),
    );
    expect(layer.outputShape).toEqual(row.output.shape.slice(1));
    const activation = activationOf(layer.activation);
    if (!activation) throw new Error(`no ${layer.activation}`);

    const before = tf.memory().numTensors;
    const { shape, values } = tf.tidy(() => {
      const weights = row.weights.map((weight) => tf.tensor(weight.values, weight.shape));
      const context = { training: false, seed: 0, inputGradient: false, assign: () => {} };
      const output = activation(layer.call([tf.tensor(row.input.values, row.input.shape)], weights, context));
      return { shape: output.shape, values: output.dataSync<'float32'>() };
    });
    expect(tf.memory().numTensors).toBe(before);
    expect(shape).toEqual(row.output.shape);
    const gap = row.output.values.reduce((most, value, i) => Math.max(most, Math.abs(value - (values[i] ?? NaN))), 0);
    expect(gap).toBeLessThan(3e-5);
  });
});

const refused: readonly (readonly [string, string, Readonly<Record<string, unknown>>, readonly number[], string])[] = [
  ['groups that do not divide', 'Conv2D', { filters: 4, kernel_size: 1, groups: 3 }, [4, 4, 4], '3 groups'],
  ['a window too long', 'Conv1D', { filters: 1, kernel_size: 4, dilation_rate: 2 }, [6, 1], 'does not fit into 6'],
  ['an image for volumes', 'MaxPooling3D', {}, [4, 4, 3], '4 sizes'],
  ['nothing left', 'Cropping1D', { cropping: [2, 2] }, [4, 1], 'nothing is left'],
  [
    'an output padding of the stride',
    'Conv2DTranspose',
    { filters: 1, kernel_size: 3, strides: 2, output_padding: 2 },
    [4, 4, 1],
    'output padding of 2',
  ],
];

test.each(refused)('%s is refused with a reason', (_, className, config, input, reason) => {
  const build = () => layerBuilders[className]?.(new ConfigReader(config, 'layer', className, undefined), [input]);
  expect(build).toThrow(reason);
});
