import { z } from 'zod';
import { defineLayer } from '../define.ts';
import { poolingBody, seriesPool } from './pooling.ts';

const title = 'AvgPool1D';

/** Mean of each window, channel by channel; with padding same, zeros outside are not counted. */
export const averagePooling1d = defineLayer({
  kind: 'averagePooling1d',
  doc: {
    title,
    family: 'pooling',
    summary: 'Keeps the mean of each window, so that the series shortens.',
    reference: 'https://keras.io/api/layers/pooling_layers/average_pooling1d/',
  },
  params: z.object(seriesPool()),
  ...poolingBody(title, 'AveragePooling1D', 1),
});
