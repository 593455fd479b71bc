import { defineActivation } from './named.ts';

export const gelu = defineActivation({
  kind: 'gelu',
  activation: 'gelu',
  title: 'GELU',
  summary: 'Lets a value through in proportion to how likely it is to be the larger one: the choice of transformers.',
  reference: 'Hendrycks and Gimpel, 2016; https://keras.io/api/layers/activations/#gelu-function',
});
