import { z } from 'zod';
import { defineElementwise } from '../elementwise.ts';
import { numberField } from '../fields.ts';

/** Adds noise of mean 0 while training; afterwards it changes nothing. */
export const gaussianNoise = defineElementwise({
  kind: 'gaussianNoise',
  doc: {
    title: 'GaussNoise',
    family: 'core',
    summary: 'While training, adds random noise to each value, so that the network does not learn by heart.',
    reference: 'https://keras.io/api/layers/regularization_layers/gaussian_noise/',
  },
  params: z.object({
    stddev: numberField(
      { label: 'Deviation', help: 'Standard deviation of the noise, at most 1.', symbol: 'σ', min: 0, max: 1 },
      0.1,
    ),
  }),
  headline: ({ stddev }) => String(stddev).slice(0, 12),
  keras: ({ stddev }) => ({
    className: 'GaussianNoise',
    config: { trainable: true, dtype: 'float32', stddev, seed: null },
  }),
});
