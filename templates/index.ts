import { alexNet } from './alexnet.ts';
import { alexNetTorchvision } from './alexnet-torchvision.ts';
import { bertBase } from './bert-base.ts';
import { biLstmImdb } from './bilstm-imdb.ts';
import { catsAndDogs1, catsAndDogs2 } from './cats-and-dogs.ts';
import { denseNet121 } from './densenet-121.ts';
import { efficientNetB0 } from './efficientnet-b0.ts';
import { fcnSeries } from './fcn-series.ts';
import { googLeNet } from './googlenet.ts';
import { gpt2Small } from './gpt-2-small.ts';
import { gruDigits } from './gru-digits.ts';
import { inceptionV3, inceptionV3NoTop } from './inception-v3.ts';
import { leNet5 } from './lenet-5.ts';
import { lstmDigits } from './lstm-digits.ts';
import { mlp } from './mlp.ts';
import { mobileNet } from './mobilenet.ts';
import { mobileNetV2 } from './mobilenet-v2.ts';
import { resNet18 } from './resnet-18.ts';
import { resNet34 } from './resnet-34.ts';
import { resNet50 } from './resnet-50.ts';
import { resNet101 } from './resnet-101.ts';
import { resNet152 } from './resnet-152.ts';
import { squeezeNet10 } from './squeezenet-1-0.ts';
import { starter } from './starter.ts';
import type { Template } from './template.ts';
import { transformerClassifier } from './transformer-classifier.ts';
import { uNet } from './u-net.ts';
import { vgg11 } from './vgg-11.ts';
import { vgg13 } from './vgg-13.ts';
import { vgg16 } from './vgg-16.ts';
import { vgg19 } from './vgg-19.ts';
import { vitB16 } from './vit-b-16.ts';
import { vitDigits } from './vit-digits.ts';
import { xception } from './xception.ts';

/** Every template, in the order of the gallery: the course's, images by year, segmentation, sequences, transformers. */
export const templates: readonly Template[] = [
  starter,
  mlp,
  catsAndDogs1,
  catsAndDogs2,
  leNet5,
  alexNet,
  alexNetTorchvision,
  vgg11,
  vgg13,
  vgg16,
  vgg19,
  googLeNet,
  resNet18,
  resNet34,
  resNet50,
  resNet101,
  resNet152,
  inceptionV3,
  inceptionV3NoTop,
  squeezeNet10,
  denseNet121,
  xception,
  mobileNet,
  mobileNetV2,
  efficientNetB0,
  uNet,
  lstmDigits,
  biLstmImdb,
  gruDigits,
  fcnSeries,
  transformerClassifier,
  bertBase,
  gpt2Small,
  vitB16,
  vitDigits,
];

export const templateById = (id: string): Template | undefined => templates.find((template) => template.id === id);
