import { defineActivation } from './named.ts';

export const softplus = defineActivation({
  kind: 'softplus',
  activation: 'softplus',
  title: 'Softplus',
  summary: 'A smooth ReLU, log(1 + eˣ): never 0, always positive.',
  reference: 'https://keras.io/api/layers/activations/#softplus-function',
});
