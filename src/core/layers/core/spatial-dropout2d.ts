import { z } from 'zod';
import { defineLayer, noWeights } from '../define.ts';
import { freeOfCost, unchangedShape } from '../parts.ts';
import { rateField } from './noise.ts';

const title = 'SpatialDrop2D';

/** Drops whole channels of an image while training: their neighbouring values would tell what a dropped one was. */
export const spatialDropout2d = defineLayer({
  kind: 'spatialDropout2d',
  doc: {
    title,
    family: 'core',
    summary: 'While training, sets a random share of whole channels of an image to 0.',
    reference: 'Tompson et al., 2015; https://keras.io/api/layers/regularization_layers/spatial_dropout2d/',
  },
  params: z.object({ rate: rateField('Share of the channels that is dropped at each step, 0 to just under 1.') }),
  arity: { min: 1, max: 1, ranks: [3] },
  outputShape: (_params, inputs) => unchangedShape(title, inputs),
  weights: noWeights,
  cost: freeOfCost,
  headline: ({ rate }) => String(rate),
  // Keras 3 refuses `trainable` here, which its other layers take.
  keras: ({ rate }) => ({
    className: 'SpatialDropout2D',
    config: { dtype: 'float32', rate, seed: null, data_format: 'channels_last' },
  }),
});
