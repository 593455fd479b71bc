import { type LayerKind, layerOf } from '../../layers/registry.ts';
import type { Shape } from '../../math/shape.ts';
import type { FlatNode } from './flatten.ts';
import { type JsonObject, listOf, objectOf } from './json.ts';
import { readLayer } from './layers/read-layer.ts';
import { kindOfClass } from './layers/table.ts';
import { type FileShape, sampleShape } from './model-file.ts';
import { readOperation } from './operations/operation.ts';
import { operationShape } from './operations/shapes.ts';

/** Layers of Keras that give their input's shape back, as far as Stride does not have them as kinds. */
const sameShapeClasses = new Set([
  'ActivityRegularization',
  'AlphaDropout',
  'AugMix',
  'AutoContrast',
  'CutMix',
  'Equalization',
  'GaussianDropout',
  'GaussianNoise',
  'Identity',
  'Invert',
  'Masking',
  'MixUp',
  'Normalization',
  'PReLU',
  'Posterization',
  'RandAugment',
  'RandomBrightness',
  'RandomColorDegeneration',
  'RandomColorJitter',
  'RandomContrast',
  'RandomElasticTransform',
  'RandomErasing',
  'RandomFlip',
  'RandomGaussianBlur',
  'RandomGrayscale',
  'RandomHue',
  'RandomInvert',
  'RandomPerspective',
  'RandomPosterization',
  'RandomRotation',
  'RandomSaturation',
  'RandomSharpness',
  'RandomShear',
  'RandomTranslation',
  'RandomZoom',
  'Rescaling',
  'Solarization',
  'SpatialDropout1D',
  'SpatialDropout2D',
  'SpatialDropout3D',
  'ThresholdedReLU',
  'UnitNormalization',
  'Activation',
  'Softmax',
  'ELU',
  'ReLU',
  'LeakyReLU',
  'Dropout',
  'BatchNormalization',
  'LayerNormalization',
  'GroupNormalization',
  'RMSNormalization',
]);

/** What a layer that Stride does not have makes of its inputs, as far as its class and config say it; `null` for unknown. */
export function impliedShape(node: FlatNode, inputs: readonly (Shape | null)[]): Shape | null {
  const { className, config } = node.layer;
  const [input = null] = inputs;
  if (sameShapeClasses.has(className)) return input;
  if (isImageResizer.has(className) && input?.length === 3) return resized(config, input);
  if (className === 'Lambda') return completed(lambdaShape(config.output_shape), input);
  const known = inputs.filter((shape) => shape !== null);
  const isTurned = config.data_format === 'channels_first';
  if (Object.hasOwn(ruled, className) && !isTurned && known.length > 0 && known.length === inputs.length) {
    const shape = ruled[className]?.(config, known) ?? null;
    return shape?.every((size) => Number.isInteger(size) && size > 0) ? shape : null;
  }
  const operation = readOperation(node);
  return operation && operationShape(operation, inputs);
}

/** Sizes of what cells put out, one inside the other or side by side. */
function unitsOf(cell: unknown): number | null {
  const list = Array.isArray(cell) ? cell : objectOf(objectOf(cell).config).cells;
  if (Array.isArray(list)) return unitsOf(list.at(-1));
  const { units } = objectOf(objectOf(cell).config);
  return typeof units === 'number' ? units : null;
}

/** What a layer of this kind makes of an input, by some of a config's settings. */
function shapeAs(kind: LayerKind, config: JsonObject, input: Shape): Shape | null {
  const read = readLayer(kind, config, [input]);
  const definition = layerOf(kind);
  if (!read.ok || !definition) return null;
  const { ranks } = definition.arity;
  const output =
    ranks === 'any' || ranks.includes(input.length) ? definition.outputShape(read.value.params, [input]) : null;
  return output?.ok ? output.value.shape : null;
}

const windowKeys = ['filters', 'kernel_size', 'strides', 'padding', 'dilation_rate', 'output_padding'];

const windowOf = (config: JsonObject): JsonObject =>
  Object.fromEntries(windowKeys.flatMap((key) => (key in config ? [[key, config[key]]] : [])));

/** A convolution at each step of a series, of which the last one or all go out. */
const recurrentConvolution =
  (kind: LayerKind) =>
  (config: JsonObject, [[steps = 0, ...image] = []]: readonly Shape[]): Shape | null => {
    const shape = shapeAs(kind, windowOf(config), image);
    return shape && config.return_sequences === true ? [steps, ...shape] : shape;
  };

