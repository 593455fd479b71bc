import { resNetPaper } from './blocks/resnet.ts';
import { bottleneckResNet, bottleneckVariant } from './blocks/resnet-bottleneck.ts';
import type { Template } from './template.ts';

export const resNet101: Template = {
  ...resNetPaper,
  id: 'resnet-101',
  title: 'ResNet-101',
  variant: bottleneckVariant,
  build: () => bottleneckResNet('ResNet-101', [3, 4, 23, 3]),
};
