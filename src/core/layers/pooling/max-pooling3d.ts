import { z } from 'zod';
import { defineLayer } from '../define.ts';
import { poolingBody, volumePool } from './pooling.ts';

const title = 'MaxPool3D';

/** Largest value of each window, channel by channel. */
export const maxPooling3d = defineLayer({
  kind: 'maxPooling3d',
  doc: {
    title,
    family: 'pooling',
    summary: 'Keeps the largest value of each window, so that the volume shrinks.',
    reference: 'https://keras.io/api/layers/pooling_layers/max_pooling3d/',
  },
  params: z.object(volumePool()),
  ...poolingBody(title, 'MaxPooling3D', 3),
});
