import { snakeCase } from '../../document/names.ts';
import { isObject, type JsonObject, listOf, objectOf, textOf } from './json.ts';

/** Sizes as the file says them, batch left out; `null` where the file leaves one open. */
export type FileShape = readonly (number | null)[];

/** An output of one call of a layer: Keras's `[layer, node index, tensor index]`. */
export interface TensorRef {
  readonly layer: string;
  readonly node: number;
  readonly tensor: number;
}

/** One use of a layer. */
export interface LayerCall {
  readonly inputs: readonly TensorRef[];
  /** Arguments by name that hold a tensor, which are among the inputs too. */
  readonly namedInputs: readonly string[];
  /** Tensors that say which steps count. */
  readonly masks: readonly TensorRef[];
  /** Arguments that are no tensors, by name; those by place are called `argument 1`, `argument 2`… None is `null`. */
  readonly options: JsonObject;
}

/** A layer as the file has it. */
export interface FileLayer {
  readonly className: string;
  readonly module: string;
  /** `package>Class` where its class was registered by somebody. */
  readonly registeredName: string;
  readonly name: string;
  readonly config: JsonObject;
  /** Shape that it was built for, where the file says it. */
  readonly inputShape: FileShape | null;
  readonly calls: readonly LayerCall[];
  /** What the layers of the network were called for which it is called, in the order of the calls: told by Stride's own files. */
  readonly callNames?: readonly string[];
  /** What is in it, where it is itself a model. */
  readonly model: FileModel | null;
}

export interface FileModel {
  readonly className: string;
  readonly name: string;
  readonly layers: readonly FileLayer[];
  readonly inputs: readonly TensorRef[];
  readonly outputs: readonly TensorRef[];
  /** Shapes of outputs, where the file says them. */
  readonly shapes: readonly { readonly ref: TensorRef; readonly shape: FileShape }[];
}

export const inputClass = 'InputLayer';

/** Whether this is the JSON of a model whose layers are listed: functional, sequential or a subclass of those. */
export function listsLayers(json: JsonObject): boolean {
  const { config } = json;
  if (Array.isArray(config)) return json.class_name === 'Sequential';
  if (!isObject(config) || !Array.isArray(config.layers)) return false;
  return json.class_name === 'Sequential' || (config.input_layers !== undefined && config.output_layers !== undefined);
}

/**
 * The model of a JSON object for which `listsLayers` holds. Keras 2 and 3 and tfjs-layers say the same things in other
 * words; what comes out of here says them in one. A part that cannot be read is left out: the rest is still a network.
 */
export function readModelFile(json: JsonObject): FileModel {
  const className = textOf(json.class_name) ?? 'Functional';
  const config = objectOf(json.config);
  const entries = (Array.isArray(json.config) ? json.config : listOf(config.layers)).filter(isObject);
  const name = textOf(config.name) ?? 'model';
  if (className === 'Sequential') return sequential(name, entries, config, objectOf(json.build_config));
  const names = new Set(entries.map(nameOf));
  const shapes: { ref: TensorRef; shape: FileShape }[] = [];
  const layers = entries.map((entry, place) => {
    const calls = listOf(entry.inbound_nodes).map((node) => readCall(node, names, shapes));
    return layerFrom(entry, nameOf(entry, place), isInput(entry) ? [] : calls);
  });
  return {
    className,
    name,
    layers,
    inputs: tensorRefs(config.input_layers, names),
    outputs: tensorRefs(config.output_layers, names),
    shapes,
  };
}

/** A shape of the file without its batch; `null` where this is none. */
export function sampleShape(batchShape: unknown): FileShape | null {
  // The shape of a list of tensors, as some layers with several inputs have it, is not one shape.
  if (!Array.isArray(batchShape) || batchShape.length === 0) return null;
  const sizes = batchShape.slice(1);
  return sizes.every((size) => size === null || (typeof size === 'number' && Number.isInteger(size)))
    ? sizes.map((size) => (typeof size === 'number' && size > 0 ? size : null))
    : null;
}

/** Shape that a layer's own config gives its input: that of an InputLayer, or of the first layer of a Sequential. */
const configShape = ({ class_name: className, config: given }: JsonObject): FileShape | null => {
  const config = objectOf(given);
  return (
    sampleShape(config.batch_shape) ??
    sampleShape(config.batch_input_shape) ??
    (Array.isArray(config.input_shape) ? sampleShape([null, ...config.input_shape]) : null) ??
    dimensionShape(config, /Embedding$/.test(textOf(className) ?? ''))
  );
};

/** The shape in the words of the first Keras: `input_dim` values, `input_length` times. An Embedding's `input_dim` counts words. */
function dimensionShape({ input_dim: dim, input_length: length }: JsonObject, isEmbedding: boolean): FileShape | null {
  const steps = typeof length === 'number' ? [length] : [];
  if (isEmbedding) return steps.length === 0 ? null : sampleShape([null, ...steps]);
  return typeof dim === 'number' ? sampleShape([null, ...steps, dim]) : null;
}

const isInput = (entry: JsonObject): boolean => entry.class_name === inputClass;

const nameOf = (entry: JsonObject, place: number): string =>
  textOf(entry.name) ??
  textOf(objectOf(entry.config).name) ??
  `${snakeCase(textOf(entry.class_name) ?? 'layer')}_${place + 1}`;

function layerFrom(entry: JsonObject, name: string, calls: readonly LayerCall[]): FileLayer {
  const config = objectOf(entry.config);
  return {
    className: textOf(entry.class_name) ?? 'Layer',
    module: textOf(entry.module) ?? '',
    registeredName: textOf(entry.registered_name) ?? '',
    name,
    config,
    inputShape: sampleShape(objectOf(entry.build_config).input_shape) ?? configShape(entry),
    calls,
    model: listsLayers(entry) ? readModelFile(entry) : null,
  };
}

