import {
  input,
  type LayersModel,
  layers,
  model as modelOf,
  type SymbolicTensor,
  sequential,
} from '@tensorflow/tfjs-layers';
import type { NetworkName } from './networks.ts';

const conv = (filters: number, kernelSize: number, more: object = {}) =>
  layers.conv2d({ filters, kernelSize, activation: 'relu', padding: 'same', ...more });
const pool = () => layers.maxPooling2d({ poolSize: 2 });
const dense = (units: number) => layers.dense({ units, activation: 'relu' });
const classes = () => layers.dense({ units: 10, activation: 'softmax' });

type Layer = ReturnType<typeof layers.conv2d>;

function through(x: SymbolicTensor, ...steps: readonly Pick<Layer, 'apply'>[]): SymbolicTensor {
  let y = x;
  for (const step of steps) {
    const next = step.apply(y);
    if (!('sourceLayer' in next)) throw new Error('a layer of one output');
    y = next;
  }
  return y;
}

const normalized = () => [layers.batchNormalization(), layers.reLU()];
const bare = (filters: number, kernelSize: number) =>
  layers.conv2d({ filters, kernelSize, padding: 'same', useBias: false });
const ending = () => [layers.globalAveragePooling2d({}), classes()];

const separable = (filters: number, strides: number) => [
  layers.depthwiseConv2d({ kernelSize: 3, strides, padding: 'same', useBias: false }),
  ...normalized(),
  bare(filters, 1),
  ...normalized(),
];

function residual(x: SymbolicTensor, filters: number): SymbolicTensor {
  const y = through(x, bare(filters, 3), ...normalized(), bare(filters, 3), layers.batchNormalization());
  const sum = layers.add().apply([y, x]);
  if (!('sourceLayer' in sum)) throw new Error('a layer of one output');
  return through(sum, layers.reLU());
}

const models: Readonly<Record<NetworkName, () => LayersModel>> = {
  'LeNet-5': () => {
    const features = [conv(6, 5, { inputShape: [28, 28, 1] }), pool(), conv(16, 5, { padding: 'valid' }), pool()];
    return sequential({ layers: [...features, layers.flatten(), dense(120), dense(84), classes()] });
  },
  'small VGG': () => {
    const first = [conv(32, 3, { inputShape: [32, 32, 3] }), conv(32, 3), pool()];
    const second = [conv(64, 3), conv(64, 3), pool()];
    return sequential({ layers: [...first, ...second, layers.flatten(), dense(128), classes()] });
  },
  'small MobileNet': () => {
    const inputs = input({ shape: [32, 32, 3] });
    const blocks = [separable(32, 1), separable(64, 2), separable(64, 1), separable(128, 2)].flat();
    return modelOf({ inputs, outputs: through(inputs, bare(16, 3), ...normalized(), ...blocks, ...ending()) });
  },
  'small ResNet': () => {
    const inputs = input({ shape: [32, 32, 3] });
    const first = residual(through(inputs, bare(16, 3), ...normalized()), 16);
    const second = residual(through(first, pool(), bare(32, 1), layers.batchNormalization()), 32);
    return modelOf({ inputs, outputs: through(second, ...ending()) });
  },
};

/** The same networks in tfjs-layers, compiled as its users do. */
export function plainModel(network: NetworkName): LayersModel {
  const model = models[network]();
  model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  return model;
}
