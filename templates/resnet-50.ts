import { type NetworkBuilder, network, type Tensor } from '../src/core/build/network.ts';
import type { Template } from './template.ts';

/** Stages conv2 … conv5: filters of the bottleneck, number of blocks, stride of the first block. */
const stages = [
  { filters: 64, blocks: 3, stride: 1 },
  { filters: 128, blocks: 4, stride: 2 },
  { filters: 256, blocks: 6, stride: 2 },
  { filters: 512, blocks: 3, stride: 2 },
];
const epsilon = 1.001e-5;

export const resNet50: Template = {
  id: 'resnet-50',
  title: 'ResNet-50',
  year: 2015,
  family: 'residual',
  task: 'imageClassification',
  trains: false,
  authors: 'He, Zhang, Ren, Sun',
  paper: 'Deep Residual Learning for Image Recognition, arXiv:1512.03385',
  variant: 'As in Keras and the paper: stride on the first 1×1 convolution of a stage; every convolution has a bias.',
  build() {
    const net = network('ResNet-50');
    let x = net.group('Stem', () => stem(net));
    stages.forEach(({ filters, blocks, stride }, s) => {
      for (let b = 1; b <= blocks; b++) {
        const name = `conv${s + 2}_block${b}`;
        const from = x;
        x = net.group(`Stage ${s + 2}, block ${b}`, () =>
          bottleneck(net, from, filters, b === 1 ? stride : null, name),
        );
      }
    });
    x = net.globalAveragePooling2d(x, {}, 'avg_pool');
    net.dense(x, { units: 1000, activation: 'softmax' }, 'predictions');
    return net.document({ optimizer: 'momentum', learningRate: 0.1, batchSize: 256, epochs: 90 });
  },
};

function stem(net: NetworkBuilder): Tensor {
  let x = net.input([224, 224, 3]);
  x = net.zeroPadding2d(
    x,
    {
      padding: [
        [3, 3],
        [3, 3],
      ],
    },
    'conv1_pad',
  );
  x = net.conv2d(x, { filters: 64, kernelSize: [7, 7], strides: [2, 2] }, 'conv1_conv');
  x = net.batchNormalization(x, { epsilon }, 'conv1_bn');
  x = net.activation(x, { activation: 'relu' }, 'conv1_relu');
  x = net.zeroPadding2d(
    x,
    {
      padding: [
        [1, 1],
        [1, 1],
      ],
    },
    'pool1_pad',
  );
  return net.maxPooling2d(x, { poolSize: [3, 3], strides: [2, 2] }, 'pool1_pool');
}

/** 1×1 down, 3×3, 1×1 up to four times the filters; `projection` is the stride of the shortcut's 1×1, or `null` for none. */
function bottleneck(
  net: NetworkBuilder,
  from: Tensor,
  filters: number,
  projection: number | null,
  name: string,
): Tensor {
  const strides: [number, number] = [projection ?? 1, projection ?? 1];
  let shortcut = from;
  if (projection !== null) {
    shortcut = net.conv2d(from, { filters: 4 * filters, kernelSize: [1, 1], strides }, `${name}_0_conv`);
    shortcut = net.batchNormalization(shortcut, { epsilon }, `${name}_0_bn`);
  }
  let x = net.conv2d(from, { filters, kernelSize: [1, 1], strides }, `${name}_1_conv`);
  x = net.batchNormalization(x, { epsilon }, `${name}_1_bn`);
  x = net.activation(x, { activation: 'relu' }, `${name}_1_relu`);
  x = net.conv2d(x, { filters, kernelSize: [3, 3], padding: 'same' }, `${name}_2_conv`);
  x = net.batchNormalization(x, { epsilon }, `${name}_2_bn`);
  x = net.activation(x, { activation: 'relu' }, `${name}_2_relu`);
  x = net.conv2d(x, { filters: 4 * filters, kernelSize: [1, 1] }, `${name}_3_conv`);
  x = net.batchNormalization(x, { epsilon }, `${name}_3_bn`);
  x = net.add([shortcut, x], {}, `${name}_add`);
  return net.activation(x, { activation: 'relu' }, `${name}_out`);
}
