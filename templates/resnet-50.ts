import { resNetPaper } from './blocks/resnet.ts';
import { bottleneckResNet, bottleneckVariant } from './blocks/resnet-bottleneck.ts';
import type { Template } from './template.ts';

export const resNet50: Template = {
  ...resNetPaper,
  id: 'resnet-50',
  title: 'ResNet-50',
  variant: bottleneckVariant,
  build: () => bottleneckResNet('ResNet-50', [3, 4, 6, 3]),
};
