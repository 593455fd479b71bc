import { network } from '../src/core/build/network.ts';
import { preNormBlock } from './blocks/transformer.ts';
import type { Template } from './template.ts';

const size = {
  width: 768,
  heads: 12,
  hidden: 3072,
  activation: 'gelu',
  dropout: 0.1,
  epsilon: 1e-5,
  causal: true,
} as const;
const vocabulary = 50_257;

export const gpt2Small: Template = {
  id: 'gpt-2-small',
  title: 'GPT-2 small',
  year: 2019,
  family: 'transformer',
  task: 'languageModel',
  trains: false,
  authors: 'Radford, Wu, Child, Luan, Amodei, Sutskever',
  paper: 'Language Models are Unsupervised Multitask Learners, OpenAI, 2019',
  variant:
    'As published: 1,024 tokens of 50,257, 12 causal blocks of width 768; the output uses the table of the input.',
  note: 'Puts out a score for every token at every step; the exact GELU stands for OpenAI’s tanh approximation.',
  build() {
    const net = network('GPT-2 small');
    const words = net.embedding(net.input([1024], 'token_ids'), { inputDim: vocabulary, outputDim: 768 }, 'words');
    let x = net.positionEmbedding(words, {}, 'positions');
    x = net.dropout(x, { rate: size.dropout }, 'positions_drop');
    x = net.group('Decoder', () => {
      let y = x;
      for (let b = 1; b <= 12; b++) y = net.group(`Block ${b}`, () => preNormBlock(net, y, size, `block${b}`));
      return net.layerNormalization(y, { epsilon: size.epsilon }, 'decoder_norm');
    });
    net.tied(net.reverseEmbedding(x, { inputDim: vocabulary }, 'scores'), words);
    return net.document({ optimizer: 'adamw', learningRate: 0.00025, batchSize: 512, epochs: 1 });
  },
};
