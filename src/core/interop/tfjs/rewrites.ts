import type { TopologyLayer } from '../../compile/topology.ts';
import type { ProblemCode } from '../../problems/messages.ts';
import type { ProblemValues } from '../../problems/problem.ts';

type Config = Readonly<Record<string, unknown>>;

/** A layer of what is written instead of one layer of the network. */
export interface Piece {
  readonly className: string;
  readonly config: Config;
  /** Earlier pieces by their place, `source` for all that feeds the layer itself. */
  readonly from: 'source' | readonly ('source' | number)[];
  /**
   * What tfjs alone lacks, or computes otherwise, such that it needs `stride-layers.js`: the class, that of the layer in it for
   * one that holds another, or an activation only.
   */
  readonly ours?: 'layer' | 'activation';
}

/**
 * What stands for a layer in the file: itself, or pieces of which the last gives the output. `keepsWeights`: the first
 * piece is the layer itself under its own name, because weights are found by it; else the last one takes the name.
 */
export interface Rewritten {
  readonly pieces: readonly Piece[];
  readonly keepsWeights: boolean;
}

/** Why a layer cannot be written such that plain tfjs computes it. The layer's name is added to `values`. */
export interface Refusal {
  readonly code: ProblemCode;
  readonly values: ProblemValues;
  readonly field?: string;
}

/**
 * @param rank sizes of what feeds it, the batch not counted.
 * @param channels the last of those sizes, where it is known.
 */
export type Rewrite = (layer: TopologyLayer, rank: number, channels?: number) => Rewritten | Refusal;

export const isRefusal = (result: Rewritten | Refusal): result is Refusal => 'code' in result;

const itself = (className: string, config: Config): Rewritten => ({
  pieces: [{ className, config, from: 'source' }],
  keepsWeights: true,
});

/** A class, or an option of one, that `stride-layers.js` teaches tfjs. */
const taught = (className: string, config: Config, ours: 'layer' | 'activation' = 'layer'): Rewritten => ({
  pieces: [{ className, config, from: 'source', ours }],
  keepsWeights: true,
});

const ours: Rewrite = ({ class_name: className, config }) => {
  const name = config.activation ?? 'linear';
  return typeof name === 'string' && isActivation(name) ? taught(className, config) : unknownActivation(name);
};

const instead = (...pieces: readonly Piece[]): Rewritten => ({ pieces, keepsWeights: false });

const common: Config = { trainable: true, dtype: 'float32' };

const piece = (className: string, config: Config, from: Piece['from'] = 'source'): Piece => ({
  className,
  config: { ...common, ...config },
  from,
});

const unknownActivation = (name: unknown, field = 'activation'): Refusal => ({
  code: 'export.tfjs.activation',
  values: { activation: String(name) },
  field,
});

const ignored = (layer: TopologyLayer, option: string, value: unknown): Refusal => ({
  code: 'export.tfjs.ignored',
  values: { option, value: String(value), layer: layer.class_name },
});

/** Activations that tfjs 4.22 computes as Keras 3 does. */
const sameActivations: ReadonlySet<string> = new Set([
  'linear',
  'relu',
  'relu6',
  'elu',
  'selu',
  'gelu',
  'sigmoid',
  'tanh',
  'softmax',
  'log_softmax',
  'softplus',
  'softsign',
  'swish',
  'mish',
]);

/** Those that `stride-layers.js` teaches it, by the names that it gives them. */
const taughtActivations: Readonly<Record<string, string>> = {
  exponential: 'exponential',
  hard_silu: 'hard_silu',
  hard_swish: 'hard_silu',
  leaky_relu: 'leaky_relu',
  hard_sigmoid: 'keras3_hard_sigmoid',
};

const taughtName = (name: unknown): string | undefined =>
  typeof name === 'string' && Object.hasOwn(taughtActivations, name) ? taughtActivations[name] : undefined;

const isActivation = (name: string): boolean =>
  sameActivations.has(name) || name === 'silu' || taughtName(name) !== undefined;

/** Hard sigmoid with Keras 3's slope of 1/6, x/6 + 1/2 cut off at 0 and 1: tfjs's has a slope of 1/5. */
const hardSigmoidOf = (source: 'source' | number, first: number): readonly Piece[] => [
  piece('Rescaling', { scale: 1 / 6, offset: 0.5 }, source === 'source' ? 'source' : [source]),
  piece('ReLU', { max_value: 1 }, [first]),
];

