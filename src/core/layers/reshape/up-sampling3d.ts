import { z } from 'zod';
import { defineLayer } from '../define.ts';
import { tripleField } from '../fields.ts';
import { upSamplingBody } from './up-sampling.ts';

const title = 'UpSample3D';

/** The volume enlarged by whole factors: `[D, H, W, C]` becomes `[D·s_d, H·s_h, W·s_w, C]`. */
export const upSampling3d = defineLayer({
  kind: 'upSampling3d',
  doc: {
    title,
    family: 'reshape',
    summary: 'Enlarges the volume by repeating its values.',
    reference: 'https://keras.io/api/layers/reshaping_layers/up_sampling3d/',
  },
  params: z.object({
    size: tripleField(
      { label: 'Factor', help: 'How many times deeper, higher and wider the volume becomes.', symbol: 's' },
      [2, 2, 2],
    ),
  }),
  ...upSamplingBody(title, 3),
  keras: ({ size }) => ({
    className: 'UpSampling3D',
    config: { trainable: true, dtype: 'float32', size, data_format: 'channels_last' },
  }),
});
