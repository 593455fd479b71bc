import { multiHeadAttention } from './attention.ts';
import { conv2d, depthwiseConv2d, separableConv2d } from './convolution.ts';
import { dense } from './dense.ts';
import { embedding, reverseEmbedding } from './embedding.ts';
import type { LayerBuilder } from './layer.ts';
import { batchNormalization } from './normalization.ts';
import {
  averagePooling2d,
  globalAveragePooling2d,
  globalMaxPooling2d,
  maxPooling2d,
  upSampling2d,
  zeroPadding2d,
} from './pooling.ts';
import { gru, lstm, simpleRnn } from './recurrent.ts';
import { bidirectional, timeDistributed } from './recurrent-wrappers.ts';
import { addPositionEmbedding, addSinePositionEmbedding, classToken, patchEmbedding, takeToken } from './sequence.ts';
import { activation, add, concatenate, dropout, elu, flatten, leakyRelu, relu, reshape, softmax } from './simple.ts';

/** Every class but the one that holds any other. */
const plainBuilders: Readonly<Record<string, LayerBuilder>> = {
  Conv2D: conv2d,
  DepthwiseConv2D: depthwiseConv2d,
  SeparableConv2D: separableConv2d,
  Dense: dense,
  MaxPooling2D: maxPooling2d,
  AveragePooling2D: averagePooling2d,
  GlobalAveragePooling2D: globalAveragePooling2d,
  GlobalMaxPooling2D: globalMaxPooling2d,
  ZeroPadding2D: zeroPadding2d,
  UpSampling2D: upSampling2d,
  Flatten: flatten,
  Reshape: reshape,
  Dropout: dropout,
  BatchNormalization: batchNormalization,
  Activation: activation,
  Softmax: softmax,
  ReLU: relu,
  LeakyReLU: leakyRelu,
  ELU: elu,
  Add: add,
  Concatenate: concatenate,
  Embedding: embedding,
  SimpleRNN: simpleRnn,
  LSTM: lstm,
  GRU: gru,
  Bidirectional: bidirectional,
  MultiHeadAttention: multiHeadAttention,
  AddPositionEmbedding: addPositionEmbedding,
  AddSinePositionEmbedding: addSinePositionEmbedding,
  PatchEmbedding: patchEmbedding,
  ClassToken: classToken,
  TakeToken: takeToken,
  ReverseEmbedding: reverseEmbedding,
};

/** Every Keras class the engine runs. A class that is not here is refused by name. */
export const layerBuilders: Readonly<Record<string, LayerBuilder>> = {
  ...plainBuilders,
  TimeDistributed: timeDistributed(plainBuilders),
};
