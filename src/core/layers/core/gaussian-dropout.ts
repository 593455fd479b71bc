import { z } from 'zod';
import { defineElementwise } from '../elementwise.ts';
import { rateField } from './noise.ts';

/** Multiplies by noise of mean 1 and variance `rate/(1 − rate)` while training. */
export const gaussianDropout = defineElementwise({
  kind: 'gaussianDropout',
  doc: {
    title: 'GaussDropout',
    family: 'core',
    summary: 'While training, multiplies each value by random noise around 1: a dropout that drops nothing entirely.',
    reference: 'Srivastava et al., JMLR 2014; https://keras.io/api/layers/regularization_layers/gaussian_dropout/',
  },
  params: z.object({ rate: rateField('As strong as a dropout of this rate, 0 to just under 1.') }),
  headline: ({ rate }) => String(rate),
  keras: ({ rate }) => ({
    className: 'GaussianDropout',
    config: { trainable: true, dtype: 'float32', rate, seed: null },
  }),
});
