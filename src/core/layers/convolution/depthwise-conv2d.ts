import { z } from 'zod';
import { defineLayer } from '../define.ts';
import { biasFields, endingFields } from '../ending.ts';
import { depthMultiplierField } from '../fields.ts';
import { depthwiseFields } from './convolution.ts';
import { depthwiseBody } from './depthwise.ts';
import { imageDilation, imageWindow } from './fields.ts';

const title = 'Depthwise';

/** Each channel with its own filters: `[H, W, C_in]` becomes `[H′, W′, C_in·m]`. */
export const depthwiseConv2d = defineLayer({
  kind: 'depthwiseConv2d',
  doc: {
    title,
    family: 'convolution',
    summary: 'Filters each channel by itself; channels do not mix.',
    reference: 'https://keras.io/api/layers/convolution_layers/depthwise_convolution2d/',
  },
  params: z.object({
    ...imageWindow(),
    depthMultiplier: depthMultiplierField(),
    dilationRate: imageDilation(),
    ...endingFields(),
    ...depthwiseFields(),
    ...biasFields(),
  }),
  ...depthwiseBody(title, 'DepthwiseConv2D', 2),
});
