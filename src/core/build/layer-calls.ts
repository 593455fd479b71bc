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
  maxPooling2d: chained('maxPooling2d'),
  averagePooling2d: chained('averagePooling2d'),
  globalAveragePooling2d: chained('globalAveragePooling2d'),
  globalMaxPooling2d: chained('globalMaxPooling2d'),
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
