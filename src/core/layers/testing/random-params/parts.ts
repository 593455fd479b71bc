import { type Initializer, initializerNames } from '../../initializers.ts';
import { activationNames, paddingNames } from '../../names.ts';
import type { Constraint } from '../../penalties.ts';
import type { Random } from '../random.ts';

export const pair = (random: Random, greatest: number): [number, number] => [
  random.int(1, greatest),
  random.int(1, greatest),
];
/** Mostly 1, as in real networks; else anything to `greatest`. */
export const mostlyOne = (random: Random, greatest: number): [number, number] =>
  random.chance(0.7) ? [1, 1] : pair(random, greatest);

export const window = (random: Random) => ({
  kernelSize: pair(random, 4),
  strides: mostlyOne(random, 3),
  padding: random.pick(paddingNames),
});

/** Those without numbers that both tfjs and Keras draw for any shape. */
const plainInitializers = initializerNames.filter((name) => name !== 'identity' && name !== 'orthogonal');

export const initializer = (random: Random): Initializer => {
  const [first = 'zeros', ...others] = plainInitializers;
  if (random.chance(0.7)) return random.pick([first, ...others]);
  return random.pick<Initializer>([
    { name: 'constant', value: 0.1 },
    { name: 'randomNormal', mean: 0, stddev: 0.1 },
    { name: 'truncatedNormal', mean: 0.1, stddev: 0.2 },
    { name: 'randomUniform', minval: -0.2, maxval: 0.1 },
    { name: 'varianceScaling', scale: 2, mode: 'fanOut', distribution: 'uniform' },
  ]);
};

export const regularizer = (random: Random) =>
  random.chance(0.7)
    ? null
    : random.pick([
        { l1: 0.01, l2: 0 },
        { l1: 0, l2: 0.001 },
        { l1: 0.01, l2: 0.02 },
      ]);

export const constraint = (random: Random): Constraint =>
  random.chance(0.7)
    ? null
    : random.pick<Constraint>([
        { name: 'nonNeg' },
        { name: 'maxNorm', maxValue: 2, axis: [0] },
        { name: 'unitNorm', axis: [0] },
        { name: 'minMaxNorm', minValue: 0.5, maxValue: 1.5, rate: 0.5, axis: [0] },
      ]);

export const kernel = (random: Random) => ({
  kernelInitializer: initializer(random),
  kernelRegularizer: regularizer(random),
  kernelConstraint: constraint(random),
});

export const ending = (random: Random) => ({
  useBias: random.chance(0.6),
  activation: random.chance(0.6) ? ('linear' as const) : random.pick(activationNames),
  biasInitializer: initializer(random),
  biasRegularizer: regularizer(random),
  biasConstraint: constraint(random),
  activityRegularizer: random.chance(0.05) ? regularizer(random) : null,
});
