import { network } from '../src/core/build/network.ts';
import type { Template } from './template.ts';

/** What "New network" opens: the course's structure, `[Conv + ReLU + Pool]×N → Flatten → [Dense + ReLU] → Dense`. */
export const starter: Template = {
  id: 'starter',
  title: 'Starter CNN',
  year: 2017,
  family: 'teaching',
  task: 'imageClassification',
  trains: true,
  authors: 'Stanford CS231n',
  paper: 'CS231n: Convolutional Neural Networks for Visual Recognition, layer patterns',
  variant: 'Two blocks of convolution, ReLU and pooling, one hidden dense layer; 28×28×1 images, 10 classes.',
  build() {
    const net = network('Untitled network');
    let x = net.input([28, 28, 1]);
    for (const filters of [32, 64]) {
      x = net.conv2d(x, { filters, kernelSize: [3, 3], padding: 'same', activation: 'relu' });
      x = net.maxPooling2d(x, { poolSize: [2, 2], strides: [2, 2] });
    }
    x = net.flatten(x);
    x = net.dense(x, { units: 128, activation: 'relu' });
    net.dense(x, { units: 10, activation: 'softmax' });
    return net.document({ data: { source: 'embedded', id: 'digits' }, epochs: 10, batchSize: 32 });
  },
};
