import { network } from '../src/core/build/network.ts';
import { postNormBlock } from './blocks/transformer.ts';
import type { Template } from './template.ts';

const size = { width: 32, heads: 2, hidden: 32, activation: 'relu', dropout: 0.1, epsilon: 1e-6 } as const;

export const transformerClassifier: Template = {
  id: 'transformer-classifier',
  title: 'Transformer encoder',
  year: 2017,
  family: 'transformer',
  task: 'sequenceClassification',
  trains: false,
  authors: 'Vaswani, Shazeer, Parmar, Uszkoreit, Jones, Gomez, Kaiser, Polosukhin',
  paper: 'Attention Is All You Need, arXiv:1706.03762',
  variant: 'One encoder block for film reviews, sized as in Keras’s example: 200 words of 20,000, width 32, 2 heads.',
  note: 'Positions are trained and each head is 16 wide, so that the heads together are as wide as a token.',
  build() {
    const net = network('Transformer encoder');
    let x = net.embedding(net.input([200]), { inputDim: 20_000, outputDim: size.width }, 'tokens');
    x = net.positionEmbedding(x, {}, 'positions');
    x = net.group('Encoder', () => postNormBlock(net, x, size, 'encoder'));
    x = net.globalAveragePooling1d(x);
    x = net.dropout(x, { rate: 0.1 }, 'pool_drop');
    x = net.dense(x, { units: 20, activation: 'relu' }, 'hidden');
    x = net.dropout(x, { rate: 0.1 }, 'hidden_drop');
    net.dense(x, { units: 2, activation: 'softmax' }, 'output');
    return net.document({ batchSize: 32, epochs: 2 });
  },
};
