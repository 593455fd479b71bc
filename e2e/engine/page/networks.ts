import type { CompiledNetwork } from '../../../src/core/compile/topology.ts';
import { lenet, networkOf } from '../../../src/engine/testing/networks.ts';
import { smallNetwork } from '../../../src/engine/testing/runs.ts';

/** A little of everything whose kernels or gradients some backend lacks or has wrong in stock tfjs; 12×12×2, 4 classes. */
const everything = (): CompiledNetwork =>
  networkOf(
    [12, 12, 2],
    [
      { class: 'Conv2D', config: { filters: 6, kernel_size: [3, 3], padding: 'same' } },
      { class: 'BatchNormalization', config: { scale: false } },
      { class: 'ReLU' },
      { class: 'DepthwiseConv2D', config: { kernel_size: [3, 3], padding: 'same', depth_multiplier: 2 } },
      { class: 'BatchNormalization', config: { center: false } },
      { class: 'SeparableConv2D', config: { filters: 8, kernel_size: [3, 3], padding: 'same', activation: 'elu' } },
      { class: 'MaxPooling2D', name: 'pooled', config: { pool_size: [2, 2] } },
      {
        class: 'Conv2D',
        name: 'dilated',
        config: { filters: 8, kernel_size: [3, 3], dilation_rate: [2, 2], padding: 'same' },
      },
      { class: 'Add', name: 'sum', from: ['pooled', 'dilated'] },
      { class: 'UpSampling2D', config: { size: [2, 2] } },
      { class: 'AveragePooling2D', name: 'average', config: { pool_size: [3, 3], strides: [2, 2], padding: 'same' } },
      { class: 'UpSampling2D', name: 'smooth', from: ['sum'], config: { size: [2, 2], interpolation: 'bilinear' } },
      { class: 'MaxPooling2D', name: 'peaks', config: { pool_size: [3, 3], strides: [2, 2], padding: 'same' } },
      { class: 'Concatenate', from: ['average', 'peaks', 'pooled'] },
      { class: 'Dropout', config: { rate: 0.25 } },
      { class: 'ZeroPadding2D', config: { padding: [1, 1] } },
      {
        class: 'Conv2D',
        name: 'strided',
        config: { filters: 8, kernel_size: [3, 3], strides: [2, 2], activation: 'tanh' },
      },
      { class: 'LeakyReLU' },
      { class: 'GlobalMaxPooling2D', name: 'largest', from: ['strided'] },
      { class: 'GlobalAveragePooling2D', name: 'mean', from: ['leakyrelu_18'] },
      { class: 'Concatenate', from: ['largest', 'mean'] },
      { class: 'Dense', config: { units: 4, activation: 'softmax' } },
    ],
  );

/** Each with the number of its classes. */
export const networks = {
  everything: { compile: everything, classes: 4 },
  small: { compile: () => smallNetwork(4), classes: 4 },
  lenet: { compile: lenet, classes: 10 },
} as const;
