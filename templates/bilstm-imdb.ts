import { network } from '../src/core/build/network.ts';
import type { Template } from './template.ts';

export const biLstmImdb: Template = {
  id: 'bilstm-imdb',
  title: 'Bidirectional LSTM',
  year: 2005,
  family: 'sequence',
  task: 'sequenceClassification',
  trains: false,
  authors: 'Graves, Schmidhuber',
  paper:
    'Framewise Phoneme Classification with Bidirectional LSTM and Other Neural Network Architectures, Neural Networks 18',
  variant: 'Keras’s example for film reviews: 200 words of a vocabulary of 20,000, two layers of 64 units each way.',
  build() {
    const net = network('Bidirectional LSTM');
    let x = net.embedding(net.input([200]), { inputDim: 20_000, outputDim: 128 });
    const lstm = (returnSequences: boolean) => ({
      layer: { kind: 'lstm', params: { units: 64, returnSequences } },
    });
    x = net.bidirectional(x, lstm(true));
    x = net.bidirectional(x, lstm(false));
    net.dense(x, { units: 1, activation: 'sigmoid' }, 'positive');
    return net.document({ loss: 'binaryCrossentropy', batchSize: 32, epochs: 2 });
  },
};
