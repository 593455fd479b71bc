import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentOf } from '../../core/analysis/testing/graph.ts';
import { compileNetwork } from '../../core/compile/compile.ts';
import { strideFactories, tfjsFactories } from '../../core/interop/code/tfjs/factories.ts';
import { writeTfjsCode } from '../../core/interop/code/tfjs/write.ts';
import { tfjsTopology } from '../../core/interop/tfjs/topology.ts';
import { shapeSize } from '../../core/math/shape.ts';
import { forward } from '../network/forward.ts';
import { initialValues } from '../network/initializers.ts';
import { Model } from '../network/model.ts';
import { buildProgram } from '../network/program.ts';
import { startForTest } from '../testing/backends.ts';
import { type KindNetwork, networksOf, trainedKinds } from '../testing/kind-networks.ts';
import { complaints, outcomeOf, runCode, saveCode } from './testing/tfjs-code.ts';

const batch = 2;

/** Values that several layers read, some of them twice: tfjs frees what it takes for read. */
function tangled(): KindNetwork {
  const compiled = compileNetwork(
    documentOf([
      ['in', 'input', { shape: [6] }],
      ['a', 'dense', { units: 6 }, ['in']],
      ['gate', 'activation', { activation: 'hardSigmoid' }, ['a']],
      ['swish', 'multiply', {}, ['a', 'gate']],
      ['twice', 'add', {}, ['a', 'a', 'gate']],
      ['late', 'tanh', {}, ['a']],
      ['out', 'concatenate', {}, ['swish', 'twice', 'late', 'gate']],
    ]).graph,
  );
  if (!compiled.ok) throw new Error('the network does not compile');
  return { kind: 'add', name: 'tangled', network: compiled.value, tokens: null };
}

const cases = [...trainedKinds.flatMap((kind) => networksOf(kind, 3)), tangled()].map(drawn);

/** With weights that no initialiser gives. */
function drawn({ name, network, tokens }: KindNetwork, place: number) {
  const weights = buildProgram(network).weights.map(({ fullName, shape }, i) => ({
    name: fullName,
    shape,
    values: initialValues(
      { kind: 'uniform', min: fullName.endsWith('variance') ? 0.5 : -0.7, max: 1 },
      shape,
      100 * place + i,
    ),
  }));
  const values = initialValues(
    { kind: 'normal', mean: 0, deviation: 2 },
    [batch * shapeSize(network.inputShape)],
    place,
  ).map((value) => (tokens === null ? value : Math.floor(Math.abs(value) * 100) % tokens));
  return { name, network, weights, input: { shape: [batch, ...network.inputShape], values } };
}

function engineOutput({ network, weights, input }: ReturnType<typeof drawn>): Float32Array {
  const program = buildProgram(network);
  const model = Model.from(program, weights);
  const values = tf.tidy(() => {
    const x = tf.tensor(input.values, input.shape);
    return forward(program, model.weights, x, { training: false, seed: 0 }).output.dataSync<'float32'>();
  });
  model.dispose();
  return Float32Array.from(values);
}

/** Settings that the code leaves out: it draws anew each time, predicts only, and has its channels last. */
const unsaid =
  /^(name|trainable|dtype|dataFormat|seed|sparse|ragged|.*Constraint|activityRegularizer|zeroOutputForMask|layer)$/;
/** What a class without the setting does. */
const neutral: Readonly<Record<string, unknown>> = { groups: 1, outputPadding: null, keepdims: false, axis: -1 };
/** Of layers that Keras has in more forms than Stride. */
const only: Readonly<Record<string, readonly string[]>> = {
  MultiHeadAttention: ['outputShape', 'attentionAxes'],
  ReverseEmbedding: ['outputDim'],
};

it('has an argument for every setting', () => {
  const missing = cases.flatMap(({ network }) => {
    const written = tfjsTopology(network);
    if (!written.ok) return [];
    const { topology, ours } = written.value;
    return topology.config.layers.flatMap(({ class_name: className, config, name }) => {
      const { required = [], optional = {} } = (ours.has(name) ? strideFactories : tfjsFactories)[className] ?? {};
      return Object.entries(config)
        .map(([key, value]) => [key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()), value] as const)
        .filter(([key, value]) => !(key in neutral && neutral[key] === value))
        .map(([key]) => key)
        .filter((key) => !unsaid.test(key) && !required.includes(key) && !Object.hasOwn(optional, key))
        .filter((key) => className !== 'InputLayer' && !only[className]?.includes(key))
        .map((key) => `${className}.${key}`);
    });
  });
  expect([...new Set(missing)]).toEqual([]);
});

describe('TensorFlow.js code, run by plain tfjs', () => {
  let folder = '';
  const placeOf = (i: number): string => join(folder, String(i));
  const refused: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stride-tfjs-code-'));
    for (const [i, { name, network, weights, input }] of cases.entries()) {
      const written = writeTfjsCode(network, weights, { title: `${name} */ "it's"` });
      if (written.ok) await saveCode(placeOf(i), written.value, [input]);
      else refused.push(`${name}: ${written.error.map(({ message }) => message).join(' ')}`);
    }
    await runCode(folder, 'cpu');
    await startForTest('wasm');
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('can say each kind of layer', () => expect(refused).toEqual([]));

  it('gives the answers of the engine from as many parameters', async () => {
    const wrong: string[] = [];
    for (const [i, one] of cases.entries()) {
      const outcome = await outcomeOf(placeOf(i));
      if ('error' in outcome) wrong.push(`${one.name}: ${outcome.error}`);
      else {
        const here = engineOutput(one);
        const [there = new Float32Array()] = outcome.outputs;
        const gap = here.reduce((most, value, at) => Math.max(most, Math.abs(value - (there[at] ?? Number.NaN))), 0);
        const parameters = one.weights.reduce((total, { values }) => total + values.length, 0);
        if (!(gap < 1e-5)) wrong.push(`${one.name}: ${gap}`);
        if (outcome.parameters !== parameters) wrong.push(`${one.name}: ${outcome.parameters} ≠ ${parameters}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('reads as its formatter leaves it', async () => expect(await complaints(folder)).toBe(''));
});