/** Its layers in a row. Where no InputLayer comes first, one is made from what the file says of the first layer's input. */
function sequential(
  name: string,
  entries: readonly JsonObject[],
  config: JsonObject,
  buildConfig: JsonObject,
): FileModel {
  const taken = new Set(entries.map(nameOf));
  const layers: FileLayer[] = [];
  const call = (layer: string): LayerCall => ({
    inputs: [{ layer, node: 0, tensor: 0 }],
    namedInputs: [],
    masks: [],
    options: {},
  });
  entries.forEach((entry, place) => {
    const before = layers.at(-1)?.name;
    layers.push(layerFrom(entry, nameOf(entry, place), before === undefined || isInput(entry) ? [] : [call(before)]));
  });
  const [first] = layers;
  if (first && first.className !== inputClass) {
    const shape = sampleShape(config.build_input_shape) ?? sampleShape(buildConfig.input_shape) ?? firstShape(first);
    const input = `${first.name}_input`;
    layers[0] = { ...first, calls: [call(taken.has(input) ? `${input}_1` : input)] };
    layers.unshift({
      className: inputClass,
      module: '',
      registeredName: '',
      name: taken.has(input) ? `${input}_1` : input,
      config: shape ? { batch_shape: [null, ...shape] } : {},
      inputShape: shape,
      calls: [],
      model: null,
    });
  }
  const end = (layer: FileLayer | undefined): TensorRef[] => (layer ? [{ layer: layer.name, node: 0, tensor: 0 }] : []);
  return { className: 'Sequential', name, layers, inputs: end(layers[0]), outputs: end(layers.at(-1)), shapes: [] };
}

/** What a layer takes, or the model that it is. */
function firstShape({ inputShape, model }: FileLayer): FileShape | null {
  if (inputShape || !model) return inputShape;
  const [input] = model.layers.filter(({ name }) => name === model.inputs[0]?.layer);
  return input ? input.inputShape : null;
}

/** Keras 3 writes `{ args, kwargs }`, Keras 2 and tfjs `[[layer, node, tensor, kwargs], …]`. */
function readCall(
  node: unknown,
  names: ReadonlySet<string>,
  shapes: { ref: TensorRef; shape: FileShape }[],
): LayerCall {
  const inputs: TensorRef[] = [];
  const namedInputs: string[] = [];
  const masks: TensorRef[] = [];
  const options: Record<string, unknown> = {};
  const argument = (value: unknown, key: string, isNamed: boolean): void => {
    const refs = tensorRefs(value, names, shapes);
    if (key === 'mask') masks.push(...refs);
    if (key === 'mask' && refs.length > 0) return;
    inputs.push(...refs);
    if (refs.length > 0 && hasConstants(value, names)) options[`constants in ${key}`] = true;
    if (refs.length > 0 && isNamed) namedInputs.push(key);
    if (refs.length === 0 && value !== null && value !== undefined) options[key] = value;
  };
  if (isObject(node) && ('args' in node || 'kwargs' in node)) {
    listOf(node.args).forEach((value, i) => {
      argument(value, `argument ${i + 1}`, false);
    });
    // Keras 3 writes the default of its function, which whoever runs the model overrides.
    const { training: _, ...kwargs } = objectOf(node.kwargs);
    for (const [key, value] of Object.entries(kwargs)) argument(value, key, true);
    return { inputs, namedInputs, masks, options };
  }
  const isAlone = refOf(node, names) !== null || listOf(node)[0] === '_CONSTANT_VALUE';
  const parts = isAlone ? [node] : isObject(node) ? Object.values(node) : listOf(node);
  parts.forEach((part, i) => {
    const [layer, , constant, kwargs] = listOf(part);
    if (layer === '_CONSTANT_VALUE') options[`argument ${i + 1}`] = constant;
    else inputs.push(...tensorRefs(part, names));
    for (const [key, value] of Object.entries(objectOf(kwargs))) argument(value, key, true);
  });
  return { inputs, namedInputs, masks, options };
}

function refOf(value: unknown, names: ReadonlySet<string>): TensorRef | null {
  if (!Array.isArray(value)) return null;
  const [layer, node = 0, tensor = 0] = value;
  if (typeof layer !== 'string' || !names.has(layer)) return null;
  return typeof node === 'number' && typeof tensor === 'number' ? { layer, node, tensor } : null;
}

/** Whether a list of tensors has members that are none: constants, which have a shape of their own. */
const hasConstants = (value: unknown, names: ReadonlySet<string>): boolean =>
  Array.isArray(value) &&
  refOf(value, names) === null &&
  value.some((one) => one !== null && tensorRefs(one, names).length === 0);

/** Every tensor that a value names, in its order; their shapes are added where it says them, as Keras 3 does. */
function tensorRefs(
  value: unknown,
  names: ReadonlySet<string>,
  shapes: { ref: TensorRef; shape: FileShape }[] = [],
): readonly TensorRef[] {
  const ref = refOf(value, names);
  if (ref) return [ref];
  if (Array.isArray(value)) return value.flatMap((one) => tensorRefs(one, names, shapes));
  if (!isObject(value)) return [];
  if (value.class_name !== '__keras_tensor__')
    return Object.values(value).flatMap((one) => tensorRefs(one, names, shapes));
  const config = objectOf(value.config);
  const found = refOf(config.keras_history, names);
  const shape = sampleShape(config.shape);
  if (found && shape) shapes.push({ ref: found, shape });
  return found ? [found] : [];
}
