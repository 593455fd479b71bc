import { defineLayer } from '../define.ts';
import { globalPoolingBody } from './global-pooling.ts';

const title = 'GlobalMax';

/** Largest value of each channel over the whole image: `[H, W, C]` becomes `[C]`. */
export const globalMaxPooling2d = defineLayer({
  kind: 'globalMaxPooling2d',
  doc: {
    title,
    family: 'pooling',
    summary: 'Keeps the largest value of each channel over the whole image.',
    reference: 'https://keras.io/api/layers/pooling_layers/global_max_pooling2d/',
  },
  ...globalPoolingBody(title, 'GlobalMaxPooling2D', 2),
});
