import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { combine, permutation } from '../random.ts';
import { startForTest } from '../testing/backends.ts';
import { centralDifferences } from '../testing/finite-differences.ts';
import { activationGradientOf } from './activation-gradients.ts';
import { activationOf } from './activations.ts';
import { layerBuilders } from './builders.ts';
import { ConfigReader } from './config.ts';
import { initialValues } from './initializers.ts';
import type { RunnableLayer } from './layer.ts';

/** Weights, inputs and outputs of Keras's own layers; see conformance/record_sequences.py. */
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
  .parse(JSON.parse(readFileSync(new URL('fixtures/sequences.json', import.meta.url), 'utf8')));

function build(className: string, config: Readonly<Record<string, unknown>>, shapes: readonly (readonly number[])[]) {
  const builder = layerBuilders[className];
  if (!builder) throw new Error(`no ${className}`);
  return builder(new ConfigReader(config, 'layer', className, undefined), shapes);
}

const context = (training: boolean) => ({ training, seed: 3, inputGradient: true, assign: () => {} });

function run(layer: RunnableLayer, inputs: readonly tf.Tensor[], weights: readonly tf.Tensor[], training: boolean) {
  const activation = activationOf(layer.activation);
  if (!activation) throw new Error(`no ${layer.activation}`);
  return activation(layer.call(inputs, weights, context(training)));
}

const named = rows.map((row) => [`${row.class} ${JSON.stringify(row.config)}`, row] as const);

describe.each(['wasm', 'cpu'] as const)('on %s', (backend) => {
  beforeAll(async () => {
    await startForTest(backend);
  });

  test.each(named)('%s is what Keras computes', (_, row) => {
    const layer = build(
      row.class,
      row.config,
      row.inputs.map(({ shape }) => shape.slice(1)),
    );
    expect(layer.weights.map(({ name, shape }) => ({ name, shape }))).toEqual(
      row.weights.map(({ name, shape }) => ({ name, shape })),
    );
    expect(layer.outputShape).toEqual(row.output.shape.slice(1));
    const before = tf.memory().numTensors;
    const difference = tf.tidy(() => {
      const inputs = row.inputs.map(({ shape, values }) => tf.tensor(values, shape));
      const weights = row.weights.map(({ shape, values }) => tf.tensor(values, shape));
      const output = run(layer, inputs, weights, false);
      expect(output.shape).toEqual(row.output.shape);
      return tf.max(tf.abs(tf.sub(output, tf.tensor(row.output.values, row.output.shape)))).dataSync()[0];
    });
    expect(difference).toBeLessThan(2e-5);
    expect(tf.memory().numTensors).toBe(before);
  });

  const dropping = (config: object) => ({ ...config, dropout: 0.4, recurrent_dropout: 0.3 });
  const series = rows.filter(({ class: name }) => ['SimpleRNN', 'LSTM', 'GRU'].includes(name));
  const trained = [
    ...named,
    ...series.map((row) => {
      const config = dropping(row.config);
      return [`${row.class} ${JSON.stringify(config)}`, { ...row, config }] as const;
    }),
  ];

  test.each(trained)('%s goes back as finite differences say', (_, row) => {
    const layer = build(
      row.class,
      row.config,
      row.inputs.map(({ shape }) => shape.slice(1)),
    );
    // Ids have no gradient.
    const isTable = row.class === 'Embedding';
    const given = [...row.inputs, ...row.weights].map(({ shape, values }) => ({
      shape,
      values: Float32Array.from(values),
    }));
    const coefficients = initialValues({ kind: 'normal', mean: 0, deviation: 1 }, row.output.shape, 77);
    const outputOf = (tensors: readonly tf.Tensor[]): tf.Tensor => {
      const { length } = row.inputs;
      return run(layer, tensors.slice(0, length), tensors.slice(length), true);
    };
    const before = tf.memory().numTensors;
    const gradients = tf.tidy(() => {
      const tensors = given.map(({ shape, values }) => tf.tensor(values, shape));
      const objective = (): tf.Tensor => {
        const y = outputOf(tensors);
        return tf.sum(tf.mul(y, tf.tensor(coefficients, y.shape)));
      };
      const { grads } = tf.engine().gradients(objective, isTable ? tensors.slice(1) : tensors, undefined, true);
      return grads.map((gradient) => gradient.dataSync<'float32'>());
    });
    expect(tf.memory().numTensors).toBe(before);
    given.forEach(({ shape, values }, which) => {
      if (isTable && which === 0) return;
      const loss = (moved: Float32Array): number =>
        tf.tidy(() => {
          const tensors = given.map((one, i) => tf.tensor(i === which ? moved : one.values, one.shape));
          return outputOf(tensors)
            .dataSync<'float32'>()
            .reduce((sum, value, i) => sum + value * (coefficients[i] ?? 0), 0);
        });
      const size = shape.reduce((product, n) => product * n, 1);
      const places = [...permutation(size, combine(which, 1)).slice(0, 8)];
      const expected = centralDifferences(loss, values, places, 5e-3);
      const found = gradients[isTable ? which - 1 : which];
      const scale = Math.max(1, ...[...expected.values()].map(Math.abs));
      for (const [place, value] of expected)
        expect(Math.abs((found?.[place] ?? Number.NaN) - value) / scale, `${which}[${place}]`).toBeLessThan(5e-3);
    });
  });

  const activations = ['linear', 'relu', 'relu6', 'elu', 'selu', 'sigmoid', 'hard_sigmoid', 'tanh', 'softmax'];
  const others = ['log_softmax', 'softplus', 'softsign', 'exponential', 'silu', 'swish', 'mish', 'gelu'];
  test.each([...activations, ...others])('the gradient of %s', (name) => {
    const [apply, back] = [activationOf(name), activationGradientOf(name)];
    if (!apply || !back) throw new Error(`no ${name}`);
    // Away from 0, ±3 and 6, where some of them bend.
    const z = Float32Array.from([-7.3, -2.6, -1.1, -0.4, 0.3, 1.2, 2.4, 7.1]);
    const dy = initialValues({ kind: 'normal', mean: 0, deviation: 1 }, [2, 4], 9);
    const loss = (values: Float32Array): number =>
      tf.tidy(
        () => tf.sum(tf.mul(apply(tf.tensor(values, [2, 4])), tf.tensor(dy, [2, 4]))).dataSync()[0] ?? Number.NaN,
      );
    const expected = centralDifferences(loss, z, [0, 1, 2, 3, 4, 5, 6, 7], 1e-2);
    const found = tf.tidy(() => {
      const x = tf.tensor(z, [2, 4]);
      return back(tf.tensor(dy, [2, 4]), x, apply(x)).dataSync<'float32'>();
    });
    const scale = Math.max(1, ...[...expected.values()].map(Math.abs));
    for (const [place, value] of expected)
      expect(Math.abs((found[place] ?? Number.NaN) - value) / scale, `${place}`).toBeLessThan(5e-3);
  });
});

