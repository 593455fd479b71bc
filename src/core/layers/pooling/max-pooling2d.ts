import { z } from 'zod';
import { defineLayer } from '../define.ts';
import { imagePool, poolingBody } from './pooling.ts';

const title = 'MaxPool';

/** Largest value of each window, channel by channel. */
export const maxPooling2d = defineLayer({
  kind: 'maxPooling2d',
  doc: {
    title,
    family: 'pooling',
    summary: 'Keeps the largest value of each window, so that the image shrinks.',
    reference: 'https://keras.io/api/layers/pooling_layers/max_pooling2d/',
  },
  params: z.object(imagePool()),
  ...poolingBody(title, 'MaxPooling2D', 2),
});
