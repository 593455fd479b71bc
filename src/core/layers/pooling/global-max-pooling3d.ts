import { defineLayer } from '../define.ts';
import { globalPoolingBody } from './global-pooling.ts';

const title = 'GlobalMax3D';

/** Largest value of each channel over the whole volume: `[D, H, W, C]` becomes `[C]`. */
export const globalMaxPooling3d = defineLayer({
  kind: 'globalMaxPooling3d',
  doc: {
    title,
    family: 'pooling',
    summary: 'Keeps the largest value of each channel over the whole volume.',
    reference: 'https://keras.io/api/layers/pooling_layers/global_max_pooling3d/',
  },
  ...globalPoolingBody(title, 'GlobalMaxPooling3D', 3),
});
