import { defineLayer } from '../define.ts';
import { spatialDropoutBody } from './spatial-dropout.ts';

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
  ...spatialDropoutBody(title, 3),
});
