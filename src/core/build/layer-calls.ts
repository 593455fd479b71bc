import type { LayerKind, LayerParams } from '../layers/registry.ts';

/** What a layer of the network under construction puts out; hand it to the layers that it feeds. */
export interface Tensor {
  readonly node: string;
}

/** Puts a layer behind one tensor, or several in the order of its ports. */
export type Chained<K extends LayerKind> = (
  x: Tensor | readonly Tensor[],
  params?: Partial<LayerParams<K>>,
  name?: string,
) => Tensor;

type LayerCalls = { readonly [K in Exclude<LayerKind, 'input'>]: Chained<K> };

/** One call for each kind that has an input: `net.conv2d(x, { filters: 64 })`, `net.add([a, b])`. */
export const layerCalls = (chained: <K extends LayerKind>(kind: K) => Chained<K>): LayerCalls => ({
  dense: chained('dense'),
  dropout: chained('dropout'),
  custom: chained('custom'),
  conv2d: chained('conv2d'),
  depthwiseConv2d: chained('depthwiseConv2d'),
  separableConv2d: chained('separableConv2d'),
  conv2dTranspose: chained('conv2dTranspose'),
  conv1d: chained('conv1d'),
  depthwiseConv1d: chained('depthwiseConv1d'),
  separableConv1d: chained('separableConv1d'),
  conv1dTranspose: chained('conv1dTranspose'),
  conv3d: chained('conv3d'),
  maxPooling2d: chained('maxPooling2d'),
  averagePooling2d: chained('averagePooling2d'),
  globalAveragePooling2d: chained('globalAveragePooling2d'),
  globalMaxPooling2d: chained('globalMaxPooling2d'),
  maxPooling1d: chained('maxPooling1d'),
  averagePooling1d: chained('averagePooling1d'),
  globalAveragePooling1d: chained('globalAveragePooling1d'),
  globalMaxPooling1d: chained('globalMaxPooling1d'),
  maxPooling3d: chained('maxPooling3d'),
  averagePooling3d: chained('averagePooling3d'),
  globalAveragePooling3d: chained('globalAveragePooling3d'),
  globalMaxPooling3d: chained('globalMaxPooling3d'),
  batchNormalization: chained('batchNormalization'),
  activation: chained('activation'),
  relu: chained('relu'),
  leakyRelu: chained('leakyRelu'),
  elu: chained('elu'),
  sigmoid: chained('sigmoid'),
  tanh: chained('tanh'),
  softmax: chained('softmax'),
  add: chained('add'),
  concatenate: chained('concatenate'),
  flatten: chained('flatten'),
  reshape: chained('reshape'),
  zeroPadding2d: chained('zeroPadding2d'),
  upSampling2d: chained('upSampling2d'),
  cropping2d: chained('cropping2d'),
  zeroPadding1d: chained('zeroPadding1d'),
  cropping1d: chained('cropping1d'),
  upSampling1d: chained('upSampling1d'),
  zeroPadding3d: chained('zeroPadding3d'),
  cropping3d: chained('cropping3d'),
  upSampling3d: chained('upSampling3d'),
  embedding: chained('embedding'),
  lstm: chained('lstm'),
  gru: chained('gru'),
  simpleRnn: chained('simpleRnn'),
  bidirectional: chained('bidirectional'),
  timeDistributed: chained('timeDistributed'),
  multiHeadAttention: chained('multiHeadAttention'),
  positionEmbedding: chained('positionEmbedding'),
  sinePositionEmbedding: chained('sinePositionEmbedding'),
  patchEmbedding: chained('patchEmbedding'),
  classToken: chained('classToken'),
  takeToken: chained('takeToken'),
  reverseEmbedding: chained('reverseEmbedding'),
});