/** Each axis by itself, as Stride has no such layer along all three. */
function transposedVolume(config: JsonObject, [[...sizes] = []]: readonly Shape[]): Shape | null {
  const channels = sizes.pop() ?? 0;
  const places = sizes.map((size, axis) => {
    const own = Object.entries(windowOf(config)).map(([key, value]) => [
      key,
      Array.isArray(value) ? value[axis] : value,
    ]);
    return shapeAs('conv1dTranspose', Object.fromEntries(own), [size, channels])?.[0];
  });
  const all = [...places, config.filters];
  return all.every((size) => typeof size === 'number') ? all : null;
}

/** What layers put out that are of Keras and not of Stride, from their configs. */
const ruled: Readonly<Record<string, (config: JsonObject, inputs: readonly Shape[]) => Shape | null>> = {
  RNN: ({ cell, return_sequences: all }, [[steps = 0] = []]) => {
    const units = unitsOf(cell);
    return units === null ? null : all === true ? [steps, units] : [units];
  },
  // The query's places with what the values hold.
  Attention: (_, [query = [], value = []]) => [...query.slice(0, -1), value.at(-1) ?? 0],
  AdditiveAttention: (_, [query = [], value = []]) => [...query.slice(0, -1), value.at(-1) ?? 0],
  GroupedQueryAttention: (_, [query = []]) => query,
  MultiHeadAttention: ({ output_shape: given }, [query = []]) =>
    given === null || given === undefined ? query : [...query.slice(0, -1), ...integers(given)],
  ConvLSTM1D: recurrentConvolution('conv1d'),
  ConvLSTM2D: recurrentConvolution('conv2d'),
  ConvLSTM3D: recurrentConvolution('conv3d'),
  Conv3DTranspose: transposedVolume,
  UpSampling2D: ({ size }, [input = []]) => shapeAs('upSampling2d', { size }, input),
  SpectralNormalization: (config, [input = []]) => innerShape(config, input),
  TimeDistributed: (config, [[steps = 0, ...input] = [0]]) => {
    const shape = innerShape(config, input);
    return shape && [steps, ...shape];
  },
  Discretization: ({ output_mode: mode }, [input = []]) => (mode === 'int' ? input : null),
  EinsumDense: ({ equation, output_shape: given }, [input = []]) => {
    const sizes = integers(given, 0);
    const [from = '', , to = ''] = (typeof equation === 'string' ? equation : '').split(/,|->/);
    const dots = equation !== undefined && from.startsWith('...');
    if (!dots && to.length !== sizes.length + 1) return null;
    // An open size is that of the input's axis of the same letter.
    return sizes.map((size, axis) => size || (input[from.indexOf(to[axis + 1] ?? '') - 1] ?? 0));
  },
};

/** Of a layer in a layer's config. */
function innerShape({ layer }: JsonObject, input: Shape): Shape | null {
  const { class_name: className, config } = objectOf(layer);
  const kind = typeof className === 'string' ? kindOfClass(className) : undefined;
  return kind ? shapeAs(kind, objectOf(config), input) : null;
}

/** Whole numbers of a list or alone; `open` for those that are left open. */
const integers = (value: unknown, open = 0): readonly number[] =>
  (Array.isArray(value) ? value : [value]).map((one) => (typeof one === 'number' ? one : open));

const isImageResizer = new Set(['Resizing', 'CenterCrop', 'RandomCrop']);

function resized({ height, width }: Readonly<Record<string, unknown>>, [, , channels]: Shape): Shape | null {
  if (typeof height !== 'number' || typeof width !== 'number' || channels === undefined) return null;
  return [height, width, channels];
}

/** A Lambda's shape is without the batch. */
const lambdaShape = (value: unknown): FileShape | null =>
  Array.isArray(value) ? sampleShape([null, ...listOf(value)]) : null;

/** The file's shape, where it leaves sizes open with those of the input along the same axes; `null` if that is not all. */
export function completed(told: FileShape | null | undefined, input: Shape | null): Shape | null {
  if (!told || told.length === 0) return null;
  const sizes = told.map((size, axis) => size ?? (input?.length === told.length ? input[axis] : undefined));
  return sizes.every((size) => size !== undefined) ? sizes : null;
}
