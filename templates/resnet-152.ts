import { resNetPaper } from './blocks/resnet.ts';
import { bottleneckResNet, bottleneckVariant } from './blocks/resnet-bottleneck.ts';
import type { Template } from './template.ts';

export const resNet152: Template = {
  ...resNetPaper,
  id: 'resnet-152',
  title: 'ResNet-152',
  variant: bottleneckVariant,
  build: () => bottleneckResNet('ResNet-152', [3, 8, 36, 3]),
};
