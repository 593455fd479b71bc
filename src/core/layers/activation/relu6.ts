import { defineActivation } from './named.ts';

export const relu6 = defineActivation({
  kind: 'relu6',
  activation: 'relu6',
  title: 'ReLU6',
  summary: 'ReLU that goes no higher than 6, as in MobileNet.',
  reference: 'https://keras.io/api/layers/activations/#relu6-function',
});
