import { z } from 'zod';
import { defineElementwise } from '../elementwise.ts';
import { rateField } from './noise.ts';

/** A dropout for SELU: what it drops goes to SELU's least value, and mean and variance stay as they were. */
export const alphaDropout = defineElementwise({
  kind: 'alphaDropout',
  doc: {
    title: 'AlphaDropout',
    family: 'core',
    summary: 'A dropout for networks of SELU: mean 0 and variance 1 are kept.',
    reference: 'Klambauer et al., 2017; https://keras.io/api/layers/regularization_layers/alpha_dropout/',
  },
  params: z.object({ rate: rateField('Share of the values that is dropped at each step, 0 to just under 1.') }),
  headline: ({ rate }) => String(rate),
  keras: ({ rate }) => ({
    className: 'AlphaDropout',
    config: { trainable: true, dtype: 'float32', rate, noise_shape: null, seed: null },
  }),
});
