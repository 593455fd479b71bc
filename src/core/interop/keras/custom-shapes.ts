import type { Shape } from '../../math/shape.ts';
import type { FlatNode } from './flatten.ts';
import { type JsonObject, listOf, objectOf } from './json.ts';
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
  if (Object.hasOwn(ruled, className) && known.length > 0 && known.length === inputs.length) {
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
