import { type NetworkBuilder, network, type Tensor } from '../src/core/build/network.ts';
import { around, square } from './blocks/sizes.ts';
import type { Template } from './template.ts';

/** Dense blocks conv2 … conv5: number of layers in each. */
const layers = [6, 12, 24, 16];
/** Maps that each layer adds. */
const growth = 32;
const epsilon = 1.001e-5;

export const denseNet121: Template = {
  id: 'densenet-121',
  title: 'DenseNet-121',
  year: 2016,
  family: 'denselyConnected',
  task: 'imageClassification',
  trains: false,
  authors: 'Huang, Liu, van der Maaten, Weinberger',
  paper: 'Densely Connected Convolutional Networks, arXiv:1608.06993',
  variant: 'DenseNet-BC with growth 32 as in Keras and the paper: 224×224×3, 1,000 classes.',
  build() {
    const net = network('DenseNet-121');
    let x = net.group('Stem', () => stem(net));
    let channels = 64;
    for (const [i, count] of layers.entries()) {
      const stage = i + 2;
      x = net.group(`Dense block ${i + 1}`, () => denseBlock(net, x, count, `conv${stage}`));
      channels += count * growth;
      if (stage === 5) break;
      channels /= 2;
      x = net.group(`Transition ${i + 1}`, () => transition(net, x, channels, `pool${stage}`));
    }
    x = net.batchNormalization(x, { epsilon }, 'bn');
    x = net.activation(x, { activation: 'relu' }, 'relu');
    x = net.globalAveragePooling2d(x, {}, 'avg_pool');
    net.dense(x, { units: 1000, activation: 'softmax' }, 'predictions');
    return net.document({ optimizer: 'momentum', learningRate: 0.1, batchSize: 256, epochs: 90 });
  },
};

function stem(net: NetworkBuilder): Tensor {
  let x = net.input([224, 224, 3]);
  x = net.zeroPadding2d(x, around(3));
  x = net.conv2d(x, { filters: 64, kernelSize: square(7), strides: square(2), useBias: false }, 'conv1_conv');
  x = net.batchNormalization(x, { epsilon }, 'conv1_bn');
  x = net.activation(x, { activation: 'relu' }, 'conv1_relu');
  x = net.zeroPadding2d(x, around(1));
  return net.maxPooling2d(x, { poolSize: square(3), strides: square(2) }, 'pool1');
}

/** Each layer sees the maps of all layers before it. */
function denseBlock(net: NetworkBuilder, from: Tensor, count: number, name: string): Tensor {
  let x = from;
  for (let k = 1; k <= count; k++) x = net.group(`Layer ${k}`, () => denseLayer(net, x, `${name}_block${k}`));
  return x;
}

/** A 1×1 bottleneck to four times the growth, then 3×3; both normalised and rectified before, not after. */
function denseLayer(net: NetworkBuilder, from: Tensor, name: string): Tensor {
  let x = net.batchNormalization(from, { epsilon }, `${name}_0_bn`);
  x = net.activation(x, { activation: 'relu' }, `${name}_0_relu`);
  x = net.conv2d(x, { filters: 4 * growth, kernelSize: square(1), useBias: false }, `${name}_1_conv`);
  x = net.batchNormalization(x, { epsilon }, `${name}_1_bn`);
  x = net.activation(x, { activation: 'relu' }, `${name}_1_relu`);
  const params = { filters: growth, kernelSize: square(3), padding: 'same', useBias: false } as const;
  return net.concatenate([from, net.conv2d(x, params, `${name}_2_conv`)], {}, `${name}_concat`);
}

/** Half the maps and half the resolution. */
function transition(net: NetworkBuilder, from: Tensor, filters: number, name: string): Tensor {
  let x = net.batchNormalization(from, { epsilon }, `${name}_bn`);
  x = net.activation(x, { activation: 'relu' }, `${name}_relu`);
  x = net.conv2d(x, { filters, kernelSize: square(1), useBias: false }, `${name}_conv`);
  return net.averagePooling2d(x, { poolSize: square(2), strides: square(2) }, `${name}_pool`);
}
