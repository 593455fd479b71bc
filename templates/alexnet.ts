import { type NetworkBuilder, network, type Tensor } from '../src/core/build/network.ts';
import { alexNetPaper, alexNetTraining } from './blocks/alexnet.ts';
import { square } from './blocks/sizes.ts';
import type { Template } from './template.ts';

export const alexNet: Template = {
  ...alexNetPaper,
  id: 'alexnet',
  title: 'AlexNet',
  year: 2012,
  authors: 'Krizhevsky, Sutskever, Hinton',
  paper: 'ImageNet Classification with Deep Convolutional Neural Networks, NeurIPS 2012',
  variant: 'As published: two groups of maps, local response normalisation, overlapping pooling, 1,000 classes.',
  note: 'The input is 227×227: with the 224×224 that the paper names, its first convolution does not give 55×55.',
  build() {
    const net = network('AlexNet');
    const x = net.group('Features', () => features(net));
    net.group('Classifier', () => {
      let y = net.flatten(x);
      y = net.dropout(net.dense(y, { units: 4096, activation: 'relu' }, 'fc6'), { rate: 0.5 }, 'drop6');
      y = net.dropout(net.dense(y, { units: 4096, activation: 'relu' }, 'fc7'), { rate: 0.5 }, 'drop7');
      return net.dense(y, { units: 1000, activation: 'softmax' }, 'fc8');
    });
    return net.document(alexNetTraining);
  },
};

/** `groups: 2` where a layer reads only the maps on its own graphics card, of which there were two. */
function features(net: NetworkBuilder): Tensor {
  let x = net.input([227, 227, 3]);
  x = net.conv2d(x, { filters: 96, kernelSize: square(11), strides: square(4), activation: 'relu' }, 'conv1');
  x = net.localResponseNormalization(x, response, 'norm1');
  x = net.maxPooling2d(x, overlapping, 'pool1');
  x = net.conv2d(x, { filters: 256, kernelSize: square(5), groups: 2, ...rectified }, 'conv2');
  x = net.localResponseNormalization(x, response, 'norm2');
  x = net.maxPooling2d(x, overlapping, 'pool2');
  x = net.conv2d(x, { filters: 384, kernelSize: square(3), ...rectified }, 'conv3');
  x = net.conv2d(x, { filters: 384, kernelSize: square(3), groups: 2, ...rectified }, 'conv4');
  x = net.conv2d(x, { filters: 256, kernelSize: square(3), groups: 2, ...rectified }, 'conv5');
  return net.maxPooling2d(x, overlapping, 'pool5');
}

const rectified = { padding: 'same', activation: 'relu' } as const;
const overlapping = { poolSize: square(3), strides: square(2) };
/** The paper's k, n = 5 neighbouring maps, α and β. */
const response = { bias: 2, depthRadius: 2, alpha: 1e-4, beta: 0.75 };
