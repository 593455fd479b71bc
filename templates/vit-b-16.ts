import { visionTransformer, vitPaper } from './blocks/vision-transformer.ts';
import type { Template } from './template.ts';

const size = { width: 768, heads: 12, hidden: 3072, activation: 'gelu', dropout: 0, epsilon: 1e-6 } as const;

export const vitB16: Template = {
  ...vitPaper,
  id: 'vit-b-16',
  title: 'ViT-B/16',
  trains: false,
  variant: 'As in torchvision: 224×224×3 in patches of 16×16, 12 blocks of width 768, 1,000 classes.',
  build: () =>
    visionTransformer(
      'ViT-B/16',
      { image: [224, 224, 3], patch: 16, blocks: 12, size, classes: 1000 },
      { optimizer: 'adamw', learningRate: 0.003, batchSize: 4096, epochs: 300 },
    ),
};
