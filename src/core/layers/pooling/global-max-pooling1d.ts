import { defineLayer } from '../define.ts';
import { globalPoolingBody } from './global-pooling.ts';

const title = 'GlobalMax1D';

/** Largest value of each channel over the whole series: `[T, C]` becomes `[C]`. */
export const globalMaxPooling1d = defineLayer({
  kind: 'globalMaxPooling1d',
  doc: {
    title,
    family: 'pooling',
    summary: 'Keeps the largest value of each channel over the whole series.',
    reference: 'https://keras.io/api/layers/pooling_layers/global_max_pooling1d/',
  },
  ...globalPoolingBody(title, 'GlobalMaxPooling1D', 1),
});
