import { z } from 'zod';
import { defineLayer } from '../define.ts';
import { imagePool, poolingBody } from './pooling.ts';

const title = 'AvgPool';

/** Mean of each window, channel by channel; with padding same, zeros outside are not counted. */
export const averagePooling2d = defineLayer({
  kind: 'averagePooling2d',
  doc: {
    title,
    family: 'pooling',
    summary: 'Keeps the mean of each window, so that the image shrinks.',
    reference: 'https://keras.io/api/layers/pooling_layers/average_pooling2d/',
  },
  params: z.object(imagePool()),
  ...poolingBody(title, 'AveragePooling2D', 2),
});
