import type { CompiledNetwork } from '../src/core/compile/topology.ts';
import { lenet, networkOf } from '../src/engine/testing/networks.ts';

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

export const networks = { 'LeNet-5': lenet, 'small VGG': smallVgg } as const;

export type NetworkName = keyof typeof networks;
