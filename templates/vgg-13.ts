import { vgg, vggPaper } from './blocks/vgg.ts';
import type { Template } from './template.ts';

export const vgg13: Template = {
  ...vggPaper,
  id: 'vgg-13',
  title: 'VGG-13',
  variant: 'Configuration B: 13 layers with weights on 224×224×3 images, 1,000 classes.',
  build: () => vgg('VGG-13', [2, 2, 2, 2, 2]),
};
