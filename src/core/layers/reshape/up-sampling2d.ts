import { z } from 'zod';
import { incoming, param, product } from '../../math/formula.ts';
import { defineLayer, noWeights } from '../define.ts';
import { choiceField, pairField } from '../fields.ts';
import { interpolationNames } from '../names.ts';
import { formatPair, freeOfCost, imageInput, shapeOf } from '../parts.ts';

const title = 'UpSample';

/** The image enlarged by whole factors: `[H, W, C]` becomes `[H·s_h, W·s_w, C]`. */
export const upSampling2d = defineLayer({
  kind: 'upSampling2d',
  doc: {
    title,
    family: 'reshape',
    summary: 'Enlarges the image by repeating or interpolating its pixels.',
    reference: 'https://keras.io/api/layers/reshaping_layers/up_sampling2d/',
  },
  params: z.object({
    size: pairField(
      { label: 'Factor', help: 'How many times higher and wider the image becomes.', symbol: 's' },
      [2, 2],
    ),
    interpolation: choiceField(
      { label: 'Interpolation', help: 'nearest repeats pixels, bilinear blends neighbours.' },
      interpolationNames,
      'nearest',
    ),
  }),
  arity: { min: 1, max: 1, ranks: [3] },
  outputShape: ({ size: [down, across] }, inputs) => {
    const [height, width, channels] = imageInput(inputs);
    return shapeOf(title, [
      product(incoming('n', height), param('s_h', down, 'size')),
      product(incoming('n', width), param('s_w', across, 'size')),
      incoming('C', channels),
    ]);
  },
  weights: noWeights,
  cost: freeOfCost,
  // One step on the output is a fraction of a step on the input; bilinear looks at two neighbours along each axis.
  receptiveField: ({ size: [down, across], interpolation }) => ({
    kernel: interpolation === 'bilinear' ? [2, 2] : [1, 1],
    strides: [1 / down, 1 / across],
    dilation: [1, 1],
    padding: 'same',
  }),
  headline: ({ size }) => formatPair(size),
  keras: ({ size, interpolation }) => ({
    className: 'UpSampling2D',
    config: { trainable: true, dtype: 'float32', size, data_format: 'channels_last', interpolation },
  }),
});
