import { type NetworkBuilder, network, type Tensor } from '../../src/core/build/network.ts';
import type { StrideDocument } from '../../src/core/document/schema.ts';
import { square } from './sizes.ts';

export const vggPaper = {
  year: 2014,
  family: 'classic',
  task: 'imageClassification',
  trains: false,
  authors: 'Simonyan, Zisserman',
  paper: 'Very Deep Convolutional Networks for Large-Scale Image Recognition, arXiv:1409.1556',
  note: 'Without the dropout that the paper trains its dense layers with, as in Keras.',
} as const;

const filters = [64, 128, 256, 512, 512];

/** One of the paper's configurations, by the number of convolutions in each of its five blocks. */
export function vgg(title: string, convolutions: readonly number[]): StrideDocument {
  const net = network(title);
  let x = net.input([224, 224, 3]);
  convolutions.forEach((count, i) => {
    x = net.group(`Block ${i + 1}`, () => block(net, x, filters[i] ?? 512, count, `block${i + 1}`));
  });
  x = net.flatten(x, {}, 'flatten');
  x = net.dense(x, { units: 4096, activation: 'relu' }, 'fc1');
  x = net.dense(x, { units: 4096, activation: 'relu' }, 'fc2');
  net.dense(x, { units: 1000, activation: 'softmax' }, 'predictions');
  return net.document({ optimizer: 'momentum', learningRate: 0.01, batchSize: 256, epochs: 74 });
}

function block(net: NetworkBuilder, from: Tensor, filters: number, convolutions: number, name: string): Tensor {
  let x = from;
  for (let k = 1; k <= convolutions; k++)
    x = net.conv2d(x, { filters, kernelSize: square(3), padding: 'same', activation: 'relu' }, `${name}_conv${k}`);
  return net.maxPooling2d(x, { poolSize: square(2), strides: square(2) }, `${name}_pool`);
}
