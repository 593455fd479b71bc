import { z } from 'zod';
import { defineElementwise } from '../elementwise.ts';
import { numberField } from '../fields.ts';

/** Drops values while training; afterwards it changes nothing. A rate of 1 is refused: tfjs would ignore it. */
export const dropout = defineElementwise({
  kind: 'dropout',
  doc: {
    title: 'Dropout',
    family: 'core',
    summary: 'While training, sets a random share of the values to 0, so that the network does not learn by heart.',
    reference: 'Srivastava et al., JMLR 2014; https://keras.io/api/layers/regularization_layers/dropout/',
  },
  params: z.object({
    rate: numberField(
      {
        label: 'Rate',
        help: 'Share of the values that is dropped at each step, 0 to just under 1.',
        min: 0,
        max: 1,
        open: 'max',
      },
      0.5,
    ),
  }),
  headline: ({ rate }) => String(rate),
  keras: ({ rate }) => ({
    className: 'Dropout',
    config: { trainable: true, dtype: 'float32', rate, noise_shape: null, seed: null },
  }),
});
