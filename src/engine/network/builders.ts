import { multiHeadAttention } from './attention.ts';
import { cropping1d, cropping2d, cropping3d, zeroPadding1d, zeroPadding2d, zeroPadding3d } from './borders.ts';
import {
  conv1d,
  conv1dTranspose,
  conv2d,
  conv2dTranspose,
  conv3d,
  depthwiseConv1d,
  depthwiseConv2d,
  separableConv1d,
  separableConv2d,
} from './convolution-layers.ts';
import { dense } from './dense.ts';
import { embedding, reverseEmbedding } from './embedding.ts';
import {
  globalAveragePooling1d,
  globalAveragePooling2d,
  globalAveragePooling3d,
  globalMaxPooling1d,
  globalMaxPooling2d,
  globalMaxPooling3d,
} from './global-pooling.ts';
import type { LayerBuilder } from './layer.ts';
import { add, average, dot, maximum, minimum, multiply, permute, repeatVector, subtract } from './merge.ts';
import { alphaDropout, gaussianDropout, gaussianNoise, spatialDropout } from './noise.ts';
import { batchNormalization } from './normalization.ts';
import {
  averagePooling1d,
  averagePooling2d,
  averagePooling3d,
  maxPooling1d,
  maxPooling2d,
  maxPooling3d,
} from './pooling.ts';
import { gru, lstm, simpleRnn } from './recurrent.ts';
import { bidirectional, timeDistributed } from './recurrent-wrappers.ts';
import {
  groupNormalization,
  layerNormalization,
  localResponseNormalization,
  normalization,
  rescaling,
  unitNormalization,
} from './sample-normalization.ts';
import { addPositionEmbedding, addSinePositionEmbedding, classToken, patchEmbedding, takeToken } from './sequence.ts';
import { activation, concatenate, dropout, elu, flatten, leakyRelu, prelu, relu, reshape, softmax } from './simple.ts';
import { upSampling1d, upSampling2d, upSampling3d } from './up-sampling.ts';

/** Every class but the one that holds any other. */
const plainBuilders: Readonly<Record<string, LayerBuilder>> = {
  Conv2D: conv2d,
  DepthwiseConv2D: depthwiseConv2d,
  SeparableConv2D: separableConv2d,
  Conv2DTranspose: conv2dTranspose,
  Conv1D: conv1d,
  DepthwiseConv1D: depthwiseConv1d,
  SeparableConv1D: separableConv1d,
  Conv1DTranspose: conv1dTranspose,
  Conv3D: conv3d,
  Dense: dense,
  MaxPooling2D: maxPooling2d,
  AveragePooling2D: averagePooling2d,
  GlobalAveragePooling2D: globalAveragePooling2d,
  GlobalMaxPooling2D: globalMaxPooling2d,
  MaxPooling1D: maxPooling1d,
  AveragePooling1D: averagePooling1d,
  GlobalAveragePooling1D: globalAveragePooling1d,
  GlobalMaxPooling1D: globalMaxPooling1d,
  MaxPooling3D: maxPooling3d,
  AveragePooling3D: averagePooling3d,
  GlobalAveragePooling3D: globalAveragePooling3d,
  GlobalMaxPooling3D: globalMaxPooling3d,
  ZeroPadding2D: zeroPadding2d,
  UpSampling2D: upSampling2d,
  Cropping2D: cropping2d,
  ZeroPadding1D: zeroPadding1d,
  Cropping1D: cropping1d,
  UpSampling1D: upSampling1d,
  ZeroPadding3D: zeroPadding3d,
  Cropping3D: cropping3d,
  UpSampling3D: upSampling3d,
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
  Subtract: subtract,
  Multiply: multiply,
  Average: average,
  Maximum: maximum,
  Minimum: minimum,
  Dot: dot,
  Permute: permute,
  RepeatVector: repeatVector,
  PReLU: prelu,
  LayerNormalization: layerNormalization,
  GroupNormalization: groupNormalization,
  LocalResponseNormalization: localResponseNormalization,
  UnitNormalization: unitNormalization,
  Rescaling: rescaling,
  Normalization: normalization,
  SpatialDropout1D: spatialDropout,
  SpatialDropout2D: spatialDropout,
  SpatialDropout3D: spatialDropout,
  GaussianNoise: gaussianNoise,
  GaussianDropout: gaussianDropout,
  AlphaDropout: alphaDropout,
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
