import { defineLayer } from '../define.ts';
import { spatialDropoutBody } from './spatial-dropout.ts';

const title = 'SpatialDrop1D';

/** Drops whole channels of a series while training: their neighbouring values would tell what a dropped one was. */
export const spatialDropout1d = defineLayer({
  kind: 'spatialDropout1d',
  doc: {
    title,
    family: 'core',
    summary: 'While training, sets a random share of whole channels of a series to 0.',
    reference: 'Tompson et al., 2015; https://keras.io/api/layers/regularization_layers/spatial_dropout1d/',
  },
  ...spatialDropoutBody(title, 2),
});
