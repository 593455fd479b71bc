import { type NetworkBuilder, network, type Tensor } from '../src/core/build/network.ts';
import type { StrideDocument } from '../src/core/document/schema.ts';
import type { Template } from './template.ts';

const common = {
  year: 2015,
  family: 'inception',
  trains: false,
  authors: 'Szegedy, Vanhoucke, Ioffe, Shlens, Wojna',
  paper: 'Rethinking the Inception Architecture for Computer Vision, arXiv:1512.00567',
} as const;

export const inceptionV3: Template = {
  ...common,
  id: 'inception-v3',
  title: 'InceptionV3',
  task: 'imageClassification',
  variant: 'As in Keras: 299×299×3, batch normalisation without scale, no auxiliary head, 1,000 classes.',
  build() {
    const net = network('InceptionV3');
    const x = net.globalAveragePooling2d(features(net), {}, 'avg_pool');
    net.dense(x, { units: 1000, activation: 'softmax' }, 'predictions');
    return finished(net);
  },
};

export const inceptionV3NoTop: Template = {
  ...common,
  id: 'inception-v3-notop',
  title: 'InceptionV3, without top',
  task: 'imageFeatures',
  variant: 'As in Keras with include_top=False: ends at the last mixed block, 8×8×2048, for transfer learning.',
  build() {
    const net = network('InceptionV3 without top');
    features(net);
    return finished(net);
  },
};

const finished = (net: NetworkBuilder): StrideDocument =>
  net.document({ optimizer: 'rmsprop', learningRate: 0.045, batchSize: 32, epochs: 100 });

/** Stem and eleven mixed blocks; layers are made in Keras's order, so that automatic names are Keras's. */
function features(net: NetworkBuilder): Tensor {
  let x = net.group('Stem', () => stem(net));
  for (const [i, poolFilters] of [32, 64, 64].entries()) {
    const from = x;
    x = net.group(`Inception A, mixed ${i}`, () => blockA(net, from, poolFilters, `mixed${i}`));
  }
  const afterA = x;
  x = net.group('Reduction, mixed 3', () => reductionA(net, afterA, 'mixed3'));
  for (const [i, filters] of [128, 160, 160, 192].entries()) {
    const from = x;
    x = net.group(`Inception B, mixed ${i + 4}`, () => blockB(net, from, filters, `mixed${i + 4}`));
  }
  const afterB = x;
  x = net.group('Reduction, mixed 8', () => reductionB(net, afterB, 'mixed8'));
  for (const i of [0, 1]) {
    const from = x;
    x = net.group(`Inception C, mixed ${i + 9}`, () => blockC(net, from, i, `mixed${i + 9}`));
  }
  return x;
}

type Size = [number, number];

/** Convolution without bias, batch normalisation without scale, ReLU. */
function conv(
  net: NetworkBuilder,
  from: Tensor,
  filters: number,
  kernelSize: Size,
  { strides = [1, 1], padding = 'same' }: { strides?: Size; padding?: 'same' | 'valid' } = {},
): Tensor {
  let x = net.conv2d(from, { filters, kernelSize, strides, padding, useBias: false });
  x = net.batchNormalization(x, { scale: false });
  return net.activation(x, { activation: 'relu' });
}

function stem(net: NetworkBuilder): Tensor {
  let x = net.input([299, 299, 3]);
  x = conv(net, x, 32, [3, 3], { strides: [2, 2], padding: 'valid' });
  x = conv(net, x, 32, [3, 3], { padding: 'valid' });
  x = conv(net, x, 64, [3, 3]);
  x = net.maxPooling2d(x, { poolSize: [3, 3], strides: [2, 2] });
  x = conv(net, x, 80, [1, 1], { padding: 'valid' });
  x = conv(net, x, 192, [3, 3], { padding: 'valid' });
  return net.maxPooling2d(x, { poolSize: [3, 3], strides: [2, 2] });
}

