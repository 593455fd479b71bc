import { network } from '../src/core/build/network.ts';
import type { Template } from './template.ts';

/** Configuration D: filters of each block and how many convolutions it holds. */
const blocks = [
  { filters: 64, convolutions: 2 },
  { filters: 128, convolutions: 2 },
  { filters: 256, convolutions: 3 },
  { filters: 512, convolutions: 3 },
  { filters: 512, convolutions: 3 },
];

export const vgg16: Template = {
  id: 'vgg-16',
  title: 'VGG-16',
  year: 2014,
  family: 'classic',
  task: 'imageClassification',
  trains: false,
  authors: 'Simonyan, Zisserman',
  paper: 'Very Deep Convolutional Networks for Large-Scale Image Recognition, arXiv:1409.1556',
  variant: 'Configuration D as in Keras: 224×224×3, 1,000 classes, no dropout between the dense layers.',
  build() {
    const net = network('VGG-16');
    let x = net.input([224, 224, 3]);
    blocks.forEach(({ filters, convolutions }, i) => {
      const block = `block${i + 1}`;
      x = net.group(`Block ${i + 1}`, () => {
        let y = x;
        for (let k = 1; k <= convolutions; k++) {
          y = net.conv2d(y, { filters, kernelSize: [3, 3], padding: 'same', activation: 'relu' }, `${block}_conv${k}`);
        }
        return net.maxPooling2d(y, { poolSize: [2, 2], strides: [2, 2] }, `${block}_pool`);
      });
    });
    x = net.flatten(x, {}, 'flatten');
    x = net.dense(x, { units: 4096, activation: 'relu' }, 'fc1');
    x = net.dense(x, { units: 4096, activation: 'relu' }, 'fc2');
    net.dense(x, { units: 1000, activation: 'softmax' }, 'predictions');
    return net.document({ optimizer: 'momentum', learningRate: 0.01, batchSize: 256, epochs: 74 });
  },
};
