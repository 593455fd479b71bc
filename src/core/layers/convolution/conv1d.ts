import { z } from 'zod';
import { defineLayer } from '../define.ts';
import { biasFields, endingFields, kernelFields } from '../ending.ts';
import { filtersField } from '../fields.ts';
import { convolutionBody, groupsField } from './convolution.ts';
import { causalWindow, seriesDilation } from './fields.ts';

const title = 'Conv1D';

/** Convolution of a series `[T, C_in]` into `[T′, C_out]`; causal: no step sees a later one. */
export const conv1d = defineLayer({
  kind: 'conv1d',
  doc: {
    title,
    family: 'convolution',
    summary: 'Slides filters along a series, such as a signal or a text; each filter makes one feature.',
    reference: 'https://keras.io/api/layers/convolution_layers/convolution1d/',
  },
  params: z.object({
    filters: filtersField(),
    ...causalWindow(),
    dilationRate: seriesDilation(),
    groups: groupsField(),
    ...endingFields(),
    ...kernelFields(),
    ...biasFields(),
  }),
  ...convolutionBody(title, 'Conv1D', 1),
});
