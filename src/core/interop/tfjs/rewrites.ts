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

export type Rewrite = (layer: TopologyLayer) => Rewritten | Refusal;

export const isRefusal = (result: Rewritten | Refusal): result is Refusal => 'code' in result;

const itself = (className: string, config: Config): Rewritten => ({
  pieces: [{ className, config, from: 'source' }],
  keepsWeights: true,
});

const instead = (...pieces: readonly Piece[]): Rewritten => ({ pieces, keepsWeights: false });

const common: Config = { trainable: true, dtype: 'float32' };

const piece = (className: string, config: Config, from: Piece['from'] = 'source'): Piece => ({
  className,
  config: { ...common, ...config },
  from,
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

/**
 * Hard sigmoid with Keras 3's slope of 1/6 out of tfjs's, which is 1/5: the mean of five times x and 0 is 5/6 x. The 0 is
 * what a ReLU with a maximum of 0 leaves of x.
 */
const hardSigmoidOf = (source: 'source' | number, first: number): readonly Piece[] => [
  piece('ReLU', { max_value: 0 }, source === 'source' ? 'source' : [source]),
  piece('Average', {}, [source, source, source, source, source, first]),
  piece('Activation', { activation: 'hard_sigmoid' }, [first + 1]),
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
  return { code: 'export.tfjs.activation', values: { activation: String(name) }, field: 'activation' };
};

/** A recurrent layer; tfjs's own hard sigmoid cannot be corrected between its steps. */
const recurrent: Rewrite = (layer) => {
  const { class_name: className, config } = layer;
  const written = { ...config };
  for (const key of ['activation', 'recurrent_activation']) {
    const name = config[key];
    if (name === undefined) continue;
    if (name === 'hard_sigmoid') return ignored(layer, key, name);
    if (name === 'silu') written[key] = 'swish';
    else if (typeof name !== 'string' || !sameActivations.has(name))
      return { code: 'export.tfjs.activation', values: { activation: String(name) }, field: camelCase(key) };
  }
  // tfjs has the older kind of GRU only, and throws for the newer.
  if (className === 'GRU' && config.reset_after !== false) return ignored(layer, 'reset_after', true);
  return itself(className, written);
};

const camelCase = (key: string): string => key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** A layer with another in it, which must be one that is written as itself. */
const wrapper: Rewrite = (layer) => {
  const { layer: inner, ...config } = layer.config;
  const { class_name: className, config: own } = isObject(inner) ? inner : {};
  if (typeof className !== 'string' || !isObject(own)) return ignored(layer, 'layer', String(className));
  const name = String(own.name ?? className);
  const rewrite = Object.hasOwn(rewrites, className) ? rewrites[className] : undefined;
  const result = rewrite?.({ class_name: className, name, config: { ...own, name }, inbound_nodes: [] });
  if (result === undefined) return { code: 'export.tfjs.layer', values: { layer: className }, field: 'layer' };
  if (isRefusal(result)) return { ...result, field: 'layer' };
  const [only, ...others] = result.pieces;
  if (only === undefined || others.length > 0) return ignored(layer, 'layer', className);
  const written = { class_name: only.className, config: { ...only.config, name } };
  return itself(layer.class_name, { ...config, layer: written });
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
    if (slope !== 0 || threshold < 0) {
      return { code: 'export.tfjs.reluThreshold', values: { threshold, slope }, field: 'threshold' };
    }
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
const elu: Rewrite = (layer) => {
  const alpha = Number(layer.config.alpha ?? 1);
  return alpha === 1 ? same(layer) : instead(piece('ELU', { alpha: 1 }), piece('LeakyReLU', { alpha }, [0]));
};

/**
 * tfjs takes bilinear samples from the corners of pixels, Keras from their centres. The latter are means over windows as
 * wide as a pixel of the repeated image; where the factor is even, of an image repeated twice as often, of which the pooling
 * then keeps every second value. Padding `same` counts only what is inside, which repeats the border as Keras does.
 */
const upSampling2d: Rewrite = (layer) => {
  const { size, interpolation } = layer.config;
  if (interpolation === undefined || interpolation === 'nearest') return same(layer);
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

const depthwise: Rewrite = (layer) => {
  const dilation = layer.config.dilation_rate ?? 1;
  const isPlain = [dilation].flat().every((rate) => rate === 1);
  return isPlain ? withActivation(layer) : ignored(layer, 'dilation_rate', [dilation].flat().join('×'));
};

/** tfjs's kernel takes its figures for those of the last axis, whatever axis the layer names. */
const batchNormalization: Rewrite = (layer) => {
  const [axis = -1] = [layer.config.axis ?? -1].flat();
  return axis === -1 ? same(layer) : ignored(layer, 'axis', axis);
};

/** tfjs knows no groups, and throws for causal padding. */
const convolution: Rewrite = (layer) => {
  const { groups = 1, padding } = layer.config;
  if (groups !== 1) return ignored(layer, 'groups', groups);
  return padding === 'causal' ? ignored(layer, 'padding', padding) : withActivation(layer);
};

/**
 * Along three axes tfjs counts a padding below 0 where a stride goes beyond the window, and reads the wrong values.
 */
const volume: Rewrite = (layer) => {
  const { kernel_size: kernel, pool_size: pool, strides, padding } = layer.config;
  const window = [kernel ?? pool].flat().map(Number);
  const skips = [strides].flat().some((stride, axis) => Number(stride) > (window[axis] ?? window[0] ?? 1));
  return padding === 'same' && skips ? ignored(layer, 'padding', 'same') : convolution(layer);
};

const transposed: Rewrite = (layer) => {
  const { output_padding: padding = null, dilation_rate: dilation = 1 } = layer.config;
  if (padding !== null) return ignored(layer, 'output_padding', [padding].flat().join('×'));
  const isPlain = [dilation].flat().every((rate) => rate === 1);
  return isPlain ? withActivation(layer) : ignored(layer, 'dilation_rate', [dilation].flat().join('×'));
};

const globalPooling: Rewrite = (layer) => (layer.config.keepdims ? ignored(layer, 'keepdims', 'true') : same(layer));

/**
 * How each of Keras's classes is written so that plain tfjs-layers 4.22 computes it. What is not here is refused. Found, and
 * kept right, by `engine/verify/plain-model.test.ts`, which compares each kind's predictions.
 */
export const rewrites: Readonly<Record<string, Rewrite>> = {
  InputLayer: same,
  Activation: withActivation,
  AlphaDropout: same,
  Average: same,
  Add: same,
  AveragePooling1D: same,
  AveragePooling2D: same,
  AveragePooling3D: volume,
  BatchNormalization: batchNormalization,
  Bidirectional: wrapper,
  Concatenate: same,
  Conv1D: convolution,
  Conv2D: convolution,
  Conv2DTranspose: transposed,
  Conv3D: volume,
  Cropping2D: same,
  Dense: withActivation,
  DepthwiseConv2D: depthwise,
  Dot: same,
  Dropout: same,
  ELU: elu,
  Embedding: same,
  Flatten: same,
  GRU: recurrent,
  GaussianDropout: same,
  GaussianNoise: same,
  GlobalAveragePooling1D: globalPooling,
  GlobalAveragePooling2D: globalPooling,
  GlobalMaxPooling1D: globalPooling,
  GlobalMaxPooling2D: globalPooling,
  LSTM: recurrent,
  LayerNormalization: same,
  LeakyReLU: leakyRelu,
  MaxPooling1D: same,
  MaxPooling2D: same,
  MaxPooling3D: volume,
  Maximum: same,
  Minimum: same,
  Multiply: same,
  PReLU: same,
  Permute: same,
  ReLU: relu,
  RepeatVector: same,
  Rescaling: same,
  Reshape: same,
  SeparableConv2D: withActivation,
  SimpleRNN: recurrent,
  Softmax: same,
  SpatialDropout1D: same,
  TimeDistributed: wrapper,
  UpSampling2D: upSampling2d,
  ZeroPadding2D: same,
};
