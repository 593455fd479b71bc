import { z } from 'zod';
import { defineLayer } from '../define.ts';
import { biasFields, endingFields, kernelFields } from '../ending.ts';
import { filtersField } from '../fields.ts';
import { seriesDilation, seriesOutputPadding, seriesWindow } from './fields.ts';
import { transposedBody } from './transposed.ts';

const title = 'Conv1DTransp';

/** Transposed convolution of a series `[T, C_in]` into `[T′, C_out]`. */
export const conv1dTranspose = defineLayer({
  kind: 'conv1dTranspose',
  doc: {
    title,
    family: 'convolution',
    summary: 'Lengthens a series by trained filters: each input stamps them onto the output, one stride apart.',
    reference: 'https://keras.io/api/layers/convolution_layers/convolution1d_transpose/',
  },
  params: z.object({
    filters: filtersField(),
    ...seriesWindow(),
    outputPadding: seriesOutputPadding(),
    dilationRate: seriesDilation(),
    ...endingFields(),
    ...kernelFields(),
    ...biasFields(),
  }),
  ...transposedBody(title, 'Conv1DTranspose', 1),
});
