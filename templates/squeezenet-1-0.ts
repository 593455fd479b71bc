import { type NetworkBuilder, network, type Tensor } from '../src/core/build/network.ts';
import { square } from './blocks/sizes.ts';
import type { Template } from './template.ts';

/** Fire modules 2 … 9: filters that squeeze, and filters of each of the two kinds that expand. */
const fires = [
  [16, 64],
  [16, 64],
  [32, 128],
  [32, 128],
  [48, 192],
  [48, 192],
  [64, 256],
  [64, 256],
] as const;

export const squeezeNet10: Template = {
  id: 'squeezenet-1-0',
  title: 'SqueezeNet 1.0',
  year: 2016,
  family: 'mobile',
  task: 'imageClassification',
  trains: false,
  authors: 'Iandola, Han, Moskewicz, Ashraf, Dally, Keutzer',
  paper: 'SqueezeNet: AlexNet-level accuracy with 50x fewer parameters and <0.5MB model size, arXiv:1602.07360',
  variant: 'Version 1.0 as in torchvision: 224×224×3, 7×7 first convolution, pooling after fire modules 4 and 8.',
  note: 'The first maps are 109×109; the paper’s table has 111×111, which takes an image of 227×227.',
  build() {
    const net = network('SqueezeNet 1.0');
    let x = net.input([224, 224, 3]);
    x = net.conv2d(x, { filters: 96, kernelSize: square(7), strides: square(2), activation: 'relu' }, 'conv1');
    x = net.maxPooling2d(x, { poolSize: square(3), strides: square(2) }, 'pool1');
    for (const [i, [squeezed, expanded]] of fires.entries()) {
      const module = i + 2;
      x = net.group(`Fire ${module}`, () => fire(net, x, squeezed, expanded, `fire${module}`));
      // 54 → 27: the window that hangs over the edge counts, as with torchvision's ceil_mode.
      if (module === 4) x = net.maxPooling2d(x, { poolSize: square(3), strides: square(2), padding: 'same' }, 'pool4');
      if (module === 8) x = net.maxPooling2d(x, { poolSize: square(3), strides: square(2) }, 'pool8');
    }
    x = net.dropout(x, { rate: 0.5 }, 'drop9');
    x = net.conv2d(x, { filters: 1000, kernelSize: square(1), activation: 'relu' }, 'conv10');
    x = net.globalAveragePooling2d(x, {}, 'pool10');
    net.activation(x, { activation: 'softmax' }, 'predictions');
    return net.document({ optimizer: 'momentum', learningRate: 0.04, batchSize: 512, epochs: 68 });
  },
};

/** 1×1 convolutions to few maps; from these, 1×1 and 3×3 side by side to many. */
function fire(net: NetworkBuilder, from: Tensor, squeezed: number, expanded: number, name: string): Tensor {
  const convolution = (x: Tensor, filters: number, side: number, layer: string) =>
    net.conv2d(x, { filters, kernelSize: square(side), padding: 'same', activation: 'relu' }, `${name}_${layer}`);
  const squeeze = convolution(from, squeezed, 1, 'squeeze1x1');
  const branches = [convolution(squeeze, expanded, 1, 'expand1x1'), convolution(squeeze, expanded, 3, 'expand3x3')];
  return net.concatenate(branches, {}, `${name}_concat`);
}
