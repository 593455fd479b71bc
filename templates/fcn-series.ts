import { type NetworkBuilder, network, type Tensor } from '../src/core/build/network.ts';
import type { Template } from './template.ts';

export const fcnSeries: Template = {
  id: 'fcn-series',
  title: 'FCN for series',
  year: 2016,
  family: 'sequence',
  task: 'sequenceClassification',
  trains: false,
  authors: 'Wang, Yan, Oates',
  paper: 'Time Series Classification from Scratch with Deep Neural Networks: A Strong Baseline, arXiv:1611.06455',
  variant: 'Three convolutions over time as published; 500 steps of one sensor and 2 classes, as in the FordA set.',
  build() {
    const net = network('FCN for series');
    let x = net.input([500, 1]);
    x = net.group('Block 1', () => block(net, x, 128, 8));
    x = net.group('Block 2', () => block(net, x, 256, 5));
    x = net.group('Block 3', () => block(net, x, 128, 3));
    x = net.globalAveragePooling1d(x);
    net.dense(x, { units: 2, activation: 'softmax' }, 'output');
    return net.document({ batchSize: 16, epochs: 2000 });
  },
};

/** Convolution, batch normalisation, ReLU; no pooling, so that every step keeps its place. */
function block(net: NetworkBuilder, from: Tensor, filters: number, kernelSize: number): Tensor {
  const x = net.conv1d(from, { filters, kernelSize, padding: 'same' });
  return net.activation(net.batchNormalization(x), { activation: 'relu' });
}
