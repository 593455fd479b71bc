import { z } from 'zod';
import { defineLayer } from '../define.ts';
import { biasFields, endingFields } from '../ending.ts';
import { depthMultiplierField, filtersField } from '../fields.ts';
import { depthwiseFields, pointwiseFields } from './convolution.ts';
import { separableBody } from './depthwise.ts';
import { imageDilation, imageWindow } from './fields.ts';

const title = 'Separable';

/** A depthwise convolution, then one of size 1 that mixes the channels: `[H, W, C_in]` becomes `[H′, W′, C_out]`. */
export const separableConv2d = defineLayer({
  kind: 'separableConv2d',
  doc: {
    title,
    family: 'convolution',
    summary: 'Filters each channel by itself, then mixes channels with 1×1 filters: a cheaper Conv2D.',
    reference: 'Chollet, Xception, 2017; https://keras.io/api/layers/convolution_layers/separable_convolution2d/',
  },
  params: z.object({
    filters: filtersField(),
    ...imageWindow(),
    dilationRate: imageDilation(),
    depthMultiplier: depthMultiplierField(),
    ...endingFields(),
    ...depthwiseFields(),
    ...pointwiseFields(),
    ...biasFields(),
  }),
  ...separableBody(title, 'SeparableConv2D', 2),
});
