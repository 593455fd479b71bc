import type { Shape } from '../../math/shape.ts';
import type { FlatNode } from './flatten.ts';
import { listOf, objectOf } from './json.ts';
import { type FileShape, sampleShape } from './model-file.ts';

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

/** Operations on each value by itself, in the spellings of Keras 3 (`Relu`), TensorFlow (`nn.relu`) and its graphs (`Relu`). */
const elementwise = new Set([
  'abs',
  'absolute',
  'add',
  'addv2',
  'biasadd',
  'cast',
  'ceil',
  'clip',
  'clipbyvalue',
  'cos',
  'divide',
  'div',
  'elu',
  'erf',
  'exp',
  'floor',
  'gelu',
  'hardsigmoid',
  'hardsilu',
  'hardswish',
  'identity',
  'leakyrelu',
  'log',
  'log1p',
  'logsoftmax',
  'maximum',
  'minimum',
  'mul',
  'multiply',
  'neg',
  'negative',
  'pow',
  'power',
  'realdiv',
  'reciprocal',
  'relu',
  'relu6',
  'round',
  'rsqrt',
  'selu',
  'sigmoid',
  'sign',
  'silu',
  'sin',
  'softmax',
  'softplus',
  'softsign',
  'sqrt',
  'square',
  'squareddifference',
  'stopgradient',
  'sub',
  'subtract',
  'swish',
  'tanh',
  'truediv',
  'where',
]);

const operationOf = (name: string): string => (name.split('.').at(-1) ?? name).toLowerCase().replace(/[_\s]/g, '');

/** What a layer that Stride does not have makes of its inputs, as far as its class and config say it; `null` for unknown. */
export function impliedShape({ layer }: FlatNode, inputs: readonly (Shape | null)[]): Shape | null {
  const { className, config } = layer;
  const [input = null] = inputs;
  const known = inputs.filter((shape) => shape !== null);
  if (sameShapeClasses.has(className)) return input;
  if (isImageResizer.has(className) && input?.length === 3) return resized(config, input);
  if (className === 'Lambda') return completed(lambdaShape(config.output_shape), input);
  const operation =
    className === 'TFOpLambda'
      ? config.function
      : className === 'TensorFlowOpLayer'
        ? objectOf(config.node_def).op
        : layer.module.startsWith('keras.src.ops') || layer.module.startsWith('keras.ops')
          ? className
          : null;
  if (typeof operation !== 'string' || !elementwise.has(operationOf(operation))) return null;
  return known.length === inputs.length ? broadcast(known) : null;
}

const isImageResizer = new Set(['Resizing', 'CenterCrop', 'RandomCrop']);

function resized({ height, width }: Readonly<Record<string, unknown>>, [, , channels]: Shape): Shape | null {
  if (typeof height !== 'number' || typeof width !== 'number' || channels === undefined) return null;
  return [height, width, channels];
}

/** A Lambda's shape is without the batch. */
const lambdaShape = (value: unknown): FileShape | null =>
  Array.isArray(value) ? sampleShape([null, ...listOf(value)]) : null;

/** Along each axis the size that is not 1, ranks aligned at their end. */
function broadcast(shapes: readonly Shape[]): Shape | null {
  const rank = Math.max(0, ...shapes.map(({ length }) => length));
  if (rank === 0) return null;
  return Array.from({ length: rank }, (_, axis) =>
    Math.max(...shapes.map((shape) => shape[axis - rank + shape.length] ?? 1)),
  );
}

/** The file's shape, where it leaves sizes open with those of the input along the same axes; `null` if that is not all. */
export function completed(told: FileShape | null | undefined, input: Shape | null): Shape | null {
  if (!told || told.length === 0) return null;
  const sizes = told.map((size, axis) => size ?? (input?.length === told.length ? input[axis] : undefined));
  return sizes.every((size) => size !== undefined) ? sizes : null;
}
