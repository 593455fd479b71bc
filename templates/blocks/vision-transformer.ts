import { network } from '../../src/core/build/network.ts';
import type { StrideDocument, TrainingSettings } from '../../src/core/document/schema.ts';
import { square } from './sizes.ts';
import { type BlockSize, preNormBlock } from './transformer.ts';

export const vitPaper = {
  year: 2020,
  family: 'transformer',
  task: 'imageClassification',
  authors:
    'Dosovitskiy, Beyer, Kolesnikov, Weissenborn, Zhai, Unterthiner, Dehghani, Minderer, Heigold, Gelly, Uszkoreit, Houlsby',
  paper: 'An Image is Worth 16x16 Words: Transformers for Image Recognition at Scale, arXiv:2010.11929',
} as const;

interface ViT {
  readonly image: readonly [number, number, number];
  readonly patch: number;
  readonly blocks: number;
  readonly size: BlockSize;
  readonly classes: number;
}

/** Patches as words, a class token before them, an encoder, and a head that reads the token alone. */
export function visionTransformer(title: string, vit: ViT, training: Partial<TrainingSettings>): StrideDocument {
  const { image, patch, blocks, size, classes } = vit;
  const net = network(title);
  let x = net.group('Patches', () => {
    let y = net.input([...image]);
    y = net.patchEmbedding(y, { patchSize: square(patch), outputDim: size.width }, 'patches');
    y = net.classToken(y, {}, 'class_token');
    y = net.positionEmbedding(y, {}, 'positions');
    return size.dropout === 0 ? y : net.dropout(y, { rate: size.dropout }, 'positions_drop');
  });
  x = net.group('Encoder', () => {
    let y = x;
    for (let b = 1; b <= blocks; b++) y = net.group(`Block ${b}`, () => preNormBlock(net, y, size, `block${b}`));
    return net.layerNormalization(y, { epsilon: size.epsilon }, 'encoder_norm');
  });
  x = net.takeToken(x, { index: 0 }, 'read_class');
  net.dense(x, { units: classes, activation: 'softmax' }, 'head');
  return net.document(training);
}
