import { z } from 'zod';
import { defineElementwise } from '../elementwise.ts';

/** `1/(1 + e⁻ˣ)`: any value becomes one between 0 and 1. */
export const sigmoid = defineElementwise({
  kind: 'sigmoid',
  doc: {
    title: 'Sigmoid',
    family: 'activation',
    summary: 'Brings each value between 0 and 1. As the last layer: the probability of one of two classes.',
    reference: 'https://keras.io/api/layers/activations/#sigmoid-function',
  },
  params: z.object({}),
  headline: () => '',
  keras: () => ({ className: 'Activation', config: { trainable: true, dtype: 'float32', activation: 'sigmoid' } }),
});
