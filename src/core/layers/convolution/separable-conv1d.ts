import { z } from 'zod';
import { defineLayer } from '../define.ts';
import { biasFields, endingFields } from '../ending.ts';
import { depthMultiplierField, filtersField } from '../fields.ts';
import { depthwiseFields, pointwiseFields } from './convolution.ts';
import { separableBody } from './depthwise.ts';
import { seriesDilation, seriesWindow } from './fields.ts';

const title = 'Separable1D';

/** A depthwise convolution, then one of size 1 that mixes the channels: `[T, C_in]` becomes `[T′, C_out]`. */
export const separableConv1d = defineLayer({
  kind: 'separableConv1d',
  doc: {
    title,
    family: 'convolution',
    summary: 'Filters each channel of a series by itself, then mixes channels: a cheaper Conv1D.',
    reference: 'Chollet, Xception, 2017; https://keras.io/api/layers/convolution_layers/separable_convolution1d/',
  },
  params: z.object({
    filters: filtersField(),
    ...seriesWindow(),
    dilationRate: seriesDilation(),
    depthMultiplier: depthMultiplierField(),
    ...endingFields(),
    ...depthwiseFields(),
    ...pointwiseFields(),
    ...biasFields(),
  }),
  ...separableBody(title, 'SeparableConv1D', 1),
});
