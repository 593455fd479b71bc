import { z } from 'zod';
import { defineLayer } from '../define.ts';
import { poolingBody, seriesPool } from './pooling.ts';

const title = 'MaxPool1D';

/** Largest value of each window, channel by channel. */
export const maxPooling1d = defineLayer({
  kind: 'maxPooling1d',
  doc: {
    title,
    family: 'pooling',
    summary: 'Keeps the largest value of each window, so that the series shortens.',
    reference: 'https://keras.io/api/layers/pooling_layers/max_pooling1d/',
  },
  params: z.object(seriesPool()),
  ...poolingBody(title, 'MaxPooling1D', 1),
});
