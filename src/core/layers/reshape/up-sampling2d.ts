import { z } from 'zod';
import { defineLayer } from '../define.ts';
import { choiceField, pairField } from '../fields.ts';
import { interpolationNames } from '../names.ts';
import { upSamplingBody } from './up-sampling.ts';

const title = 'UpSample';

/** The image enlarged by whole factors: `[H, W, C]` becomes `[H·s_h, W·s_w, C]`. */
export const upSampling2d = defineLayer({
  kind: 'upSampling2d',
  doc: {
    title,
    family: 'reshape',
    summary: 'Enlarges the image by repeating or interpolating its pixels.',
    reference: 'https://keras.io/api/layers/reshaping_layers/up_sampling2d/',
  },
  params: z.object({
    size: pairField(
      { label: 'Factor', help: 'How many times higher and wider the image becomes.', symbol: 's' },
      [2, 2],
    ),
    interpolation: choiceField(
      { label: 'Interpolation', help: 'nearest repeats pixels, bilinear blends neighbours.' },
      interpolationNames,
      'nearest',
    ),
  }),
  ...upSamplingBody(title, 2),
  keras: ({ size, interpolation }) => ({
    className: 'UpSampling2D',
    config: { trainable: true, dtype: 'float32', size, data_format: 'channels_last', interpolation },
  }),
});
