import type { LayerKind } from '../registry.ts';
import type { Random } from './random.ts';
import { activationParams } from './random-params/activation.ts';
import { attentionParams } from './random-params/attention.ts';
import { convolutionParams } from './random-params/convolution.ts';
import { coreParams } from './random-params/core.ts';
import { mergeParams } from './random-params/merge.ts';
import { normalisationParams } from './random-params/normalisation.ts';
import { poolingParams } from './random-params/pooling.ts';
import { recurrentParams } from './random-params/recurrent.ts';
import { reshapeParams } from './random-params/reshape.ts';
import type { RandomParams } from './random-params/types.ts';

/** Params of every kind, mostly such that they fit inputs of these shapes. */
export const randomParams: RandomParams<LayerKind> = {
  ...coreParams,
  ...convolutionParams,
  ...poolingParams,
  ...normalisationParams,
  ...activationParams,
  ...mergeParams,
  ...reshapeParams,
  ...recurrentParams,
  ...attentionParams,
};

/** Values that no schema lets pass, for each of these keys. */
const wrongValues: Readonly<Record<string, readonly [unknown, ...unknown[]]>> = {
  units: [0, -3, 1.5],
  filters: [0, -1, 2.5],
  depthMultiplier: [0],
  kernelSize: [
    [0, 3],
    [2, -1],
    [1.5, 2],
    [3, 3, 3],
  ],
  poolSize: [
    [0, 2],
    [2, -2],
    [1.5, 1],
  ],
  strides: [
    [0, 1],
    [1, -1],
    [1, 0.5],
  ],
  padding: ['full'],
  rate: [1],
  targetShape: [
    [-1, -1],
    [0, -1],
    [2.5, -1],
  ],
  interpolation: ['cubic'],
};

/** tfjs does not come back from a transposed convolution with a stride of 0. */
const hangsTfjs = (key: string, params: object): boolean => key === 'strides' && 'outputPadding' in params;

/** The same params with one of them wrong, or as they are where nothing can be wrong. */
export function spoiled(random: Random, params: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const [first, ...others] = Object.keys(params).filter(
    (key) => key in wrongValues && typeof params[key] !== 'boolean' && !hangsTfjs(key, params),
  );
  if (first === undefined) return params;
  const key = random.pick([first, ...others]);
  const values = wrongValues[key];
  return values ? { ...params, [key]: random.pick(values) } : params;
}
