import type { LayerKind } from '../../layers/registry.ts';
import type { Shape } from '../../math/shape.ts';
import { type JsonObject, objectOf, textOf } from './json.ts';

/** A layer of another class that computes the same: Keras's class with its config. */
interface SameLayer {
  readonly kind: LayerKind;
  readonly config: JsonObject;
}

type Reading = (config: JsonObject, input: Shape) => SameLayer | null;

const without = (config: JsonObject, ...keys: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(config).filter(([key]) => !keys.includes(key)));

const identity: Reading = (config) => ({ kind: 'activation', config: { ...config, activation: 'linear' } });

/** `…x,xy->…y`: a matrix product along the last axis. */
const einsumDense: Reading = (config, input) => {
  const match = /^(\.\.\.|[a-zA-Z]*)([a-zA-Z]),([a-zA-Z])([a-zA-Z])->(\.\.\.|[a-zA-Z]*)([a-zA-Z])$/.exec(
    (textOf(config.equation) ?? '').replace(/\s/g, ''),
  );
  if (!match) return null;
  const [, before = '', inside, row, column = '', after, out] = match;
  const letters = `${before.replace('...', '')}${inside}${column}`;
  const isProduct = before === after && inside === row && column === out && new Set(letters).size === letters.length;
  const bias = textOf(config.bias_axes);
  // The batch has a letter of its own, unless the dots stand for it.
  const isWhole = before === '...' || before.length === input.length;
  if (!isProduct || !isWhole || (bias !== null && bias !== column)) return null;
  const given: unknown = Array.isArray(config.output_shape) ? config.output_shape.at(-1) : config.output_shape;
  const rest = without(config, 'equation', 'output_shape', 'bias_axes', 'lora_rank', 'lora_alpha');
  const lora = config.lora_rank === null || config.lora_rank === undefined ? {} : { lora_rank: config.lora_rank };
  return { kind: 'dense', config: { ...rest, ...lora, units: given, use_bias: bias !== null } };
};

const sizesOf = ({ height, width }: JsonObject, input: Shape): readonly [number, number, number, number] | null => {
  const [rows, columns] = input;
  if (input.length !== 3 || rows === undefined || columns === undefined) return null;
  if (typeof height !== 'number' || typeof width !== 'number' || height < 1 || width < 1) return null;
  return [height, width, rows, columns];
};

const isPlain = (config: JsonObject): boolean =>
  config.crop_to_aspect_ratio !== true &&
  config.pad_to_aspect_ratio !== true &&
  config.antialias !== true &&
  (config.data_format ?? 'channels_last') === 'channels_last';

const administration = ({ name, trainable, dtype }: JsonObject): JsonObject => ({ name, trainable, dtype });

/** By whole factors an image is enlarged as UpSampling2D does it. */
const resizing: Reading = (config, input) => {
  const sizes = sizesOf(config, input);
  if (!sizes || !isPlain(config)) return null;
  const [height, width, rows, columns] = sizes;
  const interpolation = textOf(config.interpolation) ?? 'bilinear';
  const size = [height / rows, width / columns];
  if (!size.every(Number.isInteger) || !['nearest', 'bilinear'].includes(interpolation)) return null;
  return { kind: 'upSampling2d', config: { ...administration(config), size, interpolation } };
};

/** What is cut is a border, the smaller half before; a smaller image would be enlarged instead. */
const centerCrop: Reading = (config, input) => {
  const sizes = sizesOf(config, input);
  if (!sizes || !isPlain(config)) return null;
  const [height, width, rows, columns] = sizes;
  if (height > rows || width > columns) return null;
  const sides = (more: number): readonly number[] => [Math.floor(more / 2), more - Math.floor(more / 2)];
  const cropping = [sides(rows - height), sides(columns - width)];
  return { kind: 'cropping2d', config: { ...administration(config), cropping } };
};

/** A row is flat already. */
const flatten: Reading = (config, input) => (input.length === 1 ? identity(administration(config), input) : null);

const readings: Readonly<Record<string, Reading>> = {
  Flatten: flatten,
  Identity: identity,
  EinsumDense: einsumDense,
  Resizing: resizing,
  CenterCrop: centerCrop,
};

/** What a layer of Keras that is no kind of Stride's is as one, where that computes exactly the same. */
export function sameLayer(className: string, config: JsonObject, input: Shape | null | undefined): SameLayer | null {
  if (!input || !Object.hasOwn(readings, className)) return null;
  return readings[className]?.(objectOf(config), input) ?? null;
}
