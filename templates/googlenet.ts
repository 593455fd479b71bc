import { type NetworkBuilder, network, type Tensor } from '../src/core/build/network.ts';
import { square } from './blocks/sizes.ts';
import type { Template } from './template.ts';

/** Table 1 of the paper: filters of 1×1, of 3×3 and of 5×5 each after its reduction, and of 1×1 after the pooling. */
const modules = {
  '3a': [64, 96, 128, 16, 32, 32],
  '3b': [128, 128, 192, 32, 96, 64],
  '4a': [192, 96, 208, 16, 48, 64],
  '4b': [160, 112, 224, 24, 64, 64],
  '4c': [128, 128, 256, 24, 64, 64],
  '4d': [112, 144, 288, 32, 64, 64],
  '4e': [256, 160, 320, 32, 128, 128],
  '5a': [256, 160, 320, 32, 128, 128],
  '5b': [384, 192, 384, 48, 128, 128],
} as const;
type ModuleName = keyof typeof modules;

const stages: readonly { readonly stage: number; readonly names: readonly ModuleName[] }[] = [
  { stage: 3, names: ['3a', '3b'] },
  { stage: 4, names: ['4a', '4b', '4c', '4d', '4e'] },
  { stage: 5, names: ['5a', '5b'] },
];

export const googLeNet: Template = {
  id: 'googlenet',
  title: 'GoogLeNet',
  year: 2014,
  family: 'inception',
  task: 'imageClassification',
  trains: false,
  authors: 'Szegedy, Liu, Jia, Sermanet, Reed, Anguelov, Erhan, Vanhoucke, Rabinovich',
  paper: 'Going Deeper with Convolutions, arXiv:1409.4842',
  variant: 'As in the paper: 224×224×3, 5×5 branches, biases, local response normalisation, 1,000 classes.',
  note: 'Without the two auxiliary classifiers, which only training uses.',
  build() {
    const net = network('GoogLeNet');
    let x = net.group('Stem', () => stem(net));
    for (const { stage, names } of stages) {
      x = net.group(`Stage ${stage}`, () =>
        names.reduce((y, name) => net.group(`Inception ${name}`, () => inception(net, y, name)), x),
      );
      if (stage < 5) x = net.maxPooling2d(x, halving, `pool${stage}`);
    }
    x = net.averagePooling2d(x, { poolSize: square(7), strides: square(1) }, 'avg_pool');
    x = net.dropout(net.flatten(x), { rate: 0.4 }, 'dropout');
    net.dense(x, { units: 1000, activation: 'softmax' }, 'predictions');
    return net.document({ optimizer: 'momentum', learningRate: 0.01, batchSize: 32, epochs: 250 });
  },
};

const halving = { poolSize: square(3), strides: square(2), padding: 'same' } as const;
const response = { bias: 1, depthRadius: 2, alpha: 2e-5, beta: 0.75 };

function stem(net: NetworkBuilder): Tensor {
  let x = net.input([224, 224, 3]);
  x = convolution(net, x, 64, 7, 'conv1', 2);
  x = net.maxPooling2d(x, halving, 'pool1');
  x = net.localResponseNormalization(x, response, 'norm1');
  x = convolution(net, x, 64, 1, 'conv2_reduce');
  x = convolution(net, x, 192, 3, 'conv2');
  x = net.localResponseNormalization(x, response, 'norm2');
  return net.maxPooling2d(x, halving, 'pool2');
}

/** Four sizes of structure side by side: 1×1, 3×3 and 5×5 after a reduction to fewer maps, and pooling. */
function inception(net: NetworkBuilder, from: Tensor, module: ModuleName): Tensor {
  const [one, reduce3, three, reduce5, five, pooled] = modules[module];
  const name = `inception_${module}`;
  const branch1 = convolution(net, from, one, 1, `${name}_1x1`);
  const branch3 = convolution(net, convolution(net, from, reduce3, 1, `${name}_3x3_reduce`), three, 3, `${name}_3x3`);
  const branch5 = convolution(net, convolution(net, from, reduce5, 1, `${name}_5x5_reduce`), five, 5, `${name}_5x5`);
  const pool = net.maxPooling2d(from, { poolSize: square(3), strides: square(1), padding: 'same' }, `${name}_pool`);
  const branchPool = convolution(net, pool, pooled, 1, `${name}_pool_proj`);
  return net.concatenate([branch1, branch3, branch5, branchPool], {}, name);
}

const convolution = (net: NetworkBuilder, from: Tensor, filters: number, side: number, name: string, stride = 1) =>
  net.conv2d(
    from,
    { filters, kernelSize: square(side), strides: square(stride), padding: 'same', activation: 'relu' },
    name,
  );
