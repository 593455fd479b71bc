import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { forward } from '../../../engine/network/forward.ts';
import { initialValues } from '../../../engine/network/initializers.ts';
import { buildProgram } from '../../../engine/network/program.ts';
import { startForTest } from '../../../engine/testing/backends.ts';
import { documentOf, type Line } from '../../analysis/testing/graph.ts';
import { compileNetwork } from '../../compile/compile.ts';
import type { CompiledNetwork } from '../../compile/topology.ts';
import type { StrideDocument } from '../../document/schema.ts';
import { bytesSource } from '../byte-source.ts';
import type { NamedTensor } from '../tensors.ts';
import { readKerasFile } from './read-file.ts';
import type { ImportedNetwork } from './read-network.ts';
import { writeKerasFile, writeKerasH5 } from './write/write.ts';

beforeAll(() => startForTest('cpu'));

const fixture = (name: string): Buffer => readFileSync(new URL(`write/fixtures/${name}`, import.meta.url));

async function read(bytes: Uint8Array): Promise<ImportedNetwork> {
  const file = await readKerasFile(bytesSource(bytes));
  if (!file.ok) throw new Error(file.error.message);
  return file.value;
}

function compiled(document: StrideDocument): CompiledNetwork {
  const network = compileNetwork(document);
  if (!network.ok) throw new Error(network.error.map(({ message }) => message).join(' '));
  return network.value;
}

/** What the engine puts out for rows of values, one row for each sample. */
function predict(document: StrideDocument, weights: readonly NamedTensor[] | null, rows: readonly number[][]) {
  const network = compiled(document);
  const program = buildProgram(network);
  return tf.tidy(() => {
    const tensors = program.weights.map(({ fullName }) => {
      const weight = weights?.find(({ name }) => name === fullName);
      if (!weight) throw new Error(`${fullName} was not read`);
      return tf.tensor(weight.values, [...weight.shape]);
    });
    const input = tf.tensor(rows.flat(), [rows.length, ...network.inputShape], 'float32');
    return [...forward(program, tensors, input, { training: false, seed: 0 }).output.dataSync()];
  });
}

describe.each(['lenet5', 'small_seq'])('%s, saved by Keras', (name) => {
  const told = JSON.parse(fixture(`${name}_io.json`).toString());

  test.each(['keras', 'h5'])('as .%s gives Keras’s outputs', async (form) => {
    const { document, weights, report } = await read(fixture(`${name}.${form}`));
    expect(report.custom).toEqual([]);
    const outputs = predict(document, weights, told.input);
    const expected: number[] = told.output.flat();
    expect(outputs.length).toBe(expected.length);
    expect(Math.max(...outputs.map((value, i) => Math.abs(value - (expected[i] ?? 0))))).toBeLessThan(1e-5);
    expect(weights?.reduce((sum, { values }) => sum + values.length, 0)).toBe(told.params);
  });

  test('written again, in either form, is the same network with the same weights, bit for bit', async () => {
    const first = await read(fixture(`${name}.keras`));
    const again = compiled(first.document);
    for (const write of [writeKerasFile, writeKerasH5]) {
      const written = write(again, first.weights ?? []);
      if (!written.ok) throw new Error(written.error.map(({ message }) => message).join(' '));
      const second = await read(written.value[0]?.bytes ?? new Uint8Array());
      expect(compiled(second.document).topology).toEqual(again.topology);
      expect(second.weights).toEqual(first.weights);
    }
  });
});

/** Layers that Keras lacks, and weights that are shared. */
const own: readonly Line[] = [
  ['image', 'input', { shape: [8, 8, 3] }],
  ['lrn', 'localResponseNormalization', { depthRadius: 1, bias: 1, alpha: 0.5 }, ['image']],
  ['patches', 'patchEmbedding', { patchSize: [4, 4], outputDim: 6 }, ['lrn']],
  ['token', 'classToken', {}, ['patches']],
  ['place', 'positionEmbedding', {}, ['token']],
  ['wave', 'sinePositionEmbedding', {}, ['place']],
  ['heads', 'multiHeadAttention', { numHeads: 2, keyDim: 3, useCausalMask: true }, ['wave']],
  ['both', 'bidirectional', { layer: { kind: 'gru', params: { units: 3, returnSequences: true } } }, ['heads']],
  ['each', 'timeDistributed', { layer: { kind: 'dense', params: { units: 6 } } }, ['both']],
  ['norm', 'batchNormalization', {}, ['each']],
  ['head', 'takeToken', { index: -1 }, ['norm']],
  ['scores', 'reverseEmbedding', { inputDim: 9 }, ['head']],
];

test('layers that Keras lacks come back as what they were', async () => {
  const network = compiled(documentOf(own));
  const weights = buildProgram(network).weights.map((weight, seed): NamedTensor => {
    const drawn = initialValues(weight.initializer, weight.shape, seed + 1);
    const values = drawn.map((value, i) => value + 0.01 * Math.cos(seed + i) + 0.02);
    return { name: weight.fullName, shape: weight.shape, values };
  });
  for (const write of [writeKerasFile, writeKerasH5]) {
    const written = write(network, weights);
    if (!written.ok) throw new Error(written.error.map(({ message }) => message).join(' '));
    const {
      document,
      weights: found,
      report,
      withoutWeights,
    } = await read(written.value[0]?.bytes ?? new Uint8Array());
    expect([report.custom, report.changed, withoutWeights]).toEqual([[], [], null]);
    expect(compiled(document).topology).toEqual({ ...network.topology });
    expect(found).toEqual(weights);
  }
});

describe('what cannot be read is named', () => {
  const whole = fixture('lenet5.keras');
  const h5 = fixture('lenet5.h5');

  test.each([
    ['nothing', Buffer.alloc(0), 'notKeras'],
    ['text', Buffer.from('hello'), 'notKeras'],
    ['an archive that is cut off', whole.subarray(0, 200_000), 'damaged'],
    ['an .h5 that is cut off', h5.subarray(0, 200_000), 'damaged'],
  ])('%s', async (_, bytes, code) => {
    expect(await readKerasFile(bytesSource(bytes))).toMatchObject({ ok: false, error: { code } });
  });
});
