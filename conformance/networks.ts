import { type NetworkBuilder, network, type Tensor } from '../src/core/build/network.ts';
import type { StrideDocument } from '../src/core/document/schema.ts';
import { templateById } from '../templates/index.ts';

/** A network whose training is compared with Keras's, step by step. */
export interface Case {
  readonly name: string;
  readonly document: StrideDocument;
}

const image = [28, 28, 1];

const chained = (name: string, body: (net: NetworkBuilder, x: Tensor) => Tensor, classes = 10): Case => {
  const net = network(name);
  const features = body(net, net.input(image));
  if (classes === 1) net.dense(features, { units: 1, activation: 'sigmoid' });
  else net.dense(features, { units: classes, activation: 'softmax' });
  return { name, document: net.document() };
};

const template = (id: string): Case => {
  const found = templateById(id);
  if (!found) throw new Error(`There is no template ${id}`);
  return { name: id, document: found.build() };
};

/** Small on purpose, and together they hold every layer kind that has a gradient. */
export const cases: readonly Case[] = [
  template('lenet-5'),
  chained('batch-norm', (net, x) => {
    const conv = net.conv2d(x, { filters: 8, strides: [2, 2], padding: 'same', useBias: false });
    const relu = net.relu(net.batchNormalization(conv));
    // No bias before batch normalisation: its gradient is 0, and what moves it is rounding alone.
    const bare = net.batchNormalization(net.conv2d(relu, { filters: 8, useBias: false }), {
      scale: false,
      center: false,
    });
    return net.globalAveragePooling2d(net.activation(bare, { activation: 'tanh' }));
  }),
  chained('residual', (net, x) => {
    const stem = net.conv2d(net.zeroPadding2d(x), { filters: 6, strides: [2, 2], activation: 'elu' });
    const branch = net.leakyRelu(net.separableConv2d(stem, { filters: 6, padding: 'same' }));
    const sum = net.add([stem, branch]);
    const wide = net.concatenate([
      sum,
      net.averagePooling2d(sum, { poolSize: [3, 3], strides: [1, 1], padding: 'same' }),
    ]);
    return net.globalMaxPooling2d(wide);
  }),
  chained('depthwise-dilated', (net, x) => {
    const deep = net.depthwiseConv2d(x, { depthMultiplier: 4, strides: [2, 2], padding: 'same', activation: 'relu' });
    const dilated = net.conv2d(deep, { filters: 6, dilationRate: [2, 2], padding: 'same', activation: 'softplus' });
    return net.flatten(net.maxPooling2d(dilated, { poolSize: [3, 3], strides: [2, 2], padding: 'same' }));
  }),
  chained('upsampling', (net, x) => {
    const small = net.conv2d(x, { filters: 4, strides: [4, 4], activation: 'sigmoid' });
    const large = net.upSampling2d(small, { size: [2, 2] });
    const smooth = net.upSampling2d(small, { size: [2, 2], interpolation: 'bilinear' });
    const shaped = net.reshape(net.concatenate([large, smooth]), { targetShape: [28, 56] });
    return net.flatten(net.relu(shaped, { maxValue: 6, negativeSlope: 0.1, threshold: 0.05 }));
  }),
  chained('penalties', (net, x) => {
    const conv = net.conv2d(x, {
      filters: 4,
      strides: [2, 2],
      activation: 'relu',
      kernelInitializer: 'orthogonal',
      kernelRegularizer: { l1: 0.002, l2: 0.01 },
      biasRegularizer: { l1: 0, l2: 0.1 },
      biasInitializer: { name: 'randomUniform', minval: -0.2, maxval: 0.3 },
    });
    const deep = net.depthwiseConv2d(conv, {
      strides: [2, 2],
      depthwiseRegularizer: { l1: 0.01, l2: 0 },
      activityRegularizer: { l1: 0.001, l2: 0.0005 },
    });
    const apart = net.separableConv2d(deep, {
      filters: 6,
      pointwiseRegularizer: { l1: 0, l2: 0.02 },
      activityRegularizer: { l1: 0, l2: 0.001 },
      activation: 'tanh',
    });
    return net.dense(net.flatten(apart), {
      units: 12,
      kernelInitializer: { name: 'varianceScaling', scale: 2, mode: 'fanAvg', distribution: 'untruncatedNormal' },
      kernelRegularizer: { l1: 0.001, l2: 0.001 },
      activityRegularizer: { l1: 0.01, l2: 0 },
    });
  }),
  chained('constraints', (net, x) => {
    const conv = net.conv2d(x, {
      filters: 4,
      strides: [3, 3],
      kernelConstraint: { name: 'maxNorm', maxValue: 0.9, axis: [0, 1, 2] },
      biasConstraint: { name: 'nonNeg' },
    });
    const apart = net.separableConv2d(conv, {
      filters: 5,
      depthwiseConstraint: { name: 'unitNorm', axis: [0, 1] },
      pointwiseConstraint: { name: 'minMaxNorm', minValue: 0.6, maxValue: 0.8, rate: 0.5, axis: [2] },
    });
    const flat = net.flatten(net.relu(apart));
    return net.dense(flat, { units: 12, kernelConstraint: { name: 'unitNorm', axis: [0] }, activation: 'sigmoid' });
  }),
  chained('recurrent', (net, x) => {
    const rows = net.reshape(x, { targetShape: [28, 28] });
    const both = net.bidirectional(rows, {
      layer: { kind: 'lstm', params: { units: 6, returnSequences: true } },
      mergeMode: 'concat',
    });
    const each = net.timeDistributed(both, { layer: { kind: 'dense', params: { units: 8, activation: 'tanh' } } });
    return net.concatenate([net.gru(each, { units: 7 }), net.simpleRnn(each, { units: 5, goBackwards: true })]);
  }),
  chained('attention', (net, x) => {
    const patches = net.patchEmbedding(x, { patchSize: [7, 7], outputDim: 12 });
    const tokens = net.positionEmbedding(net.classToken(patches));
    // No biases: that of the keys moves no score, so its gradient is rounding alone.
    const attended = net.multiHeadAttention(net.layerNormalization(tokens), { numHeads: 3, keyDim: 4, useBias: false });
    const sum = net.add([tokens, attended]);
    const wide = net.dense(net.layerNormalization(sum), { units: 20, activation: 'gelu' });
    return net.takeToken(net.add([sum, net.dense(wide, { units: 12 })]), { index: 0 });
  }),
  chained('normalised', (net, x) => {
    const grouped = net.conv2d(net.conv2d(x, { filters: 8, strides: [2, 2] }), { filters: 8, groups: 4 });
    const normal = net.prelu(net.groupNormalization(grouped, { groups: 2 }), { sharedAxes: [1, 2] });
    const large = net.conv2dTranspose(normal, { filters: 6, strides: [2, 2], padding: 'same' });
    const local = net.localResponseNormalization(net.silu(large));
    const squeezed = net.globalAveragePooling2d(local, { keepdims: true });
    const scaled = net.multiply([local, net.dense(squeezed, { units: 6, activation: 'sigmoid' })]);
    return net.flatten(net.averagePooling2d(net.cropping2d(scaled), { poolSize: [4, 4], strides: [4, 4] }));
  }),
  chained('series', (net, x) => {
    const rows = net.reshape(x, { targetShape: [28, 28] });
    const causal = net.conv1d(rows, { filters: 8, kernelSize: 3, padding: 'causal', activation: 'relu' });
    const deep = net.separableConv1d(causal, { filters: 8, kernelSize: 5, strides: 2 });
    const longer = net.conv1dTranspose(net.maxPooling1d(deep), { filters: 6, kernelSize: 3, strides: 2 });
    const volume = net.reshape(longer, { targetShape: [-1, 2, 3, 1] });
    const solid = net.averagePooling3d(net.conv3d(volume, { filters: 3, kernelSize: [3, 2, 2] }), {
      poolSize: [2, 1, 1],
    });
    return net.concatenate([net.flatten(solid), net.globalMaxPooling1d(longer)]);
  }),
  chained(
    'binary',
    (net, x) => net.flatten(net.conv2d(x, { filters: 4, kernelSize: [5, 5], strides: [3, 3], activation: 'relu' })),
    1,
  ),
];
