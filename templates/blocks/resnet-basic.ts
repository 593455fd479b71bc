import { type NetworkBuilder, network, type Tensor } from '../../src/core/build/network.ts';
import type { StrideDocument } from '../../src/core/document/schema.ts';
import { resNetStages, resNetTraining } from './resnet.ts';
import { around, square } from './sizes.ts';

export const basicVariant =
  'As in torchvision: a 1×1 projection where a stage begins, no biases before batch normalisation; softmax at the end.';

/** PyTorch's epsilon and momentum; its momentum is the share of the new value, Keras's that of the old one. */
const normalisation = { epsilon: 1e-5, momentum: 0.9 };

/** A ResNet of basic blocks, by the number of blocks in each of its four stages. */
export function basicResNet(title: string, blocks: readonly number[]): StrideDocument {
  const net = network(title);
  let x = net.group('Stem', () => stem(net));
  for (const [i, { stage, filters, stride }] of resNetStages.entries()) {
    x = net.group(`Stage ${stage}`, () => {
      let y = x;
      for (let b = 1; b <= (blocks[i] ?? 0); b++)
        y = net.group(`Block ${b}`, () => basic(net, y, filters, b === 1 ? stride : 1, `conv${stage}_block${b}`));
      return y;
    });
  }
  x = net.globalAveragePooling2d(x, {}, 'avg_pool');
  net.dense(x, { units: 1000, activation: 'softmax' }, 'predictions');
  return net.document(resNetTraining);
}

function stem(net: NetworkBuilder): Tensor {
  let x = net.input([224, 224, 3]);
  x = net.zeroPadding2d(x, around(3), 'conv1_pad');
  x = net.conv2d(x, { filters: 64, kernelSize: square(7), strides: square(2), useBias: false }, 'conv1');
  x = net.batchNormalization(x, normalisation, 'conv1_bn');
  x = net.activation(x, { activation: 'relu' }, 'conv1_relu');
  x = net.zeroPadding2d(x, around(1), 'pool1_pad');
  return net.maxPooling2d(x, { poolSize: square(3), strides: square(2) }, 'pool1');
}

/** Two 3×3 convolutions, and the input added to what they make. */
function basic(net: NetworkBuilder, from: Tensor, filters: number, stride: number, name: string): Tensor {
  let x = conv3x3(net, from, filters, stride, `${name}_1`);
  x = net.activation(x, { activation: 'relu' }, `${name}_1_relu`);
  x = conv3x3(net, x, filters, 1, `${name}_2`);
  x = net.add([stride === 1 ? from : projection(net, from, filters, stride, name), x], {}, `${name}_add`);
  return net.activation(x, { activation: 'relu' }, `${name}_out`);
}

/** With a stride, zeros go around the image as in PyTorch: `same` would put them at the bottom and the right only. */
function conv3x3(net: NetworkBuilder, from: Tensor, filters: number, stride: number, name: string): Tensor {
  const padded = stride === 1 ? from : net.zeroPadding2d(from, around(1), `${name}_pad`);
  const padding = stride === 1 ? 'same' : 'valid';
  const params = { filters, kernelSize: square(3), strides: square(stride), padding, useBias: false } as const;
  return net.batchNormalization(net.conv2d(padded, params, `${name}_conv`), normalisation, `${name}_bn`);
}

function projection(net: NetworkBuilder, from: Tensor, filters: number, stride: number, name: string): Tensor {
  const params = { filters, kernelSize: square(1), strides: square(stride), useBias: false };
  return net.batchNormalization(net.conv2d(from, params, `${name}_0_conv`), normalisation, `${name}_0_bn`);
}
