import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { analyze } from '../src/core/analysis/analyze.ts';
import type { NodeAnalysis } from '../src/core/analysis/types.ts';
import { compileNetwork } from '../src/core/compile/compile.ts';
import type { CompiledNetwork } from '../src/core/compile/topology.ts';
import type { Graph } from '../src/core/document/schema.ts';
import { shapeSize } from '../src/core/math/shape.ts';
import { forwardAll } from '../src/engine/network/forward.ts';
import { buildProgram, type Program } from '../src/engine/network/program.ts';
import { combine } from '../src/engine/random.ts';
import { startForTest } from '../src/engine/testing/backends.ts';
import { templates } from '../templates/index.ts';
import { randomLayers, randomNetworks } from './random-networks.ts';
import { centred, tokens, weightValues } from './values.ts';

/**
 * Writes random networks, layers of every kind and all templates with what Stride's analysis says of them and its engine
 * computes: `node --import tsx conformance/record-networks.ts FOLDER`. `keras_networks.py` builds the same in Keras.
 */
const networkCount = 400;
const drawsPerKind = 10;
const firstSeed = 20_261_122;
const batch = 2;
/** Templates with more multiply-accumulates than this are compared without running them. */
const affordable = 1_200_000_000;

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('usage: record-networks.ts FOLDER');
await mkdir(folder, { recursive: true });
await startForTest('wasm');

const cases = [
  ...randomNetworks(networkCount, firstSeed).map((one) => ({ ...one, group: 'network' })),
  ...randomLayers(drawsPerKind, firstSeed).map((one) => ({ ...one, group: 'layer' })),
  ...templates.map((template, i) => ({
    name: template.id,
    seed: i + 1,
    graph: template.build().graph,
    group: 'template',
  })),
];
for (const [i, { name, seed, graph, group }] of cases.entries()) {
  const record = recordOf(name, seed, graph);
  await writeFile(join(folder, `${String(i).padStart(5, '0')}.json`), JSON.stringify({ group, ...record }));
}
console.log(`recorded ${cases.length} networks`);

function recordOf(name: string, seed: number, graph: Graph) {
  const compiled = compileNetwork(graph, 'model');
  if (!compiled.ok) throw new Error(`${name}: ${compiled.error.map((one) => one.message).join(' ')}`);
  const analysis = analyze(graph);
  const program = buildProgram(compiled.value);
  const inputs = compiled.value.inputs.map((input, place) => ({
    ...input,
    seed: combine(seed, place, 3),
    limit: tokenLimit(graph, input.nodeId),
  }));
  const places = new Map(program.weights.map(({ fullName }, place) => [fullName, place]));
  const runs = analysis.totals.macs <= affordable;
  return {
    name,
    seed,
    batch: analysis.totals.macs > affordable / 20 ? 1 : batch,
    topology: compiled.value.topology,
    inputs,
    totals: analysis.totals,
    layers: program.layers.map((layer) => layerRecord(layer.name, analysis.nodes[layer.nodeId ?? ''], places)),
    outputs: runs ? outputsOf(compiled.value, program, inputs, seed, analysis.totals.macs) : null,
  };
}

/** Number of different tokens where an embedding reads the input; `null` where it holds any numbers. */
function tokenLimit(graph: Graph, input: string): number | null {
  const limits = Object.values(graph.edges)
    .filter(({ source }) => source === input)
    .flatMap(({ target }) => {
      const node = graph.nodes[target];
      return node?.kind === 'embedding' ? [Number(node.params.inputDim)] : [];
    });
  return limits.length === 0 ? null : Math.min(...limits);
}

function layerRecord(name: string, node: NodeAnalysis | undefined, places: ReadonlyMap<string, number>) {
  if (!node?.output) throw new Error(`${name} was not analysed`);
  return {
    name,
    shape: node.output.shape,
    parameters: node.parameters.total,
    trainable: node.parameters.trainable,
    weights: node.weights.map((weight) => ({
      name: weight.name,
      shape: weight.shape,
      trainable: weight.trainable,
      place: places.get(`${name}/${weight.name}`) ?? null,
    })),
  };
}

interface Fed {
  readonly shape: readonly number[];
  readonly seed: number;
  readonly limit: number | null;
}

/** What each layer puts out, by name: all of them in small networks, the ends of large ones. */
function outputsOf(network: CompiledNetwork, program: Program, inputs: readonly Fed[], seed: number, macs: number) {
  const large = macs > affordable / 20;
  const wanted = new Set(network.outputs.map((output) => output.name));
  const outputs: Record<string, string> = {};
  tf.tidy(() => {
    const size = large ? 1 : batch;
    const xs = inputs.map(({ shape, seed: own, limit }) => {
      const count = size * shapeSize(shape);
      return tf.tensor(limit === null ? centred(own, count, 1) : tokens(own, count, limit), [size, ...shape]);
    });
    const weights = program.weights.map(({ name, shape }, place) =>
      tf.tensor(weightValues(seed, place, name, shape), [...shape]),
    );
    forwardAll(program, weights, xs, {
      training: false,
      seed: 0,
      visit: (layer, output) => {
        if (large && !wanted.has(layer.name)) return;
        const values = output.dataSync();
        outputs[layer.name] = Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');
      },
    });
  });
  return outputs;
}
