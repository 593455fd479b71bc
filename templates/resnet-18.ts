import { resNetPaper } from './blocks/resnet.ts';
import { basicResNet, basicVariant } from './blocks/resnet-basic.ts';
import type { Template } from './template.ts';

export const resNet18: Template = {
  ...resNetPaper,
  id: 'resnet-18',
  title: 'ResNet-18',
  variant: basicVariant,
  build: () => basicResNet('ResNet-18', [2, 2, 2, 2]),
};