/** 35×35: 1×1, 5×5, double 3×3 and pooling. */
function blockA(net: NetworkBuilder, from: Tensor, poolFilters: number, name: string): Tensor {
  const branch1x1 = conv(net, from, 64, [1, 1]);
  const branch5x5 = conv(net, conv(net, from, 48, [1, 1]), 64, [5, 5]);
  let double3x3 = conv(net, from, 64, [1, 1]);
  double3x3 = conv(net, double3x3, 96, [3, 3]);
  double3x3 = conv(net, double3x3, 96, [3, 3]);
  return net.concatenate([branch1x1, branch5x5, double3x3, pooled(net, from, poolFilters)], {}, name);
}

/** 35×35 → 17×17. */
function reductionA(net: NetworkBuilder, from: Tensor, name: string): Tensor {
  const branch3x3 = conv(net, from, 384, [3, 3], { strides: [2, 2], padding: 'valid' });
  let double3x3 = conv(net, from, 64, [1, 1]);
  double3x3 = conv(net, double3x3, 96, [3, 3]);
  double3x3 = conv(net, double3x3, 96, [3, 3], { strides: [2, 2], padding: 'valid' });
  const pool = net.maxPooling2d(from, { poolSize: [3, 3], strides: [2, 2] });
  return net.concatenate([branch3x3, double3x3, pool], {}, name);
}

/** 17×17: 7×7 factorised into 1×7 and 7×1, once and twice. */
function blockB(net: NetworkBuilder, from: Tensor, filters: number, name: string): Tensor {
  const branch1x1 = conv(net, from, 192, [1, 1]);
  let branch7x7 = conv(net, from, filters, [1, 1]);
  branch7x7 = conv(net, branch7x7, filters, [1, 7]);
  branch7x7 = conv(net, branch7x7, 192, [7, 1]);
  let double7x7 = conv(net, from, filters, [1, 1]);
  double7x7 = conv(net, double7x7, filters, [7, 1]);
  double7x7 = conv(net, double7x7, filters, [1, 7]);
  double7x7 = conv(net, double7x7, filters, [7, 1]);
  double7x7 = conv(net, double7x7, 192, [1, 7]);
  return net.concatenate([branch1x1, branch7x7, double7x7, pooled(net, from, 192)], {}, name);
}

/** 17×17 → 8×8. */
function reductionB(net: NetworkBuilder, from: Tensor, name: string): Tensor {
  const branch3x3 = conv(net, conv(net, from, 192, [1, 1]), 320, [3, 3], { strides: [2, 2], padding: 'valid' });
  let branch7x7 = conv(net, from, 192, [1, 1]);
  branch7x7 = conv(net, branch7x7, 192, [1, 7]);
  branch7x7 = conv(net, branch7x7, 192, [7, 1]);
  branch7x7 = conv(net, branch7x7, 192, [3, 3], { strides: [2, 2], padding: 'valid' });
  const pool = net.maxPooling2d(from, { poolSize: [3, 3], strides: [2, 2] });
  return net.concatenate([branch3x3, branch7x7, pool], {}, name);
}

/** 8×8: the 3×3 convolutions fan out into 1×3 and 3×1. Keras names the first inner concatenation, not the second. */
function blockC(net: NetworkBuilder, from: Tensor, index: number, name: string): Tensor {
  const branch1x1 = conv(net, from, 320, [1, 1]);
  const reduced = conv(net, from, 384, [1, 1]);
  const branch3x3 = net.concatenate(
    [conv(net, reduced, 384, [1, 3]), conv(net, reduced, 384, [3, 1])],
    {},
    `mixed9_${index}`,
  );
  const expanded = conv(net, conv(net, from, 448, [1, 1]), 384, [3, 3]);
  const double3x3 = net.concatenate([conv(net, expanded, 384, [1, 3]), conv(net, expanded, 384, [3, 1])]);
  return net.concatenate([branch1x1, branch3x3, double3x3, pooled(net, from, 192)], {}, name);
}

const pooled = (net: NetworkBuilder, from: Tensor, filters: number): Tensor =>
  conv(net, net.averagePooling2d(from, { poolSize: [3, 3], strides: [1, 1], padding: 'same' }), filters, [1, 1]);
