import { network } from '../src/core/build/network.ts';
import type { Template } from './template.ts';

export const gruDigits: Template = {
  id: 'gru-digits',
  title: 'GRU, row by row',
  year: 2014,
  family: 'sequence',
  task: 'sequenceClassification',
  trains: true,
  authors: 'Cho, van Merriënboer, Gulcehre, Bahdanau, Bougares, Schwenk, Bengio',
  paper:
    'Learning Phrase Representations using RNN Encoder–Decoder for Statistical Machine Translation, arXiv:1406.1078',
  variant:
    'Reads a 28×28×1 image as a series of 28 rows with 128 units, reset before the product as published; 10 classes.',
  build() {
    const net = network('GRU, row by row');
    let x = net.reshape(net.input([28, 28, 1]), { targetShape: [28, 28] }, 'rows');
    x = net.gru(x, { units: 128, resetAfter: false });
    net.dense(x, { units: 10, activation: 'softmax' }, 'output');
    return net.document({ learningRate: 0.003, batchSize: 64, epochs: 10 });
  },
};
