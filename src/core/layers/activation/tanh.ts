import { z } from 'zod';
import { defineElementwise } from '../elementwise.ts';

/** Hyperbolic tangent: any value becomes one between −1 and 1. */
export const tanh = defineElementwise({
  kind: 'tanh',
  doc: {
    title: 'Tanh',
    family: 'activation',
    summary: 'Brings each value between −1 and 1.',
    reference: 'https://keras.io/api/layers/activations/#tanh-function',
  },
  params: z.object({}),
  headline: () => '',
  keras: () => ({ className: 'Activation', config: { trainable: true, dtype: 'float32', activation: 'tanh' } }),
});
