import { network } from '../src/core/build/network.ts';
import type { Template } from './template.ts';

export const leNet5: Template = {
  id: 'lenet-5',
  title: 'LeNet-5',
  year: 1998,
  family: 'teaching',
  task: 'imageClassification',
  trains: true,
  authors: 'LeCun, Bottou, Bengio, Haffner',
  paper: 'Gradient-Based Learning Applied to Document Recognition, Proceedings of the IEEE 86(11)',
  variant: 'Modern teaching form: 28×28×1 input, same padding in the first convolution, tanh, softmax output.',
  note: 'Every map is connected, maximum pooling stands for the subsampling with weights, and softmax for the radial basis outputs.',
  build() {
    const net = network('LeNet-5');
    let x = net.input([28, 28, 1]);
    x = net.conv2d(x, { filters: 6, kernelSize: [5, 5], padding: 'same', activation: 'tanh' }, 'c1');
    x = net.maxPooling2d(x, { poolSize: [2, 2], strides: [2, 2] }, 's2');
    x = net.conv2d(x, { filters: 16, kernelSize: [5, 5], activation: 'tanh' }, 'c3');
    x = net.maxPooling2d(x, { poolSize: [2, 2], strides: [2, 2] }, 's4');
    x = net.flatten(x);
    x = net.dense(x, { units: 120, activation: 'tanh' }, 'c5');
    x = net.dense(x, { units: 84, activation: 'tanh' }, 'f6');
    net.dense(x, { units: 10, activation: 'softmax' }, 'output');
    return net.document({ data: { source: 'embedded', id: 'digits' }, epochs: 12, batchSize: 32 });
  },
};
