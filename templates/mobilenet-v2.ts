import { type NetworkBuilder, network, type Tensor } from '../src/core/build/network.ts';
import { bottomRight, square } from './blocks/sizes.ts';
import type { Template } from './template.ts';

/** Table 2 of the paper: expansion t, filters c, blocks n, stride s of the first block. */
const stages = [
  { expansion: 1, filters: 16, blocks: 1, stride: 1 },
  { expansion: 6, filters: 24, blocks: 2, stride: 2 },
  { expansion: 6, filters: 32, blocks: 3, stride: 2 },
  { expansion: 6, filters: 64, blocks: 4, stride: 2 },
  { expansion: 6, filters: 96, blocks: 3, stride: 1 },
  { expansion: 6, filters: 160, blocks: 3, stride: 2 },
  { expansion: 6, filters: 320, blocks: 1, stride: 1 },
];
const momentum = 0.999;

export const mobileNetV2: Template = {
  id: 'mobilenet-v2',
  title: 'MobileNetV2',
  year: 2018,
  family: 'mobile',
  task: 'imageClassification',
  trains: false,
  authors: 'Sandler, Howard, Zhu, Zhmoginov, Chen',
  paper: 'MobileNetV2: Inverted Residuals and Linear Bottlenecks, arXiv:1801.04381',
  variant: 'As in Keras with width multiplier 1: 224×224×3, 1,000 classes.',
  note: 'Keras counts the moving means and variances: 3,538,984 parameters, of which 3,504,872 are trained.',
  build() {
    const net = network('MobileNetV2');
    let x = net.group('Stem', () => {
      const params = { filters: 32, kernelSize: square(3), strides: square(2), padding: 'same' } as const;
      return convolution(net, net.input([224, 224, 3]), params, 'Conv1', 'bn_Conv1', 'Conv1_relu');
    });
    let channels = 32;
    let index = 0;
    for (const [s, { expansion, filters, blocks, stride }] of stages.entries()) {
      x = net.group(`Stage ${s + 1}`, () => {
        let y = x;
        for (let b = 1; b <= blocks; b++) {
          const block = { expanded: expansion * channels, filters, stride: b === 1 ? stride : 1, residual: b > 1 };
          const name = index === 0 ? 'expanded_conv' : `block_${index}`;
          y = net.group(`Block ${index}`, () => invertedResidual(net, y, block, name));
          channels = filters;
          index++;
        }
        return y;
      });
    }
    x = net.group('Head', () =>
      convolution(net, x, { filters: 1280, kernelSize: square(1) }, 'Conv_1', 'Conv_1_bn', 'out_relu'),
    );
    x = net.globalAveragePooling2d(x);
    net.dense(x, { units: 1000, activation: 'softmax' }, 'predictions');
    return net.document({ optimizer: 'rmsprop', learningRate: 0.045, batchSize: 96, epochs: 100 });
  },
};

interface Block {
  /** Maps between expansion and projection; no expansion where they are as many as come in. */
  readonly expanded: number;
  readonly filters: number;
  readonly stride: number;
  readonly residual: boolean;
}

/** 1×1 up, 3×3 on each map, 1×1 down without an activation; the narrow ends are what is added. */
function invertedResidual(net: NetworkBuilder, from: Tensor, block: Block, name: string): Tensor {
  const { expanded, filters, stride, residual } = block;
  let x = from;
  if (name !== 'expanded_conv') {
    const params = { filters: expanded, kernelSize: square(1), padding: 'same' } as const;
    x = convolution(net, x, params, `${name}_expand`, `${name}_expand_BN`, `${name}_expand_relu`);
  }
  if (stride === 2) x = net.zeroPadding2d(x, bottomRight(1), `${name}_pad`);
  const padding = stride === 1 ? 'same' : 'valid';
  const depthwise = { kernelSize: square(3), strides: square(stride), padding, useBias: false } as const;
  x = net.depthwiseConv2d(x, depthwise, `${name}_depthwise`);
  x = net.batchNormalization(x, { momentum }, `${name}_depthwise_BN`);
  x = net.relu(x, { maxValue: 6 }, `${name}_depthwise_relu`);
  x = net.conv2d(x, { filters, kernelSize: square(1), padding: 'same', useBias: false }, `${name}_project`);
  x = net.batchNormalization(x, { momentum }, `${name}_project_BN`);
  return residual ? net.add([from, x], {}, `${name}_add`) : x;
}

/** Convolution without bias, batch normalisation, ReLU6. */
function convolution(
  net: NetworkBuilder,
  from: Tensor,
  params: Parameters<NetworkBuilder['conv2d']>[1],
  name: string,
  normalisation: string,
  activation: string,
): Tensor {
  const x = net.conv2d(from, { ...params, useBias: false }, name);
  return net.relu(net.batchNormalization(x, { momentum }, normalisation), { maxValue: 6 }, activation);
}
