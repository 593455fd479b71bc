import { z } from 'zod';
import { defineLayer } from '../define.ts';
import { biasFields, endingFields, kernelFields } from '../ending.ts';
import { filtersField } from '../fields.ts';
import { convolutionBody, groupsField } from './convolution.ts';
import { imageDilation, imageWindow } from './fields.ts';

const title = 'Conv2D';

/** Convolution of an image `[H, W, C_in]` into `[H′, W′, C_out]`, in groups of channels if asked for. */
export const conv2d = defineLayer({
  kind: 'conv2d',
  doc: {
    title,
    family: 'convolution',
    summary: 'Slides filters over the image; each filter makes one feature map.',
    reference: 'https://keras.io/api/layers/convolution_layers/convolution2d/',
  },
  params: z.object({
    filters: filtersField(),
    ...imageWindow(),
    dilationRate: imageDilation(),
    groups: groupsField(),
    ...endingFields(),
    ...kernelFields(),
    ...biasFields(),
  }),
  ...convolutionBody(title, 'Conv2D', 2),
});
