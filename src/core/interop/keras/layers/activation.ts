import { asWritten, type LayerReader } from './reader.ts';

export const activationReaders = {
  relu: { keys: { negativeSlope: ['alpha'] } },
  leakyRelu: { keys: { negativeSlope: ['alpha'] } },
  elu: asWritten,
  softmax: asWritten,
  activation: { required: ['activation'] },
  sigmoid: { readAs: 'activation' },
  tanh: { readAs: 'activation' },
} satisfies Readonly<Record<string, LayerReader>>;
