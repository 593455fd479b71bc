import { type NetworkBuilder, network, type Tensor } from '../src/core/build/network.ts';
import { layoutLevels } from '../src/core/build/u-shape.ts';
import { square } from './blocks/sizes.ts';
import type { Template } from './template.ts';

export const uNet: Template = {
  id: 'u-net',
  title: 'U-Net',
  year: 2015,
  family: 'segmentation',
  task: 'segmentation',
  trains: false,
  authors: 'Ronneberger, Fischer, Brox',
  paper: 'U-Net: Convolutional Networks for Biomedical Image Segmentation, arXiv:1505.04597',
  variant: 'The form known from Keras: 256×256×1, same padding, so that the map is as large as the image; one sigmoid.',
  note: 'The paper crops the maps that it copies, because its convolutions have no padding, and ends in a softmax of two classes.',
  build() {
    const net = network('U-Net');
    const copied: Tensor[] = [];
    let x = net.input([256, 256, 1]);
    for (const [level, filters] of [64, 128, 256, 512].entries()) {
      x = net.group(`Down ${level + 1}`, () => {
        const smaller = level === 0 ? x : halved(net, x, level);
        const maps = convolutions(net, smaller, filters, `down${level + 1}`);
        return filters === 512 ? net.dropout(maps, { rate: 0.5 }, 'drop4') : maps;
      });
      copied.push(x);
    }
    x = net.group('Bottom', () => {
      const maps = convolutions(net, halved(net, x, 4), 1024, 'bottom');
      return net.dropout(maps, { rate: 0.5 }, 'drop5');
    });
    for (const [level, copy] of [...copied.entries()].reverse()) {
      const filters = 64 * 2 ** level;
      const enlarged = { filters, kernelSize: square(2), strides: square(2), activation: 'relu' } as const;
      x = net.group(`Up ${level + 1}`, () => {
        const larger = net.conv2dTranspose(x, enlarged, `up${level + 1}`);
        const merged = net.concatenate([copy, larger], {}, `merge${level + 1}`);
        return convolutions(net, merged, filters, `up${level + 1}`);
      });
    }
    x = net.conv2d(x, { filters: 2, kernelSize: square(3), padding: 'same', activation: 'relu' }, 'classes');
    net.conv2d(x, { filters: 1, kernelSize: square(1), activation: 'sigmoid' }, 'mask');
    const document = net.document({ loss: 'binaryCrossentropy', learningRate: 0.0001, batchSize: 2, epochs: 5 });
    return { ...document, layout: layoutLevels(document) };
  },
};

/** Two 3×3 convolutions. */
function convolutions(net: NetworkBuilder, from: Tensor, filters: number, name: string): Tensor {
  const params = { filters, kernelSize: square(3), padding: 'same', activation: 'relu' } as const;
  return net.conv2d(net.conv2d(from, params, `${name}_conv1`), params, `${name}_conv2`);
}

const halved = (net: NetworkBuilder, from: Tensor, level: number): Tensor =>
  net.maxPooling2d(from, { poolSize: square(2), strides: square(2) }, `pool${level}`);
