import { defineActivation } from './named.ts';

export const softsign = defineActivation({
  kind: 'softsign',
  activation: 'softsign',
  title: 'Softsign',
  summary: 'Brings each value between −1 and 1, more slowly than tanh: x/(1 + |x|).',
  reference: 'https://keras.io/api/layers/activations/#softsign-function',
});
