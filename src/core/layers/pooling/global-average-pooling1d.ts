import { defineLayer } from '../define.ts';
import { globalPoolingBody } from './global-pooling.ts';

const title = 'GlobalAvg1D';

/** Mean of each channel over the whole series: `[T, C]` becomes `[C]`. */
export const globalAveragePooling1d = defineLayer({
  kind: 'globalAveragePooling1d',
  doc: {
    title,
    family: 'pooling',
    summary: 'Keeps the mean of each channel over the whole series.',
    reference: 'https://keras.io/api/layers/pooling_layers/global_average_pooling1d/',
  },
  ...globalPoolingBody(title, 'GlobalAveragePooling1D', 1),
});
