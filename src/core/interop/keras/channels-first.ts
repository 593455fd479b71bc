import { type FlatNetwork, type FlatNode, inOrder } from './flatten.ts';
import { isObject, type JsonObject } from './json.ts';
import { inputClass } from './model-file.ts';

/** A network whose channels come last, and the nodes that were turned. */
export interface Turned {
  readonly network: FlatNetwork;
  readonly turned: ReadonlySet<string>;
}

/** How a tensor lies: `image` ones have their channels first, `flat` ones no axes beside the channels. */
type Lie = 'image' | 'flat';

/**
 * A network whose channels come first (`data_format: 'channels_first'`), turned such that they come last, which changes no
 * number in it but the order of axes. Only whole networks can be turned: where a layer is not known to allow it, all stay as
 * they are.
 */
export function channelsLast(network: FlatNetwork): Turned {
  const asItIs: Turned = { network, turned: new Set() };
  if (!network.nodes.some(({ layer }) => layer.config.data_format === 'channels_first')) return asItIs;
  const lies = new Map<string, Lie>();
  const changed = new Map<string, JsonObject>();
  for (const node of inOrder(network.nodes)) {
    const inputs = node.inputs.map((source) => lies.get(source.node));
    const outcome = turn(node, inputs);
    if (!outcome) return asItIs;
    lies.set(node.id, outcome.lie);
    if (outcome.config) changed.set(node.id, outcome.config);
  }
  const nodes = network.nodes.map((node): FlatNode => {
    const config = changed.get(node.id);
    const { inputShape } = node.layer;
    const isImage = node.inputs.length === 0 || node.inputs.some((source) => lies.get(source.node) === 'image');
    const shape = inputShape && isImage && inputShape.length > 1 ? lastAxis(inputShape) : inputShape;
    return { ...node, layer: { ...node.layer, config: config ?? node.layer.config, inputShape: shape } };
  });
  const shapes = new Map(
    [...network.shapes].map(([key, shape]) => {
      const image = lies.get(key.slice(key.indexOf(':') + 1)) === 'image';
      return [key, image ? lastAxis(shape) : shape];
    }),
  );
  return { network: { ...network, nodes, shapes }, turned: new Set(changed.keys()) };
}

/** The first size moved to the end. */
const lastAxis = <T>([channels, ...sizes]: readonly T[]): readonly T[] =>
  channels === undefined ? sizes : [...sizes, channels];

const pointwise = new Set([
  'Activation',
  'Add',
  'Average',
  'Dropout',
  'ELU',
  'GaussianDropout',
  'GaussianNoise',
  'LeakyReLU',
  'Maximum',
  'Minimum',
  'Multiply',
  'ReLU',
  'Rescaling',
  'Subtract',
]);

/** How a node's output lies and, if it has to be said otherwise, its config; `null` where it cannot be turned. */
function turn(
  { layer, inputs: sources }: FlatNode,
  inputs: readonly (Lie | undefined)[],
): { readonly lie: Lie; readonly config?: JsonObject } | null {
  const { className, config } = layer;
  if (className === inputClass) return turnInput(config, layer.inputShape?.length ?? 0);
  if (inputs.length !== sources.length || inputs.some((lie) => lie === undefined)) return null;
  const image = inputs.includes('image');
  const lie = image ? 'image' : 'flat';
  if (!image) return config.data_format === 'channels_first' ? null : { lie };
  if (config.data_format === 'channels_first') {
    const leaves = className === 'Flatten' || (className.startsWith('Global') && config.keepdims !== true);
    return { lie: leaves ? 'flat' : 'image', config: { ...config, data_format: 'channels_last' } };
  }
  // The order of the values in a flat row is that of other weights, not of another architecture.
  if (className === 'Flatten') return { lie: 'flat' };
  if (className === 'BatchNormalization') return axisOf(config) === 1 ? { lie, config: { ...config, axis: -1 } } : null;
  if (className === 'PReLU') return turnSharedAxes(config, lie);
  if (className === 'Concatenate') return axisOf(config) === 1 ? { lie, config: { ...config, axis: -1 } } : null;
  if (config.activation === 'softmax' || isObject(config.activation)) return null;
  return pointwise.has(className) ? { lie } : null;
}

function turnInput(config: JsonObject, rank: number): { readonly lie: Lie; readonly config?: JsonObject } {
  if (rank < 2) return { lie: 'flat' };
  const key = Array.isArray(config.batch_shape) ? 'batch_shape' : 'batch_input_shape';
  const shape = config[key];
  if (!Array.isArray(shape)) return { lie: 'image' };
  const [batch, ...sizes] = shape;
  return { lie: 'image', config: { ...config, [key]: [batch, ...lastAxis(sizes)] } };
}

/** A PReLU of pictures: the axes that share one slope move with the others. */
function turnSharedAxes(config: JsonObject, lie: Lie): { readonly lie: Lie; readonly config?: JsonObject } | null {
  const { shared_axes: axes } = config;
  // Slopes of their own everywhere lie in another order, which is that of other weights.
  if (axes === null || axes === undefined || (Array.isArray(axes) && axes.length === 0)) return { lie };
  if (!Array.isArray(axes) || !axes.every((axis) => typeof axis === 'number' && axis > 0)) return null;
  // Sizes come before the channels now: axis 2 is 1, and 1, the channels, is the last, which a file counts as 3 in pictures.
  if (axes.includes(1)) return null;
  return { lie, config: { ...config, shared_axes: axes.map((axis) => Number(axis) - 1) } };
}

function axisOf({ axis }: JsonObject): unknown {
  return Array.isArray(axis) && axis.length === 1 ? axis[0] : axis;
}