test('the forget gate of an LSTM starts at 1, the others as told', () => {
  const { weights } = build(
    'LSTM',
    { units: 3, bias_initializer: { class_name: 'Constant', config: { value: 0.5 } } },
    [[4, 2]],
  );
  const bias = weights[2];
  if (!bias) throw new Error('no bias');
  const half = [0.5, 0.5, 0.5];
  expect([...initialValues(bias.initializer, bias.shape, 1)]).toEqual([...half, 1, 1, 1, ...half, ...half]);
});

test('sines and cosines of the position are those of the paper', () => {
  const values = tf.tidy(() => {
    const layer = build('AddSinePositionEmbedding', { max_wavelength: 10_000 }, [[3, 4]]);
    return run(layer, [tf.zeros([1, 3, 4])], [], false).dataSync<'float32'>();
  });
  // Vaswani et al., section 3.5: sin(t), cos(t), sin(t/100), cos(t/100) for 4 dimensions.
  const expected = [0, 1, 2].flatMap((t) => [Math.sin(t), Math.cos(t), Math.sin(t / 100), Math.cos(t / 100)]);
  expected.forEach((value, i) => {
    expect(values[i]).toBeCloseTo(value, 5);
  });
});

test('class token and taken token', () => {
  const values = tf.tidy(() => {
    const x = tf.tensor([1, 2, 3, 4, 5, 6, 7, 8], [2, 2, 2]);
    const token = tf.tensor([9, -9], [1, 2]);
    const joined = run(build('ClassToken', {}, [[2, 2]]), [x], [token], false);
    const first = run(build('TakeToken', { index: 0 }, [[3, 2]]), [joined], [], false);
    const last = run(build('TakeToken', { index: -1 }, [[3, 2]]), [joined], [], false);
    return [joined, first, last].map((tensor) => [...tensor.dataSync()]);
  });
  expect(values).toEqual([
    [9, -9, 1, 2, 3, 4, 9, -9, 5, 6, 7, 8],
    [9, -9, 9, -9],
    [3, 4, 7, 8],
  ]);
});