/** A layer that is right but for, perhaps, its activation. */
const withActivation: Rewrite = (layer) => {
  const { class_name: className, config } = layer;
  const name = config.activation ?? 'linear';
  if (name === 'silu') return itself(className, { ...config, activation: 'swish' });
  if (name === 'hard_sigmoid') {
    if (className === 'Activation') return instead(...hardSigmoidOf('source', 0));
    const own: Piece = { className, config: { ...config, activation: 'linear' }, from: 'source' };
    return { pieces: [own, ...hardSigmoidOf(0, 1)], keepsWeights: true };
  }
  if (name === 'leaky_relu') {
    const leaky = (from: Piece['from']): Piece => piece('LeakyReLU', { alpha: 0.2 }, from);
    if (className === 'Activation') return instead(leaky('source'));
    const own: Piece = { className, config: { ...config, activation: 'linear' }, from: 'source' };
    return { pieces: [own, leaky([0])], keepsWeights: true };
  }
  if (typeof name === 'string' && sameActivations.has(name)) return itself(className, config);
  const learnt = taughtName(name);
  return learnt === undefined
    ? unknownActivation(name)
    : taught(className, { ...config, activation: learnt }, 'activation');
};

/** A recurrent layer: nothing can be put between its steps, so that tfjs must learn what it lacks. */
const recurrent: Rewrite = (layer) => {
  const { class_name: className, config } = layer;
  const written: Record<string, unknown> = { ...config };
  // tfjs has the older kind of GRU only, and throws for the newer.
  const newer = className === 'GRU' && config.reset_after !== false;
  let needsOurs = newer;
  for (const key of ['activation', 'recurrent_activation']) {
    const name = config[key];
    if (name === undefined) continue;
    if (typeof name !== 'string' || !isActivation(name)) return unknownActivation(name, camelCase(key));
    if (newer) continue;
    written[key] = taughtName(name) ?? (name === 'silu' ? 'swish' : name);
    needsOurs ||= taughtName(name) !== undefined;
  }
  return needsOurs
    ? taught(className, { ...written, ...(newer && { reset_after: true }) }, newer ? 'layer' : 'activation')
    : itself(className, written);
};

const camelCase = (key: string): string => key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** One layer where the rewrite has several, which cannot lie in another. */
const alone = (layer: TopologyLayer, rank: number): Rewritten | Refusal | undefined => {
  const { class_name: className, config } = layer;
  const result = Object.hasOwn(rewrites, className) ? rewrites[className]?.(layer, rank) : undefined;
  if (result === undefined || isRefusal(result) || result.pieces.length === 1) return result;
  const learnt = taughtName(config.activation);
  return learnt === undefined
    ? taught(className, config)
    : taught(className, { ...config, activation: learnt }, 'activation');
};

/** A layer with another in it. */
const wrapper: Rewrite = (layer, rank) => {
  const { layer: inner, ...config } = layer.config;
  const { class_name: className, config: own } = isObject(inner) ? inner : {};
  if (typeof className !== 'string' || !isObject(own)) return ignored(layer, 'layer', String(className));
  const name = String(own.name ?? className);
  const held: TopologyLayer = { class_name: className, name, config: { ...own, name }, inbound_nodes: [] };
  const result = alone(held, layer.class_name === 'TimeDistributed' ? rank - 1 : rank);
  if (result === undefined) return { code: 'export.tfjs.layer', values: { layer: className }, field: 'layer' };
  if (isRefusal(result)) return { ...result, field: 'layer' };
  const [only] = result.pieces;
  if (only === undefined) return ignored(layer, 'layer', className);
  const whole = { ...config, layer: { class_name: only.className, config: { ...only.config, name } } };
  return only.ours ? taught(layer.class_name, whole, only.ours) : itself(layer.class_name, whole);
};

const isObject = (value: unknown): value is Config =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const same: Rewrite = ({ class_name: className, config }) => itself(className, config);

