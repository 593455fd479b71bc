import { z } from 'zod';
import { defineLayer } from '../define.ts';
import { poolingBody, volumePool } from './pooling.ts';

const title = 'AvgPool3D';

/** Mean of each window, channel by channel; with padding same, zeros outside are not counted. */
export const averagePooling3d = defineLayer({
  kind: 'averagePooling3d',
  doc: {
    title,
    family: 'pooling',
    summary: 'Keeps the mean of each window, so that the volume shrinks.',
    reference: 'https://keras.io/api/layers/pooling_layers/average_pooling3d/',
  },
  params: z.object(volumePool()),
  ...poolingBody(title, 'AveragePooling3D', 3),
});
