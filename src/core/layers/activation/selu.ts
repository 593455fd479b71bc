import { defineActivation } from './named.ts';

export const selu = defineActivation({
  kind: 'selu',
  activation: 'selu',
  title: 'SELU',
  summary: 'A scaled ELU that keeps mean 0 and variance 1 through many layers, with LeCun initialisers.',
  reference: 'Klambauer et al., 2017; https://keras.io/api/layers/activations/#selu-function',
});
