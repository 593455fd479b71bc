import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { documentOf } from '../../core/analysis/testing/graph.ts';
import { compileNetwork } from '../../core/compile/compile.ts';
import { applyCommand } from '../../core/document/commands.ts';
import { writeTfjsModel } from '../../core/interop/tfjs/write.ts';
import { startForTest } from '../testing/backends.ts';
import { openPlainModel } from '../verify/plain-model.ts';
import { forwardAll } from './forward.ts';
import { initialValues } from './initializers.ts';
import { Model } from './model.ts';
import { buildProgram } from './program.ts';

beforeAll(async () => {
  await startForTest('wasm');
});

/** A trunk that feeds a head, and ends in a layer of its own. */
const trunk = documentOf([
  ['in', 'input', { shape: [4] }],
  ['trunk', 'dense', { units: 3, activation: 'tanh' }, ['in']],
  ['end', 'dense', { units: 5 }, ['trunk']],
  ['head', 'dense', { units: 2 }, ['trunk']],
]);

test('plain tfjs puts out what a bypassed layer at the end of a network passes on', async () => {
  const compiled = compileNetwork(applyCommand(trunk, { type: 'setMode', nodes: ['end'], mode: 'bypass' }));
  if (!compiled.ok) throw new Error('not compiled');
  const network = compiled.value;
  expect(network.outputs.map(({ name, shape, activation }) => [name, shape, activation])).toEqual([
    ['trunk', [3], 'tanh'],
    ['head', [2], 'linear'],
  ]);
  const program = buildProgram(network);
  const weights = program.weights.map(({ fullName: name, shape }, seed) => ({
    name,
    shape,
    values: initialValues({ kind: 'normal', mean: 0, deviation: 0.6 }, shape, seed),
  }));
  const written = writeTfjsModel(network, weights);
  if (!written.ok) throw new Error('not written');
  const fed = () => tf.tensor([0.2, -0.4, 0.9, 1.1, -0.7, 0.3, 0.1, -1.2], [2, 4]);
  const ours = tf.tidy(() => {
    const model = Model.from(program, weights);
    const options = { training: false, seed: 0 };
    const values = forwardAll(program, model.weights, [fed()], options).map(({ output }) => [...output.dataSync()]);
    model.dispose();
    return values;
  });
  const plain = await openPlainModel(written.value);
  const theirs = tf.tidy(() => {
    const outputs = plain.predict(fed());
    return (Array.isArray(outputs) ? outputs : [outputs]).map((output) => [...output.dataSync()]);
  });
  plain.dispose();
  expect(theirs.map(({ length }) => length)).toEqual([2 * 3, 2 * 2]);
  theirs.flat().forEach((value, i) => {
    expect(ours.flat()[i]).toBeCloseTo(value, 5);
  });
});
