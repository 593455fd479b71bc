import { z } from 'zod';
import { defineLayer } from '../define.ts';
import { extentField } from '../fields.ts';
import { upSamplingBody } from './up-sampling.ts';

const title = 'UpSample1D';

/** Each step of a series several times: `[T, C]` becomes `[T·s, C]`. */
export const upSampling1d = defineLayer({
  kind: 'upSampling1d',
  doc: {
    title,
    family: 'reshape',
    summary: 'Lengthens the series by repeating its steps.',
    reference: 'https://keras.io/api/layers/reshaping_layers/up_sampling1d/',
  },
  params: z.object({
    size: extentField({ label: 'Factor', help: 'How many times longer the series becomes.', symbol: 's' }, 2),
  }),
  ...upSamplingBody(title, 1),
  keras: ({ size }) => ({ className: 'UpSampling1D', config: { trainable: true, dtype: 'float32', size } }),
});
