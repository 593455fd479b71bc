import { defineActivation } from './named.ts';

export const hardSigmoid = defineActivation({
  kind: 'hardSigmoid',
  activation: 'hardSigmoid',
  title: 'HardSigmoid',
  summary: 'A sigmoid of three straight lines, quicker to compute: x/6 + 1/2, cut at 0 and 1.',
  reference: 'https://keras.io/api/layers/activations/#hardsigmoid-function',
});
