import { network } from '../src/core/build/network.ts';
import { alexNetPaper, alexNetTraining } from './blocks/alexnet.ts';
import { around, square } from './blocks/sizes.ts';
import type { Template } from './template.ts';

export const alexNetTorchvision: Template = {
  ...alexNetPaper,
  id: 'alexnet-torchvision',
  title: 'AlexNet, one column',
  year: 2014,
  paper: 'One weird trick for parallelizing convolutional neural networks, arXiv:1404.5997',
  authors: 'Krizhevsky',
  variant: 'As in torchvision: 224×224×3, 64 filters first, no groups, no local response normalisation, 1,000 classes.',
  build() {
    const net = network('AlexNet, one column');
    const x = net.group('Features', () => {
      let y = net.input([224, 224, 3]);
      y = net.zeroPadding2d(y, around(2));
      y = net.conv2d(y, { filters: 64, kernelSize: square(11), strides: square(4), activation: 'relu' }, 'conv1');
      y = net.maxPooling2d(y, { poolSize: square(3), strides: square(2) }, 'pool1');
      y = net.conv2d(y, { filters: 192, kernelSize: square(5), padding: 'same', activation: 'relu' }, 'conv2');
      y = net.maxPooling2d(y, { poolSize: square(3), strides: square(2) }, 'pool2');
      y = net.conv2d(y, { filters: 384, kernelSize: square(3), padding: 'same', activation: 'relu' }, 'conv3');
      y = net.conv2d(y, { filters: 256, kernelSize: square(3), padding: 'same', activation: 'relu' }, 'conv4');
      y = net.conv2d(y, { filters: 256, kernelSize: square(3), padding: 'same', activation: 'relu' }, 'conv5');
      return net.maxPooling2d(y, { poolSize: square(3), strides: square(2) }, 'pool5');
    });
    net.group('Classifier', () => {
      let y = net.flatten(x);
      y = net.dropout(y, { rate: 0.5 }, 'drop6');
      y = net.dense(y, { units: 4096, activation: 'relu' }, 'fc6');
      y = net.dropout(y, { rate: 0.5 }, 'drop7');
      y = net.dense(y, { units: 4096, activation: 'relu' }, 'fc7');
      return net.dense(y, { units: 1000, activation: 'softmax' }, 'fc8');
    });
    return net.document(alexNetTraining);
  },
};
