import { activation } from './activation.ts';
import { elu } from './elu.ts';
import { gelu } from './gelu.ts';
import { hardSigmoid } from './hard-sigmoid.ts';
import { leakyRelu } from './leaky-relu.ts';
import { prelu } from './prelu.ts';
import { relu } from './relu.ts';
import { relu6 } from './relu6.ts';
import { selu } from './selu.ts';
import { sigmoid } from './sigmoid.ts';
import { silu } from './silu.ts';
import { softmax } from './softmax.ts';
import { softplus } from './softplus.ts';
import { softsign } from './softsign.ts';
import { tanh } from './tanh.ts';

/** Kinds of this family, in the order of the palette. */
export const activationLayers = [
  activation,
  relu,
  leakyRelu,
  elu,
  sigmoid,
  tanh,
  softmax,
  prelu,
  gelu,
  silu,
  selu,
  relu6,
  softplus,
  softsign,
  hardSigmoid,
] as const;
