import type { FlatNode } from '../flatten.ts';
import { isObject, type JsonObject, objectOf, textOf } from '../json.ts';
import type { FileLayer } from '../model-file.ts';

/** A function of tensors in a functional model, in the words of Keras 3, tf.keras or a TensorFlow graph. */
export interface Operation {
  /** In lower case, without what stands before it: `add`, `truediv`, `reducemean`. */
  readonly name: string;
  /** As its file has it. */
  readonly title: string;
  /** Arguments that are no tensors: by name, or `argument 2` by place. */
  readonly options: JsonObject;
  /** Number of tensors, and the names of those that were given by name. */
  readonly tensors: number;
  readonly namedTensors: readonly string[];
}

const plain = (name: string): string => (name.split('.').at(-1) ?? name).toLowerCase().replace(/[_\s]/g, '');

/** Classes of tf.keras that stand for a function of TensorFlow. */
const lambdaClasses = new Set(['TFOpLambda', 'SlicingOpLambda', 'ClassMethod', 'InstanceMethod']);

const isKerasOperation = ({ module }: FileLayer): boolean => /^keras(\.src)?\.ops/.test(module);

export const isOperation = (layer: FileLayer): boolean =>
  isKerasOperation(layer) || lambdaClasses.has(layer.className) || layer.className === 'TensorFlowOpLayer';

/** Settings of every node, which say nothing of what it computes. */
const administrative = new Set(['name', 'trainable', 'dtype', 'function', 'node_def', 'constants']);

const settingsOf = (config: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(config).filter(([key]) => !administrative.has(key)));

/** `null` for a layer that is none. */
export function readOperation({ layer, call, inputs }: FlatNode): Operation | null {
  const { className, config } = layer;
  const given = call?.options ?? {};
  const rest = { tensors: inputs.length, namedTensors: call?.namedInputs ?? [] };
  const { name: _, ...named } = given;
  if (isKerasOperation(layer))
    return { name: plain(className), title: className, options: { ...settingsOf(config), ...named }, ...rest };
  if (lambdaClasses.has(className)) {
    const title = textOf(config.function) ?? className;
    return { name: plain(title), title, options: named, ...rest };
  }
  if (className !== 'TensorFlowOpLayer') return null;
  const node = graphNode(config.node_def);
  const title = textOf(node.op) ?? className;
  const constants = Object.entries(objectOf(config.constants)).map(([place, value]) => [
    `argument ${Number(place) + 1}`,
    value,
  ]);
  const keeps = objectOf(objectOf(node.attr).keep_dims).b;
  const attributes = keeps === undefined ? {} : { keepdims: keeps };
  return { name: plain(title), title, options: { ...Object.fromEntries(constants), ...attributes }, ...rest };
}

/** A node of a graph is an object, or its text. */
function graphNode(value: unknown): JsonObject {
  if (typeof value !== 'string') return objectOf(value);
  try {
    return objectOf(JSON.parse(value));
  } catch {
    return {};
  }
}

/** A constant as Keras 3 writes those that are arrays: its nested lists; anything else as it is. */
export function constantOf(value: unknown): unknown {
  if (!isObject(value)) return value;
  return value.class_name === '__tensor__' || value.class_name === '__numpy__' ? objectOf(value.config).value : value;
}

/** The only number of a constant; `null` where there are several or none. */
export function scalarOf(value: unknown): number | null {
  const constant = constantOf(value);
  if (typeof constant === 'number') return Number.isFinite(constant) ? constant : null;
  return Array.isArray(constant) && constant.length === 1 ? scalarOf(constant[0]) : null;
}

/** Whole numbers of a constant, of which one may stand alone. */
export function integersOf(value: unknown): readonly number[] | null {
  const constant = constantOf(value);
  const list: readonly unknown[] = Array.isArray(constant) ? constant : [constant];
  const numbers = list.filter((one): one is number => typeof one === 'number' && Number.isInteger(one));
  return numbers.length === list.length ? numbers : null;
}

/** Axes of a tensor with its batch, counted from 0; `null` where one is not there. */
export function axesOf(value: unknown, rank: number): readonly number[] | null {
  const axes = integersOf(value)?.map((axis) => (axis < 0 ? axis + rank : axis));
  return axes?.every((axis) => axis >= 0 && axis < rank) ? axes : null;
}

/** An argument under any of its names; `undefined` where it is not given. */
export function argument({ options }: Operation, place: number, ...names: readonly string[]): unknown {
  for (const key of [...names, `argument ${place}`]) {
    const value = options[key];
    if (value !== undefined && value !== null) return value;
  }
  return undefined;
}

/** Whether nothing is said beside these arguments. */
export const hasOnly = ({ options }: Operation, ...keys: readonly string[]): boolean =>
  Object.entries(options).every(
    ([key, value]) => keys.includes(key) || value === null || value === false || administrative.has(key),
  );