/** tfjs reads `max_value` only, and ignores the slope and the threshold. */
const relu: Rewrite = ({ config }) => {
  const slope = Number(config.negative_slope ?? 0);
  const threshold = Number(config.threshold ?? 0);
  const max = config.max_value ?? null;
  if (threshold !== 0) {
    if (slope !== 0 || threshold < 0) return taught('ReLU', config);
    const cut = piece('ThresholdedReLU', { theta: below(threshold) });
    return max === null ? instead(cut) : instead(cut, piece('ReLU', { max_value: max }, [0]));
  }
  if (slope === 0) return instead(piece('ReLU', { max_value: max }));
  const leaky = piece('LeakyReLU', { alpha: slope });
  if (max === null) return instead(leaky);
  // Above 0 the second is the smaller, below 0 the first: the second is 0 there.
  return instead(leaky, piece('ReLU', { max_value: max }), piece('Minimum', {}, [0, 1]));
};

/** The largest float32 below a positive number: what is greater than that is at least the number. */
function below(value: number): number {
  const bits = new Uint32Array(1);
  const float = new Float32Array(bits.buffer);
  float[0] = value;
  bits[0] = (bits[0] ?? 0) - 1;
  return float[0];
}

/** Keras 3 writes `negative_slope`, Keras 2 and tfjs read `alpha`. */
const leakyRelu: Rewrite = ({ config: { negative_slope: slope, alpha, ...config } }) =>
  itself('LeakyReLU', { ...config, alpha: slope ?? alpha ?? 0.3 });

/** tfjs throws for another alpha than 1. What is below 0 is scaled afterwards: ELU leaves it below 0. */
const elu: Rewrite = (layer, rank) => {
  const alpha = Number(layer.config.alpha ?? 1);
  return alpha === 1 ? same(layer, rank) : instead(piece('ELU', { alpha: 1 }), piece('LeakyReLU', { alpha }, [0]));
};

/**
 * tfjs takes bilinear samples from the corners of pixels, Keras from their centres. The latter are means over windows as
 * wide as a pixel of the repeated image; where the factor is even, of an image repeated twice as often, of which the pooling
 * then keeps every second value. Padding `same` counts only what is inside, which repeats the border as Keras does.
 */
const upSampling2d: Rewrite = (layer, rank) => {
  const { size, interpolation } = layer.config;
  if (interpolation === undefined || interpolation === 'nearest') return same(layer, rank);
  if (interpolation !== 'bilinear') return ignored(layer, 'interpolation', interpolation);
  const factors = Array.isArray(size) ? size.map(Number) : [Number(size ?? 2), Number(size ?? 2)];
  const repeats = factors.map((factor) => (factor % 2 === 0 ? factor * 2 : factor));
  const strides = factors.map((factor) => (factor % 2 === 0 ? 2 : 1));
  const format = { data_format: 'channels_last' };
  return instead(
    piece('UpSampling2D', { size: repeats, interpolation: 'nearest', ...format }),
    piece('AveragePooling2D', { pool_size: repeats, strides, padding: 'same', ...format }, [0]),
  );
};

const isAbove1 = (sizes: unknown): boolean => [sizes ?? 1].flat().some((n) => n !== 1);

const depthwise: Rewrite = (layer, rank) =>
  isAbove1(layer.config.dilation_rate) ? ours(layer, rank) : withActivation(layer, rank);

/** tfjs's kernel takes its figures for those of the last axis, whatever axis the layer names, and no volumes. */
const batchNormalization: Rewrite = (layer, rank) => {
  const [axis = -1] = [layer.config.axis ?? -1].flat();
  if (axis === -1 && rank < 4) return same(layer, rank);
  // A last axis that is named otherwise tells ours from tfjs's own.
  return taught('BatchNormalization', { ...layer.config, axis: axis === -1 ? rank : axis });
};

/** Of volumes tfjs has none either. */
const layerNormalization: Rewrite = (layer, rank) => {
  if (rank < 4) return same(layer, rank);
  const axes = [layer.config.axis ?? -1].flat().map(Number);
  return taught('LayerNormalization', {
    ...layer.config,
    axis: axes.map((axis) => (axis < 0 ? axis + rank + 1 : axis)),
  });
};

/** tfjs knows no groups, and throws for causal padding. */
const convolution: Rewrite = (layer, rank) => {
  const { groups = 1, padding } = layer.config;
  return groups !== 1 || padding === 'causal' ? ours(layer, rank) : withActivation(layer, rank);
};

