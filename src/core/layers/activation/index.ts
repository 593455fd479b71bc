import { activation } from './activation.ts';
import { elu } from './elu.ts';
import { leakyRelu } from './leaky-relu.ts';
import { relu } from './relu.ts';
import { sigmoid } from './sigmoid.ts';
import { softmax } from './softmax.ts';
import { tanh } from './tanh.ts';

/** Kinds of this family, in the order of the palette. */
export const activationLayers = [activation, relu, leakyRelu, elu, sigmoid, tanh, softmax] as const;
