import { resNetPaper } from './blocks/resnet.ts';
import { basicResNet, basicVariant } from './blocks/resnet-basic.ts';
import type { Template } from './template.ts';

export const resNet34: Template = {
  ...resNetPaper,
  id: 'resnet-34',
  title: 'ResNet-34',
  variant: basicVariant,
  build: () => basicResNet('ResNet-34', [3, 4, 6, 3]),
};
