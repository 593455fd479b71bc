import type { TensorRef } from '../../../compile/topology.ts';
import type { GraphLayer, KerasGraph } from '../../keras/write/graph.ts';
import { type CodeLine, inOrder, variables } from '../lines.ts';
import { call, identifier, literal } from '../python.ts';
import { layerCall } from './layer-call.ts';

/** `model.py`: a function that builds the network, a line for each layer, and little else. */
export function modelCode(graph: KerasGraph, title: string): string {
  const { name, layers, inputs, outputs } = graph;
  const lines = inOrder(graph);
  const shared = layers.filter((layer) => layer.calls.length > 1);
  const taken = new Set(['keras', 'layers', 'build_model', ...shared.map(sharedName)]);
  const nameOf = variables(lines, graph, identifier, taken);
  const body = lines.map((line) => lineOf(line, nameOf));
  const ends = (refs: readonly TensorRef[]): string =>
    refs.length === 1 ? nameOf(refs[0] ?? ['', 0, 0]) : `[${refs.map(nameOf).join(', ')}]`;
  return [
    `"""${title.replaceAll('"', "'").replaceAll('\\', '/')}: the network, as it was drawn in Stride."""\n`,
    '\n',
    'import keras\n',
    'from keras import layers\n',
    '\n\n',
    'def build_model():\n',
    ...shared.map((layer) => `    ${layerCall(layer, 4, '', `${sharedName(layer)} = `)}\n`),
    ...body.map((line) => `    ${line}\n`),
    `    ${call('return keras.Model', [ends(inputs), ends(outputs), `name=${literal(pythonName(name))}`], '', 4)}\n`,
    '\n\n',
    'if __name__ == "__main__":\n',
    '    build_model().summary()\n',
  ].join('');
}

const sharedName = ({ name }: GraphLayer): string => `${identifier(name, new Set())}_layer`;

function lineOf({ layer, call: one, ref }: CodeLine<GraphLayer>, nameOf: (ref: TensorRef) => string): string {
  const variable = nameOf(ref);
  if (!one) return inputLine(layer, variable);
  const tensors = one.tensors.map(({ ref: from }) => nameOf(from));
  const options = Object.entries(one.options).map(([key, value]) => `${key}=${literal(value)}`);
  if (layer.isOperation) {
    const given = [...tensors, ...one.constants.map(literal)];
    return call(`${variable} = keras.ops.${layer.className.toLowerCase()}`, given, '', 4);
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