/**
 * Along three axes tfjs counts a padding below 0 where a stride goes beyond the window, and reads the wrong values.
 */
const volume: Rewrite = (layer, rank) => {
  const { kernel_size: kernel, pool_size: pool, strides, padding } = layer.config;
  const window = [kernel ?? pool].flat().map(Number);
  const skips = [strides].flat().some((stride, axis) => Number(stride) > (window[axis] ?? window[0] ?? 1));
  return padding === 'same' && skips ? ours(layer, rank) : convolution(layer, rank);
};

const transposed: Rewrite = (layer, rank) => {
  const { output_padding: padding = null, dilation_rate: dilation } = layer.config;
  return padding !== null || isAbove1(dilation) ? ours(layer, rank) : withActivation(layer, rank);
};

/** tfjs does not read `keepdims`: the axes are put back afterwards, by their sizes: of a batch, tfjs works none out. */
const globalPooling: Rewrite = (layer, rank, channels = -1) => {
  const { class_name: className, config } = layer;
  if (!config.keepdims) return same(layer, rank);
  const { keepdims: _, ...pooling } = config;
  const axes = Array.from({ length: rank - 1 }, () => 1);
  return instead(
    { className, config: pooling, from: 'source' },
    piece('Reshape', { target_shape: [...axes, channels] }, [0]),
  );
};

/**
 * How each of Keras's classes is written so that tfjs-layers 4.22 computes it, taught by `stride-layers.js` where it must be.
 * What is not here is refused. Found, and kept right, by `engine/verify/plain-model.test.ts`, which compares each kind's predictions.
 */
export const rewrites: Readonly<Record<string, Rewrite>> = {
  InputLayer: same,
  Activation: withActivation,
  Add: same,
  AddPositionEmbedding: ours,
  AddSinePositionEmbedding: ours,
  AlphaDropout: same,
  Average: same,
  AveragePooling1D: same,
  AveragePooling2D: same,
  AveragePooling3D: volume,
  BatchNormalization: batchNormalization,
  Bidirectional: wrapper,
  ClassToken: ours,
  Concatenate: same,
  Conv1D: convolution,
  Conv1DTranspose: ours,
  Conv2D: convolution,
  Conv2DTranspose: transposed,
  Conv3D: volume,
  Cropping1D: ours,
  Cropping2D: same,
  Cropping3D: ours,
  Dense: withActivation,
  DepthwiseConv1D: ours,
  DepthwiseConv2D: depthwise,
  Dot: same,
  Dropout: same,
  ELU: elu,
  Embedding: same,
  Flatten: same,
  GaussianDropout: same,
  GaussianNoise: same,
  GlobalAveragePooling1D: globalPooling,
  GlobalAveragePooling2D: globalPooling,
  GlobalAveragePooling3D: ours,
  GlobalMaxPooling1D: globalPooling,
  GlobalMaxPooling2D: globalPooling,
  GlobalMaxPooling3D: ours,
  GroupNormalization: ours,
  GRU: recurrent,
  LayerNormalization: layerNormalization,
  LeakyReLU: leakyRelu,
  LocalResponseNormalization: ours,
  LSTM: recurrent,
  Maximum: same,
  MaxPooling1D: same,
  MaxPooling2D: same,
  MaxPooling3D: volume,
  Minimum: same,
  MultiHeadAttention: ours,
  Multiply: same,
  Normalization: ours,
  PatchEmbedding: ours,
  Permute: same,
  PReLU: same,
  ReLU: relu,
  RepeatVector: same,
  Rescaling: same,
  Reshape: same,
  ReverseEmbedding: ours,
  SeparableConv1D: ours,
  SeparableConv2D: withActivation,
  SimpleRNN: recurrent,
  Softmax: same,
  SpatialDropout1D: same,
  SpatialDropout2D: ours,
  SpatialDropout3D: ours,
  Subtract: ours,
  TakeToken: ours,
  TimeDistributed: wrapper,
  UnitNormalization: ours,
  UpSampling1D: ours,
  UpSampling2D: upSampling2d,
  UpSampling3D: ours,
  ZeroPadding1D: ours,
  ZeroPadding2D: same,
  ZeroPadding3D: ours,
};
