import { visionTransformer, vitPaper } from './blocks/vision-transformer.ts';
import type { Template } from './template.ts';

const size = { width: 64, heads: 4, hidden: 128, activation: 'gelu', dropout: 0.1, epsilon: 1e-6 } as const;

export const vitDigits: Template = {
  ...vitPaper,
  id: 'vit-digits',
  title: 'ViT for digits',
  trains: true,
  variant: 'Small enough to train here: 28×28×1 in patches of 7×7, 4 blocks of width 64, 10 classes.',
  build: () =>
    visionTransformer(
      'ViT for digits',
      { image: [28, 28, 1], patch: 7, blocks: 4, size, classes: 10 },
      { optimizer: 'adamw', learningRate: 0.001, batchSize: 64, epochs: 12 },
    ),
};
