import { z } from 'zod';
import { defineLayer } from '../define.ts';
import { biasFields, endingFields, kernelFields } from '../ending.ts';
import { filtersField } from '../fields.ts';
import { convolutionBody, groupsField } from './convolution.ts';
import { volumeDilation, volumeWindow } from './fields.ts';

const title = 'Conv3D';

/** Convolution of a volume or a film `[D, H, W, C_in]` into `[D′, H′, W′, C_out]`. */
export const conv3d = defineLayer({
  kind: 'conv3d',
  doc: {
    title,
    family: 'convolution',
    summary: 'Slides filters through a volume or a film; each filter makes one feature map.',
    reference: 'https://keras.io/api/layers/convolution_layers/convolution3d/',
  },
  params: z.object({
    filters: filtersField(),
    ...volumeWindow(),
    dilationRate: volumeDilation(),
    groups: groupsField(),
    ...endingFields(),
    ...kernelFields(),
    ...biasFields(),
  }),
  ...convolutionBody(title, 'Conv3D', 3),
});
