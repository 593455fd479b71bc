import { type NetworkBuilder, network, type Tensor } from '../src/core/build/network.ts';
import { square } from './blocks/sizes.ts';
import type { Template } from './template.ts';

export const xception: Template = {
  id: 'xception',
  title: 'Xception',
  year: 2016,
  family: 'inception',
  task: 'imageClassification',
  trains: false,
  authors: 'Chollet',
  paper: 'Xception: Deep Learning with Depthwise Separable Convolutions, arXiv:1610.02357',
  variant: 'As in Keras and the paper: 299×299×3, 1,000 classes, without the optional dense layers.',
  build() {
    const net = network('Xception');
    let x = net.group('Entry flow', () => entryFlow(net));
    x = net.group('Middle flow', () => {
      let y = x;
      for (let block = 5; block <= 12; block++) y = net.group(`Block ${block}`, () => middleBlock(net, y, block));
      return y;
    });
    x = net.group('Exit flow', () => {
      const y = net.group('Block 13', () => strided(net, x, [728, 1024], 13));
      return net.group('Block 14', () => rectifiedAfter(net, rectifiedAfter(net, y, 1536, 1), 2048, 2));
    });
    x = net.globalAveragePooling2d(x, {}, 'avg_pool');
    net.dense(x, { units: 1000, activation: 'softmax' }, 'predictions');
    return net.document({ optimizer: 'momentum', learningRate: 0.045, batchSize: 32, epochs: 100 });
  },
};

function entryFlow(net: NetworkBuilder): Tensor {
  let x = net.input([299, 299, 3]);
  x = net.group('Block 1', () => convolution(net, convolution(net, x, 32, 2, 1), 64, 1, 2));
  for (const [i, filters] of [128, 256, 728].entries())
    x = net.group(`Block ${i + 2}`, () => strided(net, x, [filters, filters], i + 2));
  return x;
}

function convolution(net: NetworkBuilder, from: Tensor, filters: number, stride: number, index: number): Tensor {
  const name = `block1_conv${index}`;
  const params = { filters, kernelSize: square(3), strides: square(stride), useBias: false };
  const x = net.batchNormalization(net.conv2d(from, params, name), {}, `${name}_bn`);
  return net.activation(x, { activation: 'relu' }, `${name}_act`);
}

function separable(net: NetworkBuilder, from: Tensor, filters: number, name: string): Tensor {
  const params = { filters, kernelSize: square(3), padding: 'same', useBias: false } as const;
  return net.batchNormalization(net.separableConv2d(from, params, name), {}, `${name}_bn`);
}

const rectifiedBefore = (net: NetworkBuilder, from: Tensor, filters: number, name: string): Tensor =>
  separable(net, net.activation(from, { activation: 'relu' }, `${name}_act`), filters, name);

const rectifiedAfter = (net: NetworkBuilder, from: Tensor, filters: number, index: number): Tensor =>
  net.activation(
    separable(net, from, filters, `block14_sepconv${index}`),
    { activation: 'relu' },
    `block14_sepconv${index}_act`,
  );

/** Two separable convolutions and a pooling, around them a 1×1 convolution of stride 2. Block 2 begins rectified. */
function strided(net: NetworkBuilder, from: Tensor, filters: readonly [number, number], block: number): Tensor {
  const shortcut = { filters: filters[1], kernelSize: square(1), strides: square(2), padding: 'same' } as const;
  const residual = net.batchNormalization(net.conv2d(from, { ...shortcut, useBias: false }));
  const first = block === 2 ? separable : rectifiedBefore;
  let x = first(net, from, filters[0], `block${block}_sepconv1`);
  x = rectifiedBefore(net, x, filters[1], `block${block}_sepconv2`);
  const pooling = { poolSize: square(3), strides: square(2), padding: 'same' } as const;
  return net.add([net.maxPooling2d(x, pooling, `block${block}_pool`), residual]);
}

/** Three separable convolutions and the input added to what they make. */
function middleBlock(net: NetworkBuilder, from: Tensor, block: number): Tensor {
  let x = from;
  for (const k of [1, 2, 3]) x = rectifiedBefore(net, x, 728, `block${block}_sepconv${k}`);
  return net.add([x, from]);
}
