import { defineActivation } from './named.ts';

export const silu = defineActivation({
  kind: 'silu',
  activation: 'silu',
  title: 'SiLU',
  summary: 'A value times its own sigmoid, also called Swish: as in EfficientNet.',
  reference: 'Ramachandran et al., 2017; https://keras.io/api/layers/activations/#silu-function',
});
