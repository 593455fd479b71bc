import { network } from '../src/core/build/network.ts';
import type { StrideDocument } from '../src/core/document/schema.ts';
import type { Template } from './template.ts';

/** The course's notebook: one sigmoid unit tells dogs from cats in 150×150 colour images. */
function catsAndDogs(title: string, filters: readonly number[], hidden: number): StrideDocument {
  const net = network(title);
  let x = net.input([150, 150, 3]);
  for (const count of filters) {
    x = net.conv2d(x, { filters: count, kernelSize: [3, 3], activation: 'relu' });
    x = net.maxPooling2d(x, { poolSize: [2, 2], strides: [2, 2] });
  }
  x = net.flatten(x);
  x = net.dense(x, { units: hidden, activation: 'relu' });
  net.dense(x, { units: 1, activation: 'sigmoid' });
  return net.document({
    data: { source: 'folder', path: '' },
    loss: 'binaryCrossentropy',
    optimizer: 'rmsprop',
    learningRate: 0.0001,
    batchSize: 20,
    epochs: 20,
  });
}

const common = {
  year: 2016,
  family: 'teaching',
  task: 'imageClassification',
  trains: false,
  authors: 'Course notebook, after Chollet',
  paper: 'Building powerful image classification models using very little data, Keras blog, 2016',
} as const;

export const catsAndDogs1: Template = {
  ...common,
  id: 'cats-and-dogs-1',
  title: 'Cats and Dogs, 1 block',
  variant: 'One Conv+Pool block of 32 filters on 150×150×3, 64 hidden units, one sigmoid.',
  build: () => catsAndDogs('Cats and Dogs, 1 block', [32], 64),
};

export const catsAndDogs2: Template = {
  ...common,
  id: 'cats-and-dogs-2',
  title: 'Cats and Dogs, 2 blocks',
  variant: 'Two Conv+Pool blocks of 32 and 64 filters on 150×150×3, 64 hidden units, one sigmoid.',
  build: () => catsAndDogs('Cats and Dogs, 2 blocks', [32, 64], 64),
};
