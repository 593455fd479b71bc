import { network } from '../src/core/build/network.ts';
import { postNormBlock } from './blocks/transformer.ts';
import type { Template } from './template.ts';

const size = { width: 768, heads: 12, hidden: 3072, activation: 'gelu', dropout: 0.1, epsilon: 1e-12 } as const;
const tokens = 512;

export const bertBase: Template = {
  id: 'bert-base',
  title: 'BERT-base',
  year: 2018,
  family: 'transformer',
  task: 'languageModel',
  trains: false,
  authors: 'Devlin, Chang, Lee, Toutanova',
  paper: 'BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding, arXiv:1810.04805',
  variant:
    'Uncased, as published: 512 tokens of 30,522, 12 blocks of width 768, with the pooler that classifiers read.',
  note: 'Without the two heads of pre-training, and without the mask of padded tokens.',
  build() {
    const net = network('BERT-base');
    let x = net.group('Embeddings', () => {
      const words = net.embedding(net.input([tokens], 'token_ids'), { inputDim: 30_522, outputDim: 768 }, 'words');
      const segments = net.embedding(net.input([tokens], 'segment_ids'), { inputDim: 2, outputDim: 768 }, 'segments');
      const y = net.positionEmbedding(net.add([words, segments], {}, 'embeddings_add'), {}, 'positions');
      return net.dropout(
        net.layerNormalization(y, { epsilon: size.epsilon }, 'embeddings_norm'),
        { rate: size.dropout },
        'embeddings_drop',
      );
    });
    x = net.group('Encoder', () => {
      let y = x;
      for (let b = 1; b <= 12; b++) y = net.group(`Block ${b}`, () => postNormBlock(net, y, size, `block${b}`));
      return y;
    });
    net.group('Pooler', () => {
      const first = net.takeToken(x, { index: 0 }, 'read_class');
      return net.dense(first, { units: 768, activation: 'tanh' }, 'pooler');
    });
    return net.document({ optimizer: 'adamw', learningRate: 0.0001, batchSize: 256, epochs: 40 });
  },
};
