import type { TopologyLayer } from '../compile/topology.ts';
import { type Shape, shapeSize } from '../math/shape.ts';
import { areUnchanged, type Channels, joined, sameChannels, spread, together } from './channels.ts';

const positive = new Set(['relu', 'relu6', 'sigmoid', 'hard_sigmoid', 'softplus']);

/** Activations that weigh the channels against each other. */
const mixing = new Set(['softmax', 'log_softmax', 'sparsemax', 'glu']);

/** Whether an activation looks at each value alone. */
export const isElementwise = (activation: unknown): boolean => !mixing.has(String(activation));

export const isNonNegative = (activation: unknown): boolean => positive.has(String(activation));

/** Whether the activation gives these values back as they are. */
export const givesBack = (activation: unknown, { nonNegative }: Channels): boolean =>
  activation === undefined || activation === 'linear' || (activation === 'relu' && nonNegative);

const perChannel = new Set([
  'ELU',
  'LeakyReLU',
  'Rescaling',
  'GaussianNoise',
  'AlphaDropout',
  ...['Dropout', 'GaussianDropout', 'SpatialDropout1D', 'SpatialDropout2D', 'SpatialDropout3D'],
  ...[1, 2, 3].flatMap((axes) => [
    `MaxPooling${axes}D`,
    `AveragePooling${axes}D`,
    `GlobalMaxPooling${axes}D`,
    `GlobalAveragePooling${axes}D`,
    `ZeroPadding${axes}D`,
    `Cropping${axes}D`,
    `UpSampling${axes}D`,
  ]),
  'RepeatVector',
  'TakeToken',
]);
const signed = new Set(['ELU', 'LeakyReLU', 'Rescaling', 'GaussianNoise', 'AlphaDropout']);
const elementwiseMerges = new Set(['Add', 'Subtract', 'Multiply', 'Average', 'Maximum', 'Minimum']);

/**
 * The channels of a layer without weights from those of its inputs; `null` where it mixes channels, so that repeated ones would
 * change what it computes.
 */
export function channelsThrough(
  { class_name, config }: TopologyLayer,
  inputs: readonly Channels[],
  shapes: readonly Shape[],
): Channels | null {
  const [first] = inputs;
  if (!first) return null;
  if (perChannel.has(class_name)) return { ...first, nonNegative: first.nonNegative && !signed.has(class_name) };
  if (class_name === 'ReLU') return { ...first, nonNegative: !Number(config.negative_slope) };
  if (class_name === 'Activation' && isElementwise(config.activation))
    return { ...first, nonNegative: isNonNegative(config.activation) };
  if (class_name === 'Flatten') return spread(first, shapeSize((shapes[0] ?? []).slice(0, -1)));
  if (elementwiseMerges.has(class_name)) {
    if (!inputs.every((one) => sameChannels(one, first))) return null;
    const all = together(inputs);
    return { ...first, ...all, nonNegative: all.nonNegative && class_name !== 'Subtract' };
  }
  if (class_name === 'Concatenate' && isLast(config.axis, shapes[0]?.length ?? 0)) return joined(inputs);
  return null;
}

/** Whether an axis, counted with the batch, is the last of samples of this rank. */
export function isLast(axis: unknown, rank: number): boolean {
  const [only] = Array.isArray(axis) ? axis : [axis];
  return only === -1 || only === rank;
}

export const widenedIn = (inputs: readonly Channels[]): readonly string[] =>
  inputs.flatMap((one) => (areUnchanged(one) ? [] : [...one.widened]));
