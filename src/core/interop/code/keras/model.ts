import type { GraphCall, GraphLayer, KerasGraph, Ref } from '../../keras/write/graph.ts';
import { call, identifier, literal } from '../python.ts';
import { layerCall } from './layer-call.ts';

/** `model.py`: a function that builds the network, a line for each layer, and little else. */
export function modelCode({ name, layers, inputs, outputs }: KerasGraph, title: string): string {
  const calls = inOrder(layers, inputs, outputs);
  const names = variables(calls, inputs, outputs);
  const nameOf = (ref: Ref): string => names.get(keyOf(ref)) ?? 'x';
  const body = calls.map(({ layer, call: one, ref }) => lineOf(layer, one, ref, nameOf));
  const shared = layers.filter((layer) => layer.calls.length > 1);
  const ends = (refs: readonly Ref[]): string =>
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

interface Called {
  readonly layer: GraphLayer;
  readonly call: GraphCall | null;
  readonly ref: Ref;
}

const keyOf = ([layer, place]: Ref): string => `${place} ${layer}`;

/** The inputs, then each call after those that feed it, branch after branch; calls of one layer in their own order. */
function inOrder(layers: readonly GraphLayer[], inputs: readonly Ref[], outputs: readonly Ref[]): readonly Called[] {
  const known = new Map(layers.map((layer) => [layer.name, layer]));
  const done = new Set<string>();
  const ordered: Called[] = [];
  const waiting: Ref[] = [...inputs, ...outputs].reverse();
  for (let ref = waiting.at(-1); ref; ref = waiting.at(-1)) {
    const layer = known.get(ref[0]);
    const call = layer?.calls[ref[1]] ?? null;
    const before: readonly Ref[] = ref[1] > 0 ? [[ref[0], ref[1] - 1, 0]] : [];
    const missing = [...before, ...(call?.tensors ?? []).map((tensor) => tensor.ref)].filter(
      (one) => !done.has(keyOf(one)),
    );
    if (missing.length > 0 && !done.has(keyOf(ref))) waiting.push(...missing.reverse());
    else {
      if (layer && !done.has(keyOf(ref))) ordered.push({ layer, call, ref });
      done.add(keyOf(ref));
      waiting.pop();
    }
  }
  return ordered;
}

/** `x` for what the next line reads and nothing else does; a name of its own for all that is read later, or twice. */
function variables(
  calls: readonly Called[],
  inputs: readonly Ref[],
  outputs: readonly Ref[],
): ReadonlyMap<string, string> {
  const readers = new Map<string, number[]>();
  for (const [line, { call: one }] of calls.entries())
    for (const { ref } of one?.tensors ?? []) readers.set(keyOf(ref), [...(readers.get(keyOf(ref)) ?? []), line]);
  const ends = new Set(outputs.map(keyOf));
  const taken = new Set(['x', 'keras', 'layers', 'build_model']);
  for (const { layer } of calls) if (layer.calls.length > 1) taken.add(sharedName(layer));
  const names = new Map<string, string>();
  if (inputs.length === 1 && inputs[0]) names.set(keyOf(inputs[0]), identifier('inputs', taken));
  if (outputs.length === 1 && outputs[0] && !names.has(keyOf(outputs[0])))
    names.set(keyOf(outputs[0]), identifier('outputs', taken));
  for (const [line, { call: one, ref }] of calls.entries()) {
    const key = keyOf(ref);
    if (names.has(key)) continue;
    const lines = new Set(readers.get(key) ?? []);
    const passing = one !== null && lines.size === 1 && lines.has(line + 1) && !ends.has(key);
    names.set(key, passing ? 'x' : identifier(ref[1] === 0 ? ref[0] : `${ref[0]}_${ref[1] + 1}`, taken));
  }
  return names;
}

const sharedName = ({ name }: GraphLayer): string => `${identifier(name, new Set())}_layer`;

function lineOf(layer: GraphLayer, one: GraphCall | null, ref: Ref, nameOf: (ref: Ref) => string): string {
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
