import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import * as tfl from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Line } from '../../analysis/testing/graph.ts';
import { documentOf } from '../../analysis/testing/graph.ts';
import { compileNetwork } from '../../compile/compile.ts';
import type { CompiledNetwork } from '../../compile/topology.ts';
import type { Artifact } from '../artifact.ts';
import type { NamedTensor } from '../tensors.ts';
import { writeTfjsModel } from './write.ts';

/** Every sort of weight: kernels, biases, depthwise and pointwise, the four of a normalisation. */
const lines: readonly Line[] = [
  ['in', 'input', { shape: [12, 12, 3] }],
  ['étage', 'conv2d', { filters: 4, padding: 'same', activation: 'relu' }, ['in']],
  ['norm', 'batchNormalization', {}, ['étage']],
  ['skip', 'conv2d', { filters: 4, kernelSize: [1, 1], useBias: false }, ['in']],
  ['sum', 'add', {}, ['norm', 'skip']],
  ['sep', 'separableConv2d', { filters: 5, depthMultiplier: 2 }, ['sum']],
  ['deep', 'depthwiseConv2d', {}, ['sep']],
  ['cat', 'concatenate', {}, ['deep', 'deep']],
  ['pool', 'maxPooling2d', {}, ['cat']],
  ['drop', 'dropout', {}, ['pool']],
  ['flat', 'flatten', {}, ['drop']],
  ['fc', 'dense', { units: 4, activation: 'softmax' }, ['flat']],
];

function compile(layers: readonly Line[]): CompiledNetwork {
  const compiled = compileNetwork(documentOf(layers));
  if (!compiled.ok) throw new Error(compiled.error.map((one) => one.message).join(' '));
  return compiled.value;
}

function write(...args: Parameters<typeof writeTfjsModel>): readonly Artifact[] {
  const written = writeTfjsModel(...args);
  if (!written.ok) throw new Error(written.error.map((one) => one.message).join(' '));
  return written.value;
}

/** The network as tfjs builds it, with weights that no initialiser would give. */
async function build(network: CompiledNetwork): Promise<{ model: tfl.LayersModel; weights: readonly NamedTensor[] }> {
  const topology = JSON.parse(JSON.stringify({ model_config: network.topology }));
  const model = await tfl.loadLayersModel({ load: async () => ({ modelTopology: topology }) });
  const values = model.weights.map((weight, i) => {
    const drawn = tf.randomNormal(weight.shape.map(Number), 0, 0.3, 'float32', 7 + i);
    // A variance is never negative.
    return weight.originalName.endsWith('variance') ? tf.abs(drawn) : drawn;
  });
  model.setWeights(values);
  const weights = model.weights.map((weight, i) => ({
    name: weight.originalName,
    shape: values[i]?.shape ?? [],
    values: new Float32Array(values[i]?.dataSync() ?? []),
  }));
  return { model, weights };
}

/** Opens files the way a page opens them from a server. */
function open(artifacts: readonly Artifact[]): Promise<tfl.LayersModel> {
  const fetchFunc = async (url: string | URL | Request): Promise<Response> => {
    const found = artifacts.find(({ path }) => String(url).endsWith(`/${path}`));
    if (!found) return new Response(null, { status: 404 });
    return new Response(new Uint8Array(found.bytes), {
      headers: { 'content-type': found.path.endsWith('.json') ? 'application/json' : 'application/octet-stream' },
    });
  };
  return tfl.loadLayersModel(tf.io.http('http://model.test/model.json', { fetchFunc }));
}

const predict = (model: tfl.LayersModel, images: tf.Tensor): readonly number[] => {
  const output = model.predict(images);
  if (Array.isArray(output)) throw new Error('several outputs');
  return [...output.dataSync()];
};

beforeAll(() => tf.setBackend('cpu'));

describe('writeTfjsModel', () => {
  it('writes what plain tfjs loads, with the same predictions', async () => {
    const network = compile(lines);
    const { model, weights } = await build(network);
    const loaded = await open(write(network, weights));
    const images = tf.randomUniform([3, 12, 12, 3], 0, 1, 'float32', 5);
    const expected = predict(model, images);
    expect(predict(loaded, images)).toEqual(expected);
    // Not the same by being trivial: the images differ in their answers.
    expect(expected[0]).not.toBeCloseTo(expected[4] ?? 0, 6);
    expect(loaded.layers.map((layer) => layer.name)).toContain('etage');
  });

  it('cuts the weights into files of 4 MB, wherever a tensor lies', async () => {
    const network = compile([
      ['in', 'input', { shape: [1100] }],
      ['wide', 'dense', { units: 1200 }, ['in']],
      ['out', 'dense', { units: 2 }, ['wide']],
    ]);
    const { model, weights } = await build(network);
    const artifacts = write(network, weights);
    expect(artifacts.map(({ path, bytes }) => [path, bytes.length])).toEqual([
      ['model.json', expect.any(Number)],
      ['group1-shard1of2.bin', 4_194_304],
      ['group1-shard2of2.bin', (1100 * 1200 + 1200 + 2402) * 4 - 4_194_304],
    ]);
    const images = tf.randomUniform([2, 1100], 0, 1, 'float32', 5);
    expect(predict(await open(artifacts), images)).toEqual(predict(model, images));
  });

  it('carries metadata, in any script', () => {
    const [json] = write(compile(lines), [], { metadata: { classes: ['été', '猫'] } });
    const model = JSON.parse(new TextDecoder().decode(json?.bytes));
    expect(model.userDefinedMetadata).toEqual({ classes: ['été', '猫'] });
  });
});
