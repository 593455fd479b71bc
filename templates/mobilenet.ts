import { type NetworkBuilder, network, type Tensor } from '../src/core/build/network.ts';
import { bottomRight, square } from './blocks/sizes.ts';
import type { Template } from './template.ts';

/** Filters and stride of the thirteen depthwise separable convolutions. */
const blocks = [
  [64, 1],
  [128, 2],
  [128, 1],
  [256, 2],
  [256, 1],
  [512, 2],
  [512, 1],
  [512, 1],
  [512, 1],
  [512, 1],
  [512, 1],
  [1024, 2],
  [1024, 1],
] as const;

export const mobileNet: Template = {
  id: 'mobilenet',
  title: 'MobileNet',
  year: 2017,
  family: 'mobile',
  task: 'imageClassification',
  trains: false,
  authors: 'Howard, Zhu, Chen, Kalenichenko, Wang, Weyand, Andreetto, Adam',
  paper: 'MobileNets: Efficient Convolutional Neural Networks for Mobile Vision Applications, arXiv:1704.04861',
  variant: 'As in Keras with width multiplier 1 on 224×224×3: ReLU6, and a 1×1 convolution as classifier.',
  note: 'The paper has ReLU and a dense layer at the end; the figures are the same.',
  build() {
    const net = network('MobileNet');
    let x = net.group('Stem', () => stem(net));
    for (const [i, [filters, stride]] of blocks.entries())
      x = net.group(`Block ${i + 1}`, () => separable(net, x, filters, stride, i + 1));
    x = net.globalAveragePooling2d(x, { keepdims: true });
    x = net.dropout(x, { rate: 0.001 }, 'dropout');
    x = net.conv2d(x, { filters: 1000, kernelSize: square(1), padding: 'same' }, 'conv_preds');
    x = net.reshape(x, { targetShape: [1000] }, 'reshape_2');
    net.activation(x, { activation: 'softmax' }, 'predictions');
    return net.document({ optimizer: 'rmsprop', learningRate: 0.045, batchSize: 96, epochs: 100 });
  },
};

function stem(net: NetworkBuilder): Tensor {
  let x = net.input([224, 224, 3]);
  const params = { filters: 32, kernelSize: square(3), strides: square(2), padding: 'same', useBias: false } as const;
  x = net.conv2d(x, params, 'conv1');
  x = net.batchNormalization(x, {}, 'conv1_bn');
  return net.relu(x, { maxValue: 6 }, 'conv1_relu');
}

/** A 3×3 filter on each map, then 1×1 across them. */
function separable(net: NetworkBuilder, from: Tensor, filters: number, stride: number, index: number): Tensor {
  const padded = stride === 1 ? from : net.zeroPadding2d(from, bottomRight(1), `conv_pad_${index}`);
  const padding = stride === 1 ? 'same' : 'valid';
  const depthwise = { kernelSize: square(3), strides: square(stride), padding, useBias: false } as const;
  let x = net.depthwiseConv2d(padded, depthwise, `conv_dw_${index}`);
  x = net.batchNormalization(x, {}, `conv_dw_${index}_bn`);
  x = net.relu(x, { maxValue: 6 }, `conv_dw_${index}_relu`);
  x = net.conv2d(x, { filters, kernelSize: square(1), padding: 'same', useBias: false }, `conv_pw_${index}`);
  x = net.batchNormalization(x, {}, `conv_pw_${index}_bn`);
  return net.relu(x, { maxValue: 6 }, `conv_pw_${index}_relu`);
}
