import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import type { CompiledNetwork, TopologyLayer } from '../../core/compile/topology.ts';
import { writeTfjsModel } from '../../core/interop/tfjs/write.ts';
import { startForTest } from '../testing/backends.ts';
import { centralDifferences } from '../testing/finite-differences.ts';
import { openPlainModel } from '../verify/plain-model.ts';
import { forwardAll } from './forward.ts';
import { initialValues } from './initializers.ts';
import { Model } from './model.ts';
import { buildProgram } from './program.ts';

const layer = (
  className: string,
  name: string,
  from: readonly string[],
  config: Readonly<Record<string, unknown>> = {},
  owner?: string,
): TopologyLayer => ({
  class_name: className,
  name,
  config: { ...config, name },
  inbound_nodes: from.length === 0 ? [] : [from.map((source) => [source, 0, 0, {}] as const)],
  ...(owner !== undefined && { shares_with: owner }),
});

const input = (name: string): TopologyLayer => layer('InputLayer', name, [], { batch_input_shape: [null, 4] });
const units = (activation: string) => ({ units: 4, activation, use_bias: true });

/** Two inputs through one tower, which is called once more after itself; two outputs. */
const layers = [
  input('left'),
  input('right'),
  layer('Dense', 'twin', ['left'], units('tanh'), 'tower'),
  layer('Dense', 'again', ['twin'], units('tanh'), 'tower'),
  layer('Dense', 'tower', ['right'], units('tanh')),
  layer('Add', 'sum', ['again', 'tower']),
  layer('Dense', 'scores', ['sum'], { units: 3, activation: 'softmax' }),
];

const end = (name: string, shape: readonly number[]) => ({ name, nodeId: name, shape });
const network: CompiledNetwork = {
  topology: {
    class_name: 'Functional',
    config: {
      name: 'siamese',
      layers,
      input_layers: [
        ['left', 0, 0],
        ['right', 0, 0],
      ],
      output_layers: [
        ['scores', 0, 0],
        ['twin', 0, 0],
      ],
    },
  },
  nodeIds: Object.fromEntries(layers.map(({ name }) => [name, name])),
  inputs: [end('left', [4]), end('right', [4])],
  outputs: [
    { ...end('scores', [3]), activation: 'softmax' },
    { ...end('twin', [4]), activation: 'tanh' },
  ],
  inputShape: [4],
  outputShape: [3],
  outputActivation: 'softmax',
};

const drawn = (shape: readonly number[], seed: number): Float32Array =>
  initialValues({ kind: 'normal', mean: 0, deviation: 0.6 }, shape, seed);

const program = buildProgram(network);
const weights = program.weights.map(({ fullName: name, shape }, i) => ({ name, shape, values: drawn(shape, i + 1) }));
const samples = [drawn([2, 4], 31), drawn([2, 4], 32)];
const options = { training: false, seed: 0 };

beforeAll(async () => {
  await startForTest('wasm');
});

const fed = (): tf.Tensor[] => samples.map((values) => tf.tensor(values, [2, 4]));

test('layers that share have one set of weights', () => {
  expect(weights.map(({ name }) => name).sort()).toEqual([
    'scores/bias',
    'scores/kernel',
    'tower/bias',
    'tower/kernel',
  ]);
});

test('the gradient of a shared weight is the sum over its calls', () => {
  const coefficients = drawn([2, 3], 5);
  const lossOf = (tensors: readonly tf.Tensor[]): tf.Tensor => {
    const [scores, twin] = forwardAll(program, tensors, fed(), { ...options, training: true });
    if (scores === undefined || twin === undefined) throw new Error('two outputs were expected');
    return tf.add(tf.sum(tf.mul(scores.output, tf.tensor(coefficients, [2, 3]))), tf.sum(tf.square(twin.output)));
  };
  const place = weights.findIndex(({ name }) => name === 'tower/kernel');
  const found = tf.tidy(() => {
    const tensors = weights.map(({ values, shape }) => tf.tensor(values, [...shape]));
    const { grads } = tf.engine().gradients(() => lossOf(tensors), tensors, undefined, true);
    return grads[place]?.dataSync<'float32'>();
  });
  const moved = (values: Float32Array): number =>
    tf.tidy(() => {
      const given = weights.map((one, i) => tf.tensor(i === place ? values : one.values, [...one.shape]));
      return lossOf(given).dataSync()[0] ?? Number.NaN;
    });
  const expected = centralDifferences(moved, weights[place]?.values ?? new Float32Array(), [0, 3, 7, 10, 15], 5e-3);
  for (const [i, value] of expected) expect(found?.[i]).toBeCloseTo(value, 2);
});

test('plain tfjs computes both outputs of what is written for it', async () => {
  const written = writeTfjsModel(network, weights);
  if (!written.ok) throw new Error(written.error.map(({ message }) => message).join(' '));
  const ours = tf.tidy(() => {
    const model = Model.from(program, weights);
    const values = forwardAll(program, model.weights, fed(), options).map(({ output }) => [...output.dataSync()]);
    model.dispose();
    return values;
  });
  const plain = await openPlainModel(written.value);
  const theirs = tf.tidy(() => {
    const outputs = plain.predict(fed());
    return (Array.isArray(outputs) ? outputs : [outputs]).map((output) => [...output.dataSync()]);
  });
  plain.dispose();
  expect(theirs.length).toBe(2);
  theirs.flat().forEach((value, i) => {
    expect(ours.flat()[i]).toBeCloseTo(value, 5);
  });
});
