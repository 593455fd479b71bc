import { z } from 'zod';
import { defineLayer } from '../define.ts';
import { biasFields, endingFields, kernelFields } from '../ending.ts';
import { filtersField } from '../fields.ts';
import { imageDilation, imageWindow, outputPadding } from './fields.ts';
import { transposedBody } from './transposed.ts';

const title = 'Conv2DTransp';

/** Transposed convolution of an image `[H, W, C_in]` into `[H′, W′, C_out]`. */
export const conv2dTranspose = defineLayer({
  kind: 'conv2dTranspose',
  doc: {
    title,
    family: 'convolution',
    summary: 'Enlarges an image by trained filters: each input stamps them onto the output, one stride apart.',
    reference: 'https://keras.io/api/layers/convolution_layers/convolution2d_transpose/',
  },
  params: z.object({
    filters: filtersField(),
    ...imageWindow(),
    outputPadding: outputPadding(2),
    dilationRate: imageDilation(),
    ...endingFields(),
    ...kernelFields(),
    ...biasFields(),
  }),
  ...transposedBody(title, 'Conv2DTranspose', 2),
});
