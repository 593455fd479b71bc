import type { TensorRef } from '../../../compile/topology.ts';
import type { GraphLayer, KerasGraph, KerasModel } from '../../keras/write/graph.ts';
import { type CodeLine, inOrder, madeBy, variables } from '../lines.ts';
import { call, identifier, literal } from '../python.ts';
import { layerCall } from './layer-call.ts';

/** `model.py`: a function that builds the network, and one for each model in it; a line for each layer, and little else. */
export function modelCode(graph: KerasGraph, title: string): string {
  const names = new Set(['keras', 'layers', 'build_model']);
  return [
    `"""${title.replaceAll('"', "'").replaceAll('\\', '/')}: the network, as it was drawn in Stride."""\n`,
    '\n',
    'import keras\n',
    'from keras import layers\n',
    '\n\n',
    ...functionsOf(graph, 'build_model', names),
    'if __name__ == "__main__":\n',
    '    build_model().summary()\n',
  ].join('');
}

/**
 * The function that builds a model, after those of the models in it.
 * @param names those that stand for something else in the file; the new ones are added
 */
function functionsOf(model: KerasModel, own: string, names: Set<string>): readonly string[] {
  const before: string[] = [];
  const builders = new Map<GraphLayer, string>();
  for (const layer of model.layers) {
    if (!layer.model) continue;
    const builder = identifier(`build_${layer.name}`, names);
    builders.set(layer, builder);
    before.push(...functionsOf(layer.model, builder, names));
  }
  return [...before, functionCode(model, own, builders, names)];
}

function functionCode(
  model: KerasModel,
  own: string,
  builders: ReadonlyMap<GraphLayer, string>,
  names: ReadonlySet<string>,
): string {
  const { name, layers, inputs, outputs } = model;
  const lines = inOrder(model);
  const shared = layers.filter((layer) => layer.calls.length > 1);
  const nameOf = variables(lines, model, identifier, new Set([...names, ...shared.map(sharedName)]));
  const body = lines.map((line) => lineOf(line, nameOf, builders));
  const ends = (refs: readonly TensorRef[]): string =>
    refs.length === 1 ? nameOf(refs[0] ?? ['', 0, 0]) : `[${refs.map(nameOf).join(', ')}]`;
  return [
    `def ${own}():\n`,
    ...shared.map((layer) => `    ${layerCall(layer, 4, '', `${sharedName(layer)} = `)}\n`),
    ...body.map((line) => `    ${line}\n`),
    `    ${call('return keras.Model', [ends(inputs), ends(outputs), `name=${literal(pythonName(name))}`], '', 4)}\n`,
    '\n\n',
  ].join('');
}

const sharedName = ({ name }: GraphLayer): string => `${identifier(name, new Set())}_layer`;

function lineOf(
  line: CodeLine<GraphLayer>,
  nameOf: (ref: TensorRef) => string,
  builders: ReadonlyMap<GraphLayer, string>,
): string {
  const { layer, call: one, ref } = line;
  const variable = nameOf(ref);
  if (!one) return inputLine(layer, variable);
  const tensors = one.tensors.map(({ ref: from }) => nameOf(from));
  const options = Object.entries(one.options).map(([key, value]) => `${key}=${literal(value)}`);
  if (layer.isOperation) {
    const given = [...tensors, ...one.constants.map(literal)];
    return call(`${variable} = keras.ops.${layer.className.toLowerCase()}`, given, '', 4);
  }
  const builder = builders.get(layer);
  if (builder !== undefined) {
    const made = madeBy(line).map(nameOf).join(', ');
    return call(`${made} = ${builder}()`, [argumentsOf(layer.className, tensors)], '', 4);
  }
  const given = [argumentsOf(layer.className, tensors), ...options].join(', ');
  if (layer.calls.length > 1) return `${variable} = ${sharedName(layer)}(${given})`;
  return layerCall(layer, 4, `(${given})`, `${variable} = `);
}

function argumentsOf(className: string, tensors: readonly string[]): string {
  if (className === 'MultiHeadAttention') {
    const [query = '', value = query, ...key] = tensors;
    return [query, value, ...key].join(', ');
  }
  return tensors.length === 1 ? (tensors[0] ?? '') : `[${tensors.join(', ')}]`;
}

function inputLine({ name, config }: GraphLayer, variable: string): string {
  const shape = (Array.isArray(config.batch_shape) ? config.batch_shape : []).slice(1);
  const dtype = config.dtype === 'float32' || config.dtype === undefined ? [] : [`dtype=${literal(config.dtype)}`];
  return call(`${variable} = keras.Input`, [`shape=${literal(shape)}`, ...dtype, `name=${literal(name)}`], '', 4);
}

/** Keras takes no slash in a model's name. */
const pythonName = (name: string): string => name.replaceAll('/', '_');
