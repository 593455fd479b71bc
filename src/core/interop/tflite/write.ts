import type { CompiledNetwork } from '../../compile/topology.ts';
import { problem } from '../../problems/messages.ts';
import type { Problem } from '../../problems/problem.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { Artifact } from '../artifact.ts';
import { joined } from '../byte-source.ts';
import { lowered } from '../lowering/network.ts';
import type { NamedTensor } from '../tensors.ts';
import { flatbufferParts } from './flatbuffer.ts';
import { fused } from './fuse.ts';
import { GraphBuilder } from './graph.ts';
import { emitters } from './layers/table.ts';
import { type ModelGraph, modelTable } from './model.ts';

export interface TfliteOptions {
  /**
   * `int8` keeps the weights of large convolutions, dense layers and embeddings as int8, a quarter of the bytes; what flows between
   * layers stays float32 (dynamic range quantisation).
   */
  readonly weights?: 'float32' | 'int8';
}

/** A flatbuffer's offsets are signed numbers of 32 bits. */
const mostBytes = 2 ** 31 - 1;

/**
 * Parts of a `.tflite` file, one after another, each made when it is asked for: the network as it predicts, for any batch.
 * Inputs and outputs are float32 and named as their layers, under the signature `serving_default`.
 *
 * Errors: `export.tflite.*`, one for each layer that TFLite's own operators cannot say, with its node; one for all where
 * the file would be too large for the format.
 */
export function tfliteParts(
  network: CompiledNetwork,
  weights: readonly NamedTensor[],
  { weights: type = 'float32' }: TfliteOptions = {},
): Result<{ readonly length: number; readonly parts: () => Iterable<Uint8Array> }, readonly Problem[]> {
  const drawn = modelGraph(network, weights);
  if (!drawn.ok) return drawn;
  const file = flatbufferParts(modelTable(drawn.value, type === 'int8'), 'TFL3');
  return file.length > mostBytes ? fail([problem('export.tflite.size', { bytes: file.length })]) : ok(file);
}

/** The same as one file. */
export function writeTflite(
  network: CompiledNetwork,
  weights: readonly NamedTensor[],
  options: TfliteOptions = {},
): Result<readonly Artifact[], readonly Problem[]> {
  const file = tfliteParts(network, weights, options);
  return file.ok ? ok([{ path: 'model.tflite', bytes: joined([...file.value.parts()]) }]) : file;
}

function modelGraph(network: CompiledNetwork, weights: readonly NamedTensor[]): Result<ModelGraph, readonly Problem[]> {
  const { config } = network.topology;
  const graph = new GraphBuilder();
  const starts = new Map(network.inputs.map(({ name, shape }) => [name, graph.input(name, shape)]));
  const computed = lowered(network, weights, starts, (className, layer) => {
    const emit = Object.hasOwn(emitters, className) ? emitters[className] : undefined;
    return emit?.(graph, layer) ?? { code: 'export.tflite.layer', values: { layer: className } };
  });
  if (!computed.ok) return computed;
  const values = computed.value;
  const inputs = network.inputs.map(({ name }) => ({ name, id: values.get(name)?.id ?? -1 }));
  const seen = new Set(inputs.map(({ id }) => id));
  const ends = network.outputs.map(({ name }) => {
    const value = values.get(name);
    if (value === undefined) throw new Error(`${name} is put out and was not computed`);
    // Each output is a tensor of its own, and none is an input.
    const own = seen.has(value.id) ? graph.copy(value) : value;
    seen.add(own.id);
    return own.id;
  });
  const { operations, ends: last } = fused(graph, ends);
  const outputs = network.outputs.map(({ name }, i) => ({ name, id: last[i] ?? -1 }));
  return ok({ name: config.name, graph, operations, inputs, outputs });
}
