import { vgg, vggPaper } from './blocks/vgg.ts';
import type { Template } from './template.ts';

export const vgg16: Template = {
  ...vggPaper,
  id: 'vgg-16',
  title: 'VGG-16',
  variant: 'Configuration D: 16 layers with weights on 224×224×3 images, 1,000 classes.',
  build: () => vgg('VGG-16', [2, 2, 3, 3, 3]),
};
