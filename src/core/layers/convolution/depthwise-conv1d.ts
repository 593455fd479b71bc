import { z } from 'zod';
import { defineLayer } from '../define.ts';
import { biasFields, endingFields } from '../ending.ts';
import { depthMultiplierField } from '../fields.ts';
import { depthwiseFields } from './convolution.ts';
import { depthwiseBody } from './depthwise.ts';
import { seriesDilation, seriesWindow } from './fields.ts';

const title = 'Depthwise1D';

/** Each channel with its own filters: `[T, C_in]` becomes `[T′, C_in·m]`. */
export const depthwiseConv1d = defineLayer({
  kind: 'depthwiseConv1d',
  doc: {
    title,
    family: 'convolution',
    summary: 'Filters each channel of a series by itself; channels do not mix.',
    reference: 'https://keras.io/api/layers/convolution_layers/depthwise_convolution1d/',
  },
  params: z.object({
    ...seriesWindow(),
    depthMultiplier: depthMultiplierField(),
    dilationRate: seriesDilation(),
    ...endingFields(),
    ...depthwiseFields(),
    ...biasFields(),
  }),
  ...depthwiseBody(title, 'DepthwiseConv1D', 1),
});
