import { analyze } from '../../../analysis/analyze.ts';
import { shapeSize } from '../../../math/shape.ts';
import { fail, ok, type Result } from '../../../result.ts';
import type { FileLayer } from '../../keras/model-file.ts';
import { collected, type ImportError, type ImportReport, importError, note } from '../../keras/notes.ts';
import { type ImportOptions, importModel, type TracedModel } from '../../keras/read.ts';
import type { ImportedNetwork } from '../../keras/read-network.ts';
import { networkWeights, type WantedWeight } from '../../keras/read-weights.ts';
import { type DecodedModel, decodeOnnx, isExternal } from '../decode.ts';
import type { OnnxTensor } from '../model.ts';
import { At } from './at.ts';
import { folded } from './folding.ts';
import { inputPlaces } from './input-order.ts';
import { operators } from './operators.ts';
import { readOwnNetwork } from './own-network.ts';
import { withFunctions } from './patterns.ts';
import { Reading } from './reading.ts';
import { kept, titleOf } from './unknown.ts';
import { channelsFirst, constantOf, type Flow, isOrder, type Value } from './values.ts';

/** Bytes of a file that lies beside the model; `null` where there is none. */
export type Beside = (path: string) => Promise<Uint8Array | null>;

/**
 * The network in an `.onnx` file with its weights: operators that Stride has a layer for become that layer with channels last,
 * weights are put in Keras's order and not computed anew; the others are kept as they came, and the report names them.
 *
 * Errors: `onnxDamaged`; `onnxInput` for an input that is no batch of tensors; `onnxBeside` where a file with weights is not
 * there; `onnxMakes` for a node without inputs whose values are not known; those of `importModel`.
 * Source: `onnx.proto3` and Operators.md of ONNX 1.23.
 */
export async function readOnnx(
  bytes: Uint8Array,
  beside: Beside,
  options: ImportOptions = {},
): Promise<Result<ImportedNetwork, ImportError>> {
  const decoded = decodeOnnx(bytes);
  if (!decoded) return fail(importError('onnxDamaged'));
  const whole = await withExternal(decoded, beside);
  return whole.ok ? readModel(whole.value, options) : whole;
}

/** The model with the values of tensors that lie in other files. */
export async function withExternal(model: DecodedModel, beside: Beside): Promise<Result<DecodedModel, ImportError>> {
  const files = new Map<string, Uint8Array | null>();
  const initializers: OnnxTensor[] = [];
  for (const tensor of model.graph.initializers) {
    if (!isExternal(tensor)) {
      initializers.push(tensor);
      continue;
    }
    const { location, offset, length } = tensor;
    // A path that leads out of the folder is nobody's weights.
    const isInside = !location.includes('..') && !location.startsWith('/');
    if (!files.has(location)) files.set(location, isInside ? await beside(location) : null);
    const data = files.get(location)?.subarray(offset, length === null ? undefined : offset + length);
    if (!data) return fail(importError('onnxBeside', { file: location }));
    initializers.push({ name: tensor.name, dataType: tensor.dataType, dims: tensor.dims, data });
  }
  return ok({ ...model, graph: { ...model.graph, initializers } });
}

/** The same of a model that was decoded, and has all its values. */
export function readModel(given: DecodedModel, options: ImportOptions): Result<ImportedNetwork, ImportError> {
  const own = readOwnNetwork(given, options);
  if (own) return ok(own);
  const model = { ...given, graph: withFunctions(given.graph) };
  const reading = new Reading(model);
  const begun = begin(reading);
  if (!begun.ok) return begun;
  for (const node of model.graph.nodes) {
    if (reading.done.has(node)) continue;
    const at = new At(reading, node);
    const operator = node.domain === '' && Object.hasOwn(operators, node.opType) ? operators[node.opType] : undefined;
    const made: Value | readonly (Value | null)[] | null = folded(at) ?? operator?.(at) ?? kept(at);
    if (made === null) return fail(importError('onnxMakes', { node: titleOf(node) }));
    const values: readonly (Value | null)[] = isList(made) ? made : [made];
    for (const [i, value] of values.entries()) {
      const name = node.outputs[i];
      if (!value || !name) continue;
      reading.values.set(name, value);
      if (value.kind === 'flow') reading.tell(value);
    }
  }
  const outputs = model.graph.outputs.flatMap(({ name }) => ending(reading, name) ?? []);
  const traced = importModel(reading.file(outputs), options);
  return traced.ok ? ok(finished(reading, traced.value)) : traced;
}

/** An output as Stride has it: images with their channels last where they come in with their channels first, else as the file has it. */
function ending(reading: Reading, name: string): Flow | null {
  const flow = reading.flow(name);
  const node = reading.maker(name);
  if (!flow?.order || !node) return flow;
  const isTurned = reading.turned.size > 0 && isOrder(flow.order, channelsFirst(flow.order.length));
  return isTurned ? flow : (reading.plain(flow, node) ?? flow);
}

const isList = (made: Value | readonly (Value | null)[]): made is readonly (Value | null)[] => Array.isArray(made);

/** Weights and inputs. */
function begin(reading: Reading): Result<null, ImportError> {
  const { graph } = reading.model;
  for (const tensor of graph.initializers) {
    const constant = constantOf(tensor);
    if (constant) reading.values.set(tensor.name, constant);
  }
  const given = new Set(graph.initializers.map(({ name }) => name));
  for (const input of graph.inputs) {
    if (given.has(input.name)) continue;
    if (input.dataType === 0 || input.dims.length < 2)
      return fail(importError('onnxInput', { name: input.name, axes: String(input.dims.length) }));
    const { dims, order } = inputPlaces(reading, input);
    const first = input.dims[order.indexOf(0)];
    if (typeof first === 'number' && first > 0) reading.batch = first;
    const flow = reading.input(input.name, dims, order);
    reading.values.set(input.name, flow);
  }
  return ok(null);
}

function finished(reading: Reading, traced: TracedModel): ImportedNetwork {
  const { document } = traced;
  const report = withTurned(reading, traced);
  const hasWeights = [...reading.drafts.values()].some(({ weights }) => weights.size > 0);
  if (!hasWeights || analyze(document.graph).inputIds.length === 0)
    return { document, report, weights: null, withoutWeights: null };
  const found = networkWeights(traced, weightsIn(reading));
  return 'missing' in found
    ? { document, report, weights: null, withoutWeights: found.missing }
    : { document, report, weights: found.weights, withoutWeights: null };
}

/** Weights by the layer's name, and within it by the end of theirs: `forward_lstm/kernel` is the forward way's kernel. */
const weightsIn = (reading: Reading) => (layer: FileLayer, wanted: readonly WantedWeight[]) => {
  const own = reading.drafts.get(layer.name)?.weights;
  const found = wanted.map(({ name, shape }) => {
    const short = name.replace(/^(forward|backward)_[^/]*\//, '$1/');
    const values = own?.get(name) ?? own?.get(short);
    return values?.length === shapeSize(shape) ? values : null;
  });
  const known = found.filter((values) => values !== null);
  return known.length === wanted.length ? known : null;
};

/** The report, with what is to be said of inputs whose channels came first. */
function withTurned({ turned }: Reading, { report, layers }: TracedModel): ImportReport {
  const notes = [...layers].flatMap(([nodeId, { name, className }]) =>
    turned.has(name) ? [{ ...note('channelsFirst'), nodeId, name: nodeId, className }] : [],
  );
  return { ...report, changed: [...collected(notes), ...report.changed] };
}
