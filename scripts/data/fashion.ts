import { readFile } from 'node:fs/promises';
import { parseIdxImages, parseIdxLabels } from '../../src/engine/data/idx.ts';
import { type LabelledImage, type MadeSprite, makeSprite } from './sprite.ts';

const folder = '/usr/share/datasets/fashion-mnist/';
export const fashionSource = `${folder}train-images-idx3-ubyte.gz`;

const classes = [
  'T-shirt/top',
  'Trouser',
  'Pullover',
  'Dress',
  'Coat',
  'Sandal',
  'Shirt',
  'Sneaker',
  'Bag',
  'Ankle boot',
];

/** The first 600 of each class to train, the next 100 to validate, and the first 100 of each class of the test file. */
export async function makeFashion(): Promise<MadeSprite> {
  const train = await readPair('train');
  const test = await readPair('t10k');
  const take = (images: readonly LabelledImage[], from: number, to: number) =>
    classes.flatMap((_, label) => images.filter((image) => image.label === label).slice(from, to));
  return makeSprite(
    {
      name: 'fashion-mnist',
      title: 'Fashion-MNIST (subset)',
      classes,
      licence: 'MIT',
      attribution:
        'Fashion-MNIST, © 2017 Zalando SE; Xiao, Rasul, Vollgraf 2017 (Debian package dataset-fashion-mnist)',
      preparation: 'First 600 + 100 of each class of the training file, first 100 of each class of the test file.',
      sources: [...train.sources, ...test.sources],
      seed: 28,
    },
    { train: take(train.images, 0, 600), validation: take(train.images, 600, 700), test: take(test.images, 0, 100) },
  );
}

async function readPair(prefix: string) {
  const [imageFile, labelFile] = [`${folder}${prefix}-images-idx3-ubyte.gz`, `${folder}${prefix}-labels-idx1-ubyte.gz`];
  const [imageBytes, labelBytes] = await Promise.all([readFile(imageFile), readFile(labelFile)]);
  const images = parseIdxImages(imageBytes, imageFile);
  if (!images.ok) throw new Error(images.error.message);
  const labels = parseIdxLabels(labelBytes, labelFile);
  if (!labels.ok) throw new Error(labels.error.message);
  const { height, width, pixels } = images.value;
  const size = height * width;
  return {
    images: [...labels.value].map((label, index): LabelledImage => {
      return { label, pixels: pixels.subarray(index * size, (index + 1) * size) };
    }),
    sources: [
      { file: imageFile, bytes: imageBytes },
      { file: labelFile, bytes: labelBytes },
    ],
  };
}
