import type { CompiledNetwork } from '../../../compile/topology.ts';
import type { Shape } from '../../../math/shape.ts';
import { problem } from '../../../problems/messages.ts';
import type { Problem } from '../../../problems/problem.ts';
import { fail, ok, type Result } from '../../../result.ts';
import type { Artifact } from '../../artifact.ts';
import { joined } from '../../byte-source.ts';
import { lowered } from '../../lowering/network.ts';
import type { NamedTensor } from '../../tensors.ts';
import { onnxParts } from '../encode.ts';
import type { OnnxModel } from '../model.ts';
import { ownKey } from '../own.ts';
import { each } from './arithmetic.ts';
import { described, GraphBuilder, type Layout } from './graph.ts';
import { emitters } from './layers/table.ts';
import { ownNetwork } from './own-network.ts';

export const onnxLayouts = ['nhwc', 'nchw'] as const;

export type OnnxLayout = (typeof onnxLayouts)[number];

export interface OnnxOptions {
  /**
   * Order of the axes of images and volumes that go in and come out: channels after them, as in Stride, or before them, as
   * in PyTorch. Series have their channels last in both.
   */
  readonly layout?: OnnxLayout;
  /** What else is known of the model, such as names of classes: text as it is, the rest as JSON. */
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** The first whose operators include `LayerNormalization`, and the version of the format that came with it. */
const opset = 17;
const irVersion = 8;

/** A protocol buffer's lengths are signed numbers of 32 bits. */
const mostBytes = 2 ** 31 - 1;

/**
 * Parts of an `.onnx` file, one after another, each made when it is asked for: the network as it predicts, for any batch.
 * Inputs and outputs are float32 and named as their layers; weights are initializers named `layer/variable`. What the layers were is
 * said in `metadata_props`, where runtimes do not look and Stride does.
 *
 * Errors: `export.onnx.*`, one for each layer that ONNX's operators cannot say, with its node; one for all where the file
 * would be too large for the format.
 */
export function onnxFileParts(
  network: CompiledNetwork,
  weights: readonly NamedTensor[],
  options: OnnxOptions = {},
): Result<ReturnType<typeof onnxParts>, readonly Problem[]> {
  const model = modelOf(network, weights, options);
  if (!model.ok) return model;
  const file = onnxParts(model.value);
  return file.length > mostBytes ? fail([problem('export.onnx.size', { bytes: file.length })]) : ok(file);
}

/** The same as one file. */
export function writeOnnx(
  network: CompiledNetwork,
  weights: readonly NamedTensor[],
  options: OnnxOptions = {},
): Result<readonly Artifact[], readonly Problem[]> {
  const file = onnxFileParts(network, weights, options);
  return file.ok ? ok([{ path: 'model.onnx', bytes: joined([...file.value.parts()]) }]) : file;
}

function modelOf(
  network: CompiledNetwork,
  weights: readonly NamedTensor[],
  { layout = 'nhwc', metadata = {} }: OnnxOptions,
): Result<OnnxModel, readonly Problem[]> {
  const outside = (shape: Shape): Layout => (layout === 'nchw' && shape.length > 2 ? 'first' : 'last');
  const graph = new GraphBuilder();
  const inputs = network.inputs.map(({ name, shape }) => graph.input(name, shape, outside(shape)));
  const starts = new Map(
    network.inputs.flatMap(({ name }, i) => inputs.slice(i, i + 1).map((x) => [name, x] as const)),
  );
  const computed = lowered(network, weights, starts, (className, layer, name) => {
    graph.layer = name;
    const emit = Object.hasOwn(emitters, className) ? emitters[className] : undefined;
    return emit?.(graph, layer) ?? { code: 'export.onnx.layer', values: { layer: className } };
  });
  if (!computed.ok) return computed;
  const seen = new Set(inputs.map(({ name }) => name));
  const ends = network.outputs.map(({ name, shape }) => {
    const value = computed.value.get(name);
    if (value === undefined) throw new Error(`${name} is put out and was not computed`);
    graph.layer = name;
    const end = graph.inLayout(value, outside(shape));
    // Each output is a value of its own, and none is an input.
    const own = seen.has(end.name) ? each(graph, 'Identity', end) : end;
    seen.add(own.name);
    return { ...own, output: graph.unique(name) };
  });
  graph.rename(new Map(ends.map(({ name, output }) => [name, output])));
  const outputs = ends.map(({ output, ...end }) => ({ ...end, name: output }));
  const own = ownNetwork(network, weights, graph.places, graph.nodes);
  return ok({
    irVersion,
    opsets: new Map([['', opset]]),
    producer: 'Stride',
    metadata: new Map<string, string>([
      ...(own === null ? [] : [[ownKey, own] as const]),
      ...Object.entries(metadata).map(
        ([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)] as const,
      ),
    ]),
    graph: {
      name: network.topology.config.name,
      nodes: graph.nodes,
      initializers: graph.initializers,
      inputs: inputs.map(described),
      outputs: outputs.map(described),
    },
  });
}
