import { vgg, vggPaper } from './blocks/vgg.ts';
import type { Template } from './template.ts';

export const vgg19: Template = {
  ...vggPaper,
  id: 'vgg-19',
  title: 'VGG-19',
  variant: 'Configuration E: 19 layers with weights on 224×224×3 images, 1,000 classes.',
  build: () => vgg('VGG-19', [2, 2, 4, 4, 4]),
};
