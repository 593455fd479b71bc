import { vgg, vggPaper } from './blocks/vgg.ts';
import type { Template } from './template.ts';

export const vgg11: Template = {
  ...vggPaper,
  id: 'vgg-11',
  title: 'VGG-11',
  variant: 'Configuration A: 11 layers with weights on 224×224×3 images, 1,000 classes.',
  build: () => vgg('VGG-11', [1, 1, 2, 2, 2]),
};
