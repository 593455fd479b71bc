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

export const convolutionParams: RandomParams<'conv2d' | 'depthwiseConv2d' | 'separableConv2d'> = {
  conv2d: (random) => ({
    filters: random.int(1, 5),
    dilationRate: mostlyOne(random, 2),
    ...kernel(random),
    ...window(random),
    ...ending(random),
  }),
  depthwiseConv2d: (random) => ({
    depthMultiplier: random.int(1, 3),
    ...depthwise(random),
    ...window(random),
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
