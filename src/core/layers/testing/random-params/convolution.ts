import type { Shape } from '../../../math/shape.ts';
import { paddingNames } from '../../names.ts';
import type { Random } from '../random.ts';
import { constraint, ending, initializer, kernel, mostlyOne, regularizer, window } from './parts.ts';
import type { RandomParams } from './types.ts';

const depthwise = (random: Random) => ({
  depthwiseInitializer: initializer(random),
  depthwiseRegularizer: regularizer(random),
  depthwiseConstraint: constraint(random),
});

const pointwise = (random: Random) => ({
  pointwiseInitializer: initializer(random),
  pointwiseRegularizer: regularizer(random),
  pointwiseConstraint: constraint(random),
});

/** Mostly 1, as in real networks. */
const one = (random: Random, greatest: number): number => (random.chance(0.7) ? 1 : random.int(1, greatest));
const three = (random: Random, greatest: number): [number, number, number] => [
  random.int(1, greatest),
  random.int(1, greatest),
  random.int(1, greatest),
];
const mostlyThreeOnes = (random: Random, greatest: number): [number, number, number] =>
  random.chance(0.7) ? [1, 1, 1] : three(random, greatest);

const series = (random: Random) => ({
  kernelSize: random.int(1, 4),
  strides: one(random, 3),
  padding: random.pick(paddingNames),
});

const volume = (random: Random) => ({
  kernelSize: three(random, 2),
  strides: mostlyThreeOnes(random, 2),
  padding: random.pick(paddingNames),
});

/**
 * Filters, sometimes in groups: mostly in as many as divide the input's channels.
 */
function grouped(random: Random, inputs: readonly Shape[]) {
  if (random.chance(0.9)) return { filters: random.int(1, 5), groups: 1 };
  const channels = inputs[0]?.at(-1) ?? 1;
  const divisors = [1, 2, 3, 4].filter((n) => channels % n === 0);
  const groups = random.chance(0.8) ? random.pick([divisors.at(-1) ?? 1, ...divisors]) : random.int(1, 4);
  return { filters: random.chance(0.8) ? groups * random.int(1, 3) : random.int(1, 6), groups };
}

export const convolutionParams: RandomParams<
  | 'conv1d'
  | 'conv2d'
  | 'conv3d'
  | 'conv1dTranspose'
  | 'conv2dTranspose'
  | 'depthwiseConv1d'
  | 'depthwiseConv2d'
  | 'separableConv1d'
  | 'separableConv2d'
> = {
  conv1d: (random, inputs) => ({
    ...grouped(random, inputs),
    dilationRate: one(random, 2),
    ...kernel(random),
    ...series(random),
    ...(random.chance(0.1) ? { padding: 'causal' } : {}),
    ...ending(random),
  }),
  conv2d: (random, inputs) => ({
    ...grouped(random, inputs),
    dilationRate: mostlyOne(random, 2),
    ...kernel(random),
    ...window(random),
    ...ending(random),
  }),
  conv3d: (random, inputs) => ({
    ...grouped(random, inputs),
    dilationRate: mostlyThreeOnes(random, 2),
    ...kernel(random),
    ...volume(random),
    ...ending(random),
  }),
  conv1dTranspose: (random) => ({
    filters: random.int(1, 4),
    dilationRate: one(random, 2),
    outputPadding: random.chance(0.7) ? null : random.int(0, 2),
    ...kernel(random),
    ...series(random),
    strides: one(random, 2),
    ...ending(random),
  }),
  conv2dTranspose: (random) => ({
    filters: random.int(1, 4),
    dilationRate: random.chance(0.9) ? [1, 1] : mostlyOne(random, 2),
    outputPadding: random.chance(0.85) ? null : [random.int(0, 2), random.int(0, 2)],
    ...kernel(random),
    ...window(random),
    strides: mostlyOne(random, 2),
    ...ending(random),
  }),
  depthwiseConv1d: (random) => ({
    depthMultiplier: random.int(1, 3),
    dilationRate: one(random, 2),
    ...depthwise(random),
    ...series(random),
    ...ending(random),
  }),
  depthwiseConv2d: (random) => ({
    depthMultiplier: random.int(1, 3),
    dilationRate: random.chance(0.9) ? [1, 1] : mostlyOne(random, 2),
    ...depthwise(random),
    ...window(random),
    ...ending(random),
  }),
  separableConv1d: (random) => ({
    filters: random.int(1, 5),
    depthMultiplier: random.int(1, 3),
    dilationRate: one(random, 2),
    ...depthwise(random),
    ...pointwise(random),
    ...series(random),
    ...ending(random),
  }),
  separableConv2d: (random) => ({
    filters: random.int(1, 5),
    depthMultiplier: random.int(1, 3),
    dilationRate: mostlyOne(random, 2),
    ...depthwise(random),
    ...pointwise(random),
    ...window(random),
    ...ending(random),
  }),
};
