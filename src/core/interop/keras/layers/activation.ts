import { asWritten, type LayerReader } from './reader.ts';

/** Keras has it as a function of its Activation layer only. */
const asActivation: LayerReader = { readAs: 'activation' };

export const activationReaders = {
  activation: { required: ['activation'] },
  relu: { keys: { negativeSlope: ['alpha'] } },
  leakyRelu: { keys: { negativeSlope: ['alpha'] } },
  elu: asWritten,
  prelu: asWritten,
  softmax: asWritten,
  sigmoid: asActivation,
  tanh: asActivation,
  gelu: asActivation,
  silu: asActivation,
  selu: asActivation,
  relu6: asActivation,
  softplus: asActivation,
  softsign: asActivation,
  hardSigmoid: asActivation,
} satisfies Readonly<Record<string, LayerReader>>;
