import { layers, type Sequential, sequential } from '@tensorflow/tfjs-layers';
import type { NetworkName } from './networks.ts';

const conv = (filters: number, kernelSize: number, more: object = {}) =>
  layers.conv2d({ filters, kernelSize, activation: 'relu', padding: 'same', ...more });
const pool = () => layers.maxPooling2d({ poolSize: 2 });
const dense = (units: number) => layers.dense({ units, activation: 'relu' });
const classes = () => layers.dense({ units: 10, activation: 'softmax' });

const models: Readonly<Record<NetworkName, () => Sequential>> = {
  'LeNet-5': () => {
    const features = [conv(6, 5, { inputShape: [28, 28, 1] }), pool(), conv(16, 5, { padding: 'valid' }), pool()];
    return sequential({ layers: [...features, layers.flatten(), dense(120), dense(84), classes()] });
  },
  'small VGG': () => {
    const first = [conv(32, 3, { inputShape: [32, 32, 3] }), conv(32, 3), pool()];
    const second = [conv(64, 3), conv(64, 3), pool()];
    return sequential({ layers: [...first, ...second, layers.flatten(), dense(128), classes()] });
  },
};

/** The same networks in tfjs-layers, compiled as its users do. */
export function plainModel(network: NetworkName): Sequential {
  const model = models[network]();
  model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  return model;
}
