import { z } from 'zod';
import { defineLayer } from '../define.ts';
import { padding4Field } from '../fields.ts';
import { croppingBody } from './borders.ts';

const title = 'Crop';

/** Rows and columns cut off the image: `[H, W, C]` becomes `[H − top − bottom, W − left − right, C]`. */
export const cropping2d = defineLayer({
  kind: 'cropping2d',
  doc: {
    title,
    family: 'reshape',
    summary: 'Cuts rows and columns off the image.',
    reference: 'https://keras.io/api/layers/reshaping_layers/cropping2d/',
  },
  params: z.object({
    cropping: padding4Field(
      { label: 'Cropping', help: 'Rows cut off above and below, columns left and right.', symbol: 'c' },
      [
        [1, 1],
        [1, 1],
      ],
    ),
  }),
  ...croppingBody(title, 2, ({ cropping }: { cropping: readonly (readonly [number, number])[] }) => cropping),
  keras: ({ cropping }) => ({
    className: 'Cropping2D',
    config: { trainable: true, dtype: 'float32', cropping, data_format: 'channels_last' },
  }),
});
