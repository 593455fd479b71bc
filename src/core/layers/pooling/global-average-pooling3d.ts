import { defineLayer } from '../define.ts';
import { globalPoolingBody } from './global-pooling.ts';

const title = 'GlobalAvg3D';

/** Mean of each channel over the whole volume: `[D, H, W, C]` becomes `[C]`. */
export const globalAveragePooling3d = defineLayer({
  kind: 'globalAveragePooling3d',
  doc: {
    title,
    family: 'pooling',
    summary: 'Keeps the mean of each channel over the whole volume.',
    reference: 'https://keras.io/api/layers/pooling_layers/global_average_pooling3d/',
  },
  ...globalPoolingBody(title, 'GlobalAveragePooling3D', 3),
});
