import type { Shape } from '../../math/shape.ts';
import { activationNames, initializerNames, interpolationNames, paddingNames } from '../names.ts';
import type { LayerKind, LayerParams } from '../registry.ts';
import type { Random } from './random.ts';

type Raw<K extends LayerKind> = { readonly [P in keyof LayerParams<K>]: unknown };

const pair = (random: Random, greatest: number): [number, number] => [random.int(1, greatest), random.int(1, greatest)];
/** Mostly 1, as in real networks; else anything to `greatest`. */
const mostlyOne = (random: Random, greatest: number): [number, number] =>
  random.chance(0.7) ? [1, 1] : pair(random, greatest);

const window = (random: Random) => ({
  kernelSize: pair(random, 4),
  strides: mostlyOne(random, 3),
  padding: random.pick(paddingNames),
});
const ending = (random: Random) => ({
  useBias: random.chance(0.6),
  activation: random.chance(0.6) ? ('linear' as const) : random.pick(activationNames),
});
const pooling = (random: Random) => ({
  poolSize: pair(random, 3),
  strides: pair(random, 3),
  padding: random.pick(paddingNames),
});

function targetShape(random: Random, inputs: readonly Shape[]): number[] {
  const size = (inputs[0] ?? []).reduce((product, n) => product * n, 1);
  const divisor = random.pick([1, 2, 3, 4, 6]);
  if (random.chance(0.5)) return random.chance(0.5) ? [-1, divisor] : [divisor, random.int(1, 2), -1];
  return random.chance(0.5) ? [size] : [divisor, Math.ceil(size / divisor)];
}

/** Params of every kind, mostly such that they fit inputs of these shapes. */
export const randomParams: {
  readonly [K in LayerKind]: (random: Random, inputs: readonly Shape[]) => Raw<K>;
} = {
  input: (random) => ({
    shape: random.chance(0.75)
      ? [random.int(1, 12), random.int(1, 12), random.int(1, 4)]
      : Array.from({ length: random.int(1, 4) }, () => random.int(1, 6)),
  }),
  dense: (random) => ({ units: random.int(1, 6), kernelInitializer: random.pick(initializerNames), ...ending(random) }),
  dropout: (random) => ({ rate: random.pick([0, 0.25, 0.5, 0.9]) }),
  conv2d: (random) => ({
    filters: random.int(1, 5),
    dilationRate: mostlyOne(random, 2),
    kernelInitializer: random.pick(initializerNames),
    ...window(random),
    ...ending(random),
  }),
  depthwiseConv2d: (random) => ({
    depthMultiplier: random.int(1, 3),
    depthwiseInitializer: random.pick(initializerNames),
    ...window(random),
    ...ending(random),
  }),
  separableConv2d: (random) => ({
    filters: random.int(1, 5),
    depthMultiplier: random.int(1, 3),
    dilationRate: mostlyOne(random, 2),
    ...window(random),
    ...ending(random),
  }),
  maxPooling2d: pooling,
  averagePooling2d: pooling,
  globalAveragePooling2d: () => ({}),
  globalMaxPooling2d: () => ({}),
  batchNormalization: (random) => ({
    momentum: 0.9,
    epsilon: 0.01,
    center: random.chance(0.7),
    scale: random.chance(0.7),
  }),
  activation: (random) => ({ activation: random.pick(activationNames) }),
  relu: (random) => ({ maxValue: random.pick([null, 6]), negativeSlope: 0, threshold: 0 }),
  leakyRelu: () => ({ negativeSlope: 0.1 }),
  elu: (random) => ({ alpha: random.pick([1, 1, 1, 0.5]) }),
  sigmoid: () => ({}),
  tanh: () => ({}),
  softmax: (random) => ({ axis: random.chance(0.7) ? -1 : random.int(-3, 4) }),
  add: () => ({}),
  concatenate: (random) => ({ axis: random.chance(0.7) ? -1 : random.int(-4, 4) }),
  flatten: () => ({}),
  reshape: (random, inputs) => ({ targetShape: targetShape(random, inputs) }),
  zeroPadding2d: (random) => ({
    padding: [
      [random.int(0, 3), random.int(0, 3)],
      [random.int(0, 3), random.int(0, 3)],
    ],
  }),
  upSampling2d: (random) => ({ size: pair(random, 2), interpolation: random.pick(interpolationNames) }),
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

/** The same params with one of them wrong, or as they are where nothing can be wrong. */
export function spoiled(random: Random, params: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const [first, ...others] = Object.keys(params).filter(
    (key) => key in wrongValues && typeof params[key] !== 'boolean',
  );
  if (first === undefined) return params;
  const key = random.pick([first, ...others]);
  const values = wrongValues[key];
  return values ? { ...params, [key]: random.pick(values) } : params;
}
