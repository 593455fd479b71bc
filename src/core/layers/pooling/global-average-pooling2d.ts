import { defineLayer } from '../define.ts';
import { globalPoolingBody } from './global-pooling.ts';

const title = 'GlobalAvg';

/** Mean of each channel over the whole image: `[H, W, C]` becomes `[C]`. */
export const globalAveragePooling2d = defineLayer({
  kind: 'globalAveragePooling2d',
  doc: {
    title,
    family: 'pooling',
    summary: 'Keeps the mean of each channel over the whole image: far fewer weights after it than after Flatten.',
    reference:
      'Lin et al., Network in Network, 2014; https://keras.io/api/layers/pooling_layers/global_average_pooling2d/',
  },
  ...globalPoolingBody(title, 'GlobalAveragePooling2D', 2),
});
