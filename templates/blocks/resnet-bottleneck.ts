import { type NetworkBuilder, network, type Tensor } from '../../src/core/build/network.ts';
import type { StrideDocument } from '../../src/core/document/schema.ts';
import { resNetStages, resNetTraining } from './resnet.ts';
import { around, square } from './sizes.ts';

export const bottleneckVariant =
  'As in Keras: stride on the first 1×1 convolution of a stage, as the paper has it; every convolution has a bias.';

const epsilon = 1.001e-5;

/** A ResNet of bottlenecks, by the number of blocks in each of its four stages. */
export function bottleneckResNet(title: string, blocks: readonly number[]): StrideDocument {
  const net = network(title);
  let x = net.group('Stem', () => stem(net));
  for (const [i, { stage, filters, stride }] of resNetStages.entries()) {
    x = net.group(`Stage ${stage}`, () => {
      let y = x;
      for (let b = 1; b <= (blocks[i] ?? 0); b++)
        y = net.group(`Block ${b}`, () =>
          bottleneck(net, y, filters, b === 1 ? stride : null, `conv${stage}_block${b}`),
        );
      return y;
    });
  }
  x = net.globalAveragePooling2d(x, {}, 'avg_pool');
  net.dense(x, { units: 1000, activation: 'softmax' }, 'predictions');
  return net.document(resNetTraining);
}

function stem(net: NetworkBuilder): Tensor {
  let x = net.input([224, 224, 3]);
  x = net.zeroPadding2d(x, around(3), 'conv1_pad');
  x = net.conv2d(x, { filters: 64, kernelSize: square(7), strides: square(2) }, 'conv1_conv');
  x = net.batchNormalization(x, { epsilon }, 'conv1_bn');
  x = net.activation(x, { activation: 'relu' }, 'conv1_relu');
  x = net.zeroPadding2d(x, around(1), 'pool1_pad');
  return net.maxPooling2d(x, { poolSize: square(3), strides: square(2) }, 'pool1_pool');
}

/** 1×1 down, 3×3, 1×1 up to four times the filters; `projection` is the stride of the shortcut's 1×1, or `null` for none. */
function bottleneck(
  net: NetworkBuilder,
  from: Tensor,
  filters: number,
  projection: number | null,
  name: string,
): Tensor {
  const strides = square(projection ?? 1);
  let shortcut = from;
  if (projection !== null) {
    shortcut = net.conv2d(from, { filters: 4 * filters, kernelSize: square(1), strides }, `${name}_0_conv`);
    shortcut = net.batchNormalization(shortcut, { epsilon }, `${name}_0_bn`);
  }
  let x = net.conv2d(from, { filters, kernelSize: square(1), strides }, `${name}_1_conv`);
  x = net.batchNormalization(x, { epsilon }, `${name}_1_bn`);
  x = net.activation(x, { activation: 'relu' }, `${name}_1_relu`);
  x = net.conv2d(x, { filters, kernelSize: square(3), padding: 'same' }, `${name}_2_conv`);
  x = net.batchNormalization(x, { epsilon }, `${name}_2_bn`);
  x = net.activation(x, { activation: 'relu' }, `${name}_2_relu`);
  x = net.conv2d(x, { filters: 4 * filters, kernelSize: square(1) }, `${name}_3_conv`);
  x = net.batchNormalization(x, { epsilon }, `${name}_3_bn`);
  x = net.add([shortcut, x], {}, `${name}_add`);
  return net.activation(x, { activation: 'relu' }, `${name}_out`);
}
