import * as tf from '@tensorflow/tfjs-core';
import { analyze } from '../../src/core/analysis/analyze.ts';
import { compileNetwork } from '../../src/core/compile/compile.ts';
import type { CompiledNetwork } from '../../src/core/compile/topology.ts';
import type { Groups } from '../../src/core/document/groups.ts';
import type { Graph } from '../../src/core/document/schema.ts';
import type { NamedTensor } from '../../src/core/interop/tensors.ts';
import { randomGroups } from '../../src/core/interop/testing/random-groups.ts';
import { shapeSize } from '../../src/core/math/shape.ts';
import { forwardAll } from '../../src/engine/network/forward.ts';
import { buildProgram } from '../../src/engine/network/program.ts';
import { combine } from '../../src/engine/random.ts';
import { templates } from '../../templates/index.ts';
import { type RandomCase, randomLayers, randomNetworks } from '../random-networks.ts';
import { centred, tokens, weightValues } from '../values.ts';

/** Networks whose files are opened by others: random ones with branches, each kind of layer by itself, every template. */
export interface FormatCase extends RandomCase {
  readonly group: 'network' | 'layer' | 'template';
}

const firstSeed = 20_261_123;

export const formatCases = (networks: number, drawsPerKind: number): readonly FormatCase[] => [
  ...randomNetworks(networks, firstSeed).map((one) => ({ ...one, group: 'network' as const })),
  ...randomLayers(drawsPerKind, firstSeed).map((one) => ({ ...one, group: 'layer' as const })),
  ...templates.map(({ id, build }, i) => ({
    name: id,
    seed: i + 1,
    graph: build().graph,
    group: 'template' as const,
  })),
];

export interface FedCase {
  readonly network: CompiledNetwork;
  readonly weights: readonly NamedTensor[];
  readonly inputs: readonly Fed[];
  /** Samples that it is given. */
  readonly batch: number;
  readonly macs: number;
  readonly parameters: number;
}

/** Values that Python makes again from the seed (`values.py`): whole numbers below `limit` where that is not `null`. */
interface Fed {
  readonly name: string;
  readonly shape: readonly number[];
  readonly seed: number;
  readonly limit: number | null;
}

/** A network with weights that are not those of an initialiser, and what goes in. */
export function fed({ name, seed, graph }: RandomCase): FedCase {
  const compiled = compileNetwork(graph, 'model');
  if (!compiled.ok) throw new Error(`${name}: ${compiled.error.map((one) => one.message).join(' ')}`);
  const network = compiled.value;
  const weights = buildProgram(network).weights.map(({ fullName, name: own, shape }, place) => ({
    name: fullName,
    shape,
    values: weightValues(seed, place, own, shape),
  }));
  const { macs, parameters } = analyze(graph).totals;
  const inputs = network.inputs.map((input, place) => ({
    name: input.name,
    shape: input.shape,
    seed: combine(seed, place, 3),
    limit: tokenLimit(graph, input.nodeId),
  }));
  return { network, weights, inputs, batch: macs > 60_000_000 ? 1 : 2, macs, parameters };
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

/** What Stride's engine puts out, in the order of the network's outputs. */
export function answers({ network, weights, inputs, batch }: FedCase): readonly Float32Array[] {
  const program = buildProgram(network);
  const found = new Map<string, Float32Array>();
  tf.tidy(() => {
    const xs = inputs.map(({ shape, seed, limit }) => {
      const count = batch * shapeSize(shape);
      return tf.tensor(limit === null ? centred(seed, count, 1) : tokens(seed, count, limit), [batch, ...shape]);
    });
    forwardAll(
      program,
      weights.map(({ values, shape }) => tf.tensor(values, [...shape])),
      xs,
      {
        training: false,
        seed: 0,
        visit: (layer, output) => {
          if (network.outputs.some(({ name }) => name === layer.name))
            found.set(layer.name, Float32Array.from(output.dataSync()));
        },
      },
    );
  });
  return network.outputs.map(({ name }) => found.get(name) ?? new Float32Array(0));
}

export const base64 = (values: Float32Array): string =>
  Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');

/** The number of samples that a Normalization has seen is whole: Keras keeps it so. */
export function withWholeCounts<T extends { readonly weights: readonly NamedTensor[] }>(model: T): T {
  const weights = model.weights.map((weight) =>
    weight.name.endsWith('/count')
      ? { ...weight, values: weight.values.map((n) => Math.round(1000 * Math.abs(n))) }
      : weight,
  );
  return { ...model, weights };
}

/** A template's own groups; of other networks drawn ones. */
export const groupsOf = ({ group, name, seed, graph }: FormatCase): Groups =>
  (group === 'template' ? templates.find(({ id }) => id === name)?.build().groups : undefined) ??
  randomGroups(graph, seed);
