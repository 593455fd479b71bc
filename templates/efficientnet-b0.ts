import { type NetworkBuilder, network, type Tensor } from '../src/core/build/network.ts';
import { square } from './blocks/sizes.ts';
import type { Template } from './template.ts';

/** Table 1 of the paper, stages 2 … 8: kernel, blocks, filters, expansion, stride of the first block. */
const stages = [
  { kernel: 3, blocks: 1, filters: 16, expansion: 1, stride: 1 },
  { kernel: 3, blocks: 2, filters: 24, expansion: 6, stride: 2 },
  { kernel: 5, blocks: 2, filters: 40, expansion: 6, stride: 2 },
  { kernel: 3, blocks: 3, filters: 80, expansion: 6, stride: 2 },
  { kernel: 5, blocks: 3, filters: 112, expansion: 6, stride: 1 },
  { kernel: 5, blocks: 4, filters: 192, expansion: 6, stride: 2 },
  { kernel: 3, blocks: 1, filters: 320, expansion: 6, stride: 1 },
];
const blocksInAll = stages.reduce((sum, { blocks }) => sum + blocks, 0);

export const efficientNetB0: Template = {
  id: 'efficientnet-b0',
  title: 'EfficientNet-B0',
  year: 2019,
  family: 'mobile',
  task: 'imageClassification',
  trains: false,
  authors: 'Tan, Le',
  paper: 'EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks, arXiv:1905.11946',
  variant:
    'As in Keras: 224×224×3 with values from 0 to 255, rescaled and normalised inside the network, 1,000 classes.',
  note: 'Keras counts moving statistics and those of the input: 5,330,571 parameters, of which 5,288,548 are trained.',
  build() {
    const net = network('EfficientNet-B0');
    let x = net.group('Stem', () => stem(net));
    let channels = 32;
    let index = 0;
    for (const [s, stage] of stages.entries()) {
      x = net.group(`Stage ${s + 2}`, () => {
        let y = x;
        for (let b = 0; b < stage.blocks; b++) {
          const { kernel, filters, expansion } = stage;
          const stride = b === 0 ? stage.stride : 1;
          // Deeper blocks are left out more often, up to 1 in 5.
          const drop = (0.2 * index) / blocksInAll;
          const block = { channels, kernel, filters, expansion, stride, drop: b === 0 ? null : drop };
          y = net.group(`Block ${index + 1}`, () => mbConv(net, y, block, `block${s + 1}${'abcd'[b]}`));
          channels = filters;
          index++;
        }
        return y;
      });
    }
    x = net.group('Head', () => {
      const y = net.conv2d(x, { filters: 1280, kernelSize: square(1), padding: 'same', useBias: false }, 'top_conv');
      return normalised(net, y, 'top_bn', 'top_activation');
    });
    x = net.globalAveragePooling2d(x, {}, 'avg_pool');
    x = net.dropout(x, { rate: 0.2 }, 'top_dropout');
    net.dense(x, { units: 1000, activation: 'softmax' }, 'predictions');
    return net.document({ optimizer: 'rmsprop', learningRate: 0.016, batchSize: 256, epochs: 350 });
  },
};

function stem(net: NetworkBuilder): Tensor {
  let x = net.input([224, 224, 3]);
  x = net.rescaling(x, { scale: 1 / 255 });
  x = net.normalization(x);
  x = net.zeroPadding2d(x, beforeStride(3), 'stem_conv_pad');
  x = net.conv2d(x, { filters: 32, kernelSize: square(3), strides: square(2), useBias: false }, 'stem_conv');
  return normalised(net, x, 'stem_bn', 'stem_activation');
}

interface Block {
  readonly channels: number;
  readonly kernel: number;
  readonly filters: number;
  readonly expansion: number;
  readonly stride: number;
  /** Share of the training steps that leave the block out; `null`: there is no way around it. */
  readonly drop: number | null;
}

/** MobileNetV2's inverted residual with squeeze and excitation, and SiLU. */
function mbConv(net: NetworkBuilder, from: Tensor, block: Block, name: string): Tensor {
  const { channels, kernel, filters, expansion, stride, drop } = block;
  const expanded = expansion * channels;
  let x = from;
  if (expansion > 1) {
    const params = { filters: expanded, kernelSize: square(1), padding: 'same', useBias: false } as const;
    x = normalised(net, net.conv2d(x, params, `${name}_expand_conv`), `${name}_expand_bn`, `${name}_expand_activation`);
  }
  if (stride === 2) x = net.zeroPadding2d(x, beforeStride(kernel), `${name}_dwconv_pad`);
  const padding = stride === 1 ? 'same' : 'valid';
  const depthwise = { kernelSize: square(kernel), strides: square(stride), padding, useBias: false } as const;
  x = normalised(net, net.depthwiseConv2d(x, depthwise, `${name}_dwconv`), `${name}_bn`, `${name}_activation`);
  x = squeezeAndExcite(net, x, expanded, channels / 4, name);
  const projection = { filters, kernelSize: square(1), padding: 'same', useBias: false } as const;
  x = net.batchNormalization(net.conv2d(x, projection, `${name}_project_conv`), {}, `${name}_project_bn`);
  return drop === null ? x : net.add([net.dropout(x, { rate: drop }, `${name}_drop`), from], {}, `${name}_add`);
}

/** How much of each map to let through, learned from the means of all. */
function squeezeAndExcite(net: NetworkBuilder, from: Tensor, channels: number, squeezed: number, name: string): Tensor {
  let x = net.globalAveragePooling2d(from, {}, `${name}_se_squeeze`);
  x = net.reshape(x, { targetShape: [1, 1, channels] }, `${name}_se_reshape`);
  const reduce = { filters: squeezed, kernelSize: square(1), padding: 'same', activation: 'silu' } as const;
  x = net.conv2d(x, reduce, `${name}_se_reduce`);
  const expand = { filters: channels, kernelSize: square(1), padding: 'same', activation: 'sigmoid' } as const;
  x = net.conv2d(x, expand, `${name}_se_expand`);
  return net.multiply([from, x], {}, `${name}_se_excite`);
}

const normalised = (net: NetworkBuilder, x: Tensor, normalisation: string, activation: string): Tensor =>
  net.activation(net.batchNormalization(x, {}, normalisation), { activation: 'silu' }, activation);

/** Zeros around an even image before a stride of 2, as Keras pads: half the window, one less above and on the left. */
function beforeStride(kernel: number): { padding: [[number, number], [number, number]] } {
  const half = Math.floor(kernel / 2);
  return {
    padding: [
      [half - 1, half],
      [half - 1, half],
    ],
  };
}
