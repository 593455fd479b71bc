import { catsAndDogs1, catsAndDogs2 } from './cats-and-dogs.ts';
import { inceptionV3, inceptionV3NoTop } from './inception-v3.ts';
import { leNet5 } from './lenet-5.ts';
import { resNet50 } from './resnet-50.ts';
import { starter } from './starter.ts';
import type { Template } from './template.ts';
import { vgg16 } from './vgg-16.ts';

/** Every template, in the order of the gallery. */
export const templates: readonly Template[] = [
  starter,
  leNet5,
  catsAndDogs1,
  catsAndDogs2,
  vgg16,
  resNet50,
  inceptionV3,
  inceptionV3NoTop,
];

export const templateById = (id: string): Template | undefined => templates.find((template) => template.id === id);
