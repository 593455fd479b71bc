import type { CompiledNetwork } from '../src/core/compile/topology.ts';
import { type LayerSpec, lenet, networkOf } from '../src/engine/testing/networks.ts';

const conv = (filters: number) => ({
  class: 'Conv2D',
  config: { filters, kernel_size: [3, 3], padding: 'same', activation: 'relu' },
});
const pool = { class: 'MaxPooling2D', config: { pool_size: [2, 2], strides: [2, 2] } };

/** Two blocks of two convolutions each, as in VGG. */
const smallVgg = (): CompiledNetwork =>
  networkOf(
    [32, 32, 3],
    [
      ...[conv(32), conv(32), pool, conv(64), conv(64), pool],
      { class: 'Flatten' },
      { class: 'Dense', config: { units: 128, activation: 'relu' } },
      { class: 'Dense', config: { units: 10, activation: 'softmax' } },
    ],
  );

const normalized: readonly LayerSpec[] = [{ class: 'BatchNormalization' }, { class: 'ReLU' }];
const bare = (filters: number, size: number) => ({
  class: 'Conv2D',
  config: { filters, kernel_size: [size, size], padding: 'same', use_bias: false },
});
const ending: readonly LayerSpec[] = [
  { class: 'GlobalAveragePooling2D' },
  { class: 'Dense', config: { units: 10, activation: 'softmax' } },
];

/** A depthwise convolution and one of 1×1, as MobileNet stacks them. */
const separable = (filters: number, stride: number): readonly LayerSpec[] => [
  {
    class: 'DepthwiseConv2D',
    config: { kernel_size: [3, 3], strides: [stride, stride], padding: 'same', use_bias: false },
  },
  ...normalized,
  bare(filters, 1),
  ...normalized,
];

const smallMobileNet = (): CompiledNetwork => {
  const blocks = [separable(32, 1), separable(64, 2), separable(64, 1), separable(128, 2)];
  return networkOf([32, 32, 3], [bare(16, 3), ...normalized, ...blocks.flat(), ...ending]);
};

/** Two convolutions past which their input is added, as in ResNet. */
const residual = (filters: number, from: string, name: string): readonly LayerSpec[] => [
  { ...bare(filters, 3), from: [from] },
  ...normalized,
  bare(filters, 3),
  { class: 'BatchNormalization', name: `${name}_last` },
  { class: 'Add', from: [`${name}_last`, from] },
  { class: 'ReLU', name },
];

const smallResNet = (): CompiledNetwork => {
  const wider: readonly LayerSpec[] = [pool, bare(32, 1), { class: 'BatchNormalization', name: 'wider' }];
  const first = [bare(16, 3), { class: 'BatchNormalization' }, { class: 'ReLU', name: 'stem' }];
  const blocks = [...residual(16, 'stem', 'one'), ...wider, ...residual(32, 'wider', 'two')];
  return networkOf([32, 32, 3], [...first, ...blocks, ...ending]);
};

export const networks = {
  'LeNet-5': lenet,
  'small VGG': smallVgg,
  'small MobileNet': smallMobileNet,
  'small ResNet': smallResNet,
} as const;

export type NetworkName = keyof typeof networks;
