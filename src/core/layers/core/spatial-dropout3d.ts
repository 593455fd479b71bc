import { defineLayer } from '../define.ts';
import { spatialDropoutBody } from './spatial-dropout.ts';

const title = 'SpatialDrop3D';

/** Drops whole channels of a volume while training: their neighbouring values would tell what a dropped one was. */
export const spatialDropout3d = defineLayer({
  kind: 'spatialDropout3d',
  doc: {
    title,
    family: 'core',
    summary: 'While training, sets a random share of whole channels of a volume to 0.',
    reference: 'Tompson et al., 2015; https://keras.io/api/layers/regularization_layers/spatial_dropout3d/',
  },
  ...spatialDropoutBody(title, 4),
});
