import type { TopologyLayer } from '../../../compile/topology.ts';
import type { Shape } from '../../../math/shape.ts';

type Config = Readonly<Record<string, unknown>>;

/** A layer of what is written instead of one layer of the network. */
export interface Piece {
  readonly className: string;
  /** A function of Keras's instead of a layer: it is not among a model's layers. */
  readonly isOperation?: true;
  readonly config: Config;
  /** Earlier pieces by their place, `source` for all that feeds the layer itself. */
  readonly from: readonly ('source' | number)[];
  /** Constants after the tensors that it is called with. */
  readonly constants?: readonly number[];
  /** What else it is called with. */
  readonly call?: Config;
  /** What comes out of it, the batch not counted. */
  readonly shape: Shape;
  /** It has the layer's weights, and its name; else the last piece has the name. */
  readonly hasWeights?: true;
}

/** @param input what feeds it; @param output what it puts out, the batch not counted. */
type Rewrite = (layer: TopologyLayer, input: Shape, output: Shape) => readonly Piece[];

const common: Config = { trainable: true, dtype: 'float32' };

const piece = (className: string, config: Config, shape: Shape, from: Piece['from'] = ['source']): Piece => ({
  className,
  config: { ...common, ...config },
  from,
  shape,
});

const without = (config: Config, ...keys: readonly string[]): Config =>
  Object.fromEntries(Object.entries(config).filter(([key]) => !keys.includes(key)));

const channelsLast = { data_format: 'channels_last' };

/** A convolution whose stride is its window, and its pixels in a row. */
const patchEmbedding: Rewrite = ({ config }, [height = 0, width = 0], output) => {
  const [down = 1, across = 1] = [config.patch_size].flat().map(Number);
  const filters = Number(config.output_dim);
  const own = {
    ...without(config, 'patch_size', 'output_dim'),
    filters,
    kernel_size: [down, across],
    strides: [down, across],
    padding: 'valid',
    ...channelsLast,
  };
  const image = [Math.floor(height / down), Math.floor(width / across), filters];
  return [
    { ...piece('Conv2D', own, image), hasWeights: true },
    piece('Reshape', { target_shape: output }, output, [0]),
  ];
};

const takeToken: Rewrite = ({ config }, [steps = 1, width = 1], output) => {
  const given = Number(config.index);
  const index = given < 0 ? given + steps : given;
  const cropping = [index, steps - 1 - index];
  return [piece('Cropping1D', { cropping }, [1, width]), piece('Flatten', channelsLast, output, [0])];
};

/** A number for each step whatever its values are, the place in the series: an Embedding's row is looked up by it. */
const places = (steps: number, from: Piece['from'], first: number): readonly Piece[] => [
  // Means over the channels, which are all lost: the input is there only to say how many samples there are.
  piece('GlobalAveragePooling1D', { data_format: 'channels_first', keepdims: false }, [steps], from),
  piece('Rescaling', { scale: 0, offset: Array.from({ length: steps }, (_, i) => i) }, [steps], [first]),
];

const table = (config: Config, rows: number, width: number, from: Piece['from']): Piece => ({
  ...piece('Embedding', {}, [rows, width], from),
  config: {
    ...without(config, 'sequence_length'),
    input_dim: rows,
    output_dim: width,
    activity_regularizer: null,
    mask_zero: false,
  },
  hasWeights: true,
});

const positionEmbedding: Rewrite = ({ config }, [steps = 1, width = 1], output) => [
  ...places(steps, ['source'], 0),
  table(config, steps, width, [1]),
  piece('Add', {}, output, ['source', 2]),
];

const classToken: Rewrite = ({ config }, [steps = 1, width = 1], output) => [
  piece('Cropping1D', { cropping: [0, steps - 1] }, [1, width]),
  ...places(1, [0], 1),
  table(config, 1, width, [2]),
  piece('Concatenate', { axis: 1 }, output, [3, 'source']),
];

/** Sines at even places, cosines at odd ones (Vaswani et al., 2017, section 3.5), as numbers. */
const sinePositionEmbedding: Rewrite = ({ config }, [steps = 1, width = 1], output) => {
  const wave = Number(config.max_wavelength);
  const offset = Array.from({ length: steps }, (_, step) =>
    Array.from({ length: width }, (_, place) => {
      const angle = step * wave ** ((-2 * Math.floor(place / 2)) / width);
      return Math.fround(place % 2 === 0 ? Math.sin(angle) : Math.cos(angle));
    }),
  );
  return [piece('Rescaling', { scale: 1, offset }, output)];
};

/** `x·(bias + alpha·Σx²)^−beta`: sums over neighbouring channels are means over windows of a volume, times their number. */
const localResponseNormalization: Rewrite = ({ config }, _, output) => {
  const [height = 1, width = 1, channels = 1] = output;
  const radius = Number(config.depth_radius);
  const window = 2 * radius + 1;
  const volume = [height, width, channels, 1];
  const sides = [0, 0, radius].map((side) => [side, side]);
  const wide = [height, width, channels + 2 * radius, 1];
  const pooling = { pool_size: [1, 1, window], strides: [1, 1, 1], padding: 'valid', ...channelsLast };
  return [
    piece('Multiply', {}, output, ['source', 'source']),
    piece('Reshape', { target_shape: volume }, volume, [0]),
    piece('ZeroPadding3D', { padding: sides, ...channelsLast }, wide, [1]),
    piece('AveragePooling3D', pooling, volume, [2]),
    piece('Reshape', { target_shape: output }, output, [3]),
    piece('Rescaling', { scale: Number(config.alpha) * window, offset: config.bias }, output, [4]),
    {
      className: 'Power',
      isOperation: true,
      config: {},
      constants: [-Number(config.beta)],
      from: [5],
      shape: output,
    },
    piece('Multiply', {}, output, ['source', 6]),
  ];
};

/** The layer of Keras's that can be called both ways. */
const reverseEmbedding: Rewrite = ({ config }, _, output) => [
  {
    className: 'ReversibleEmbedding',
    config: { ...reversible, ...config },
    from: ['source'],
    call: { reverse: true },
    shape: output,
    hasWeights: true,
  },
];

const reversible: Config = { tie_weights: true, mask_zero: false, reverse_dtype: null, logit_soft_cap: null };

/** An Embedding whose table something scores by. */
export const asReversible = (embedding: Piece): Piece => ({
  ...embedding,
  className: 'ReversibleEmbedding',
  config: { ...reversible, ...embedding.config },
});

/** What Keras takes where the layer is called, Stride where it is made. */
const attention: Rewrite = ({ config }, _, output) => [
  {
    className: 'MultiHeadAttention',
    config: without(config, 'use_causal_mask'),
    from: ['source'],
    ...(config.use_causal_mask === true ? { call: { use_causal_mask: true } } : {}),
    shape: output,
    hasWeights: true,
  },
];

const input: Rewrite = ({ config: { batch_input_shape: older, batch_shape: shape, ...config } }, _, output) => [
  { className: 'InputLayer', config: { ...config, batch_shape: shape ?? older }, from: [], shape: output },
];

/** How layers are written that Keras lacks, or has in another way: of plain layers of Keras that compute the same. */
export const rewrites: Readonly<Record<string, Rewrite>> = {
  InputLayer: input,
  MultiHeadAttention: attention,
  PatchEmbedding: patchEmbedding,
  TakeToken: takeToken,
  AddPositionEmbedding: positionEmbedding,
  AddSinePositionEmbedding: sinePositionEmbedding,
  ClassToken: classToken,
  LocalResponseNormalization: localResponseNormalization,
  ReverseEmbedding: reverseEmbedding,
};
