import { network } from '../src/core/build/network.ts';
import type { Template } from './template.ts';

export const lstmDigits: Template = {
  id: 'lstm-digits',
  title: 'LSTM, row by row',
  year: 1997,
  family: 'sequence',
  task: 'sequenceClassification',
  trains: true,
  authors: 'Hochreiter, Schmidhuber',
  paper: 'Long Short-Term Memory, Neural Computation 9(8)',
  variant: 'Reads a 28×28×1 image as a series of 28 rows with 128 units; 10 classes.',
  note: 'With the forget gate that Gers, Schmidhuber and Cummins added in 2000, as everywhere today.',
  build() {
    const net = network('LSTM, row by row');
    let x = net.reshape(net.input([28, 28, 1]), { targetShape: [28, 28] }, 'rows');
    x = net.lstm(x, { units: 128 });
    net.dense(x, { units: 10, activation: 'softmax' }, 'output');
    return net.document({ learningRate: 0.003, batchSize: 64, epochs: 10 });
  },
};
