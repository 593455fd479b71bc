import { network } from '../src/core/build/network.ts';
import type { Template } from './template.ts';

export const mlp: Template = {
  id: 'mlp',
  title: 'MLP',
  year: 1986,
  family: 'teaching',
  task: 'imageClassification',
  trains: true,
  authors: 'Rumelhart, Hinton, Williams',
  paper: 'Learning representations by back-propagating errors, Nature 323',
  variant: 'The form known from Keras: two hidden layers of 512 ReLU units with dropout on 28×28×1 images, 10 classes.',
  note: 'ReLU, dropout and softmax are of later years; the paper’s units are sigmoids.',
  build() {
    const net = network('MLP');
    let x = net.flatten(net.input([28, 28, 1]));
    for (const hidden of ['hidden1', 'hidden2']) {
      x = net.dense(x, { units: 512, activation: 'relu' }, hidden);
      x = net.dropout(x, { rate: 0.2 });
    }
    net.dense(x, { units: 10, activation: 'softmax' }, 'output');
    return net.document({ optimizer: 'rmsprop', batchSize: 128, epochs: 20 });
  },
};
