import type { Shape } from '../../math/shape.ts';
import type { FlatNode } from './flatten.ts';
import { listOf } from './json.ts';
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
  const operation = readOperation(node);
  return operation && operationShape(operation, inputs);
}

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
