import { z } from 'zod';
import { defineLayer } from '../define.ts';
import { padding6Field } from '../fields.ts';
import { croppingBody } from './borders.ts';

const title = 'Crop3D';

/** What is cut off the six sides of a volume: `[D, H, W, C]` shrinks along the first three axes. */
export const cropping3d = defineLayer({
  kind: 'cropping3d',
  doc: {
    title,
    family: 'reshape',
    summary: 'Cuts off the sides of the volume.',
    reference: 'https://keras.io/api/layers/reshaping_layers/cropping3d/',
  },
  params: z.object({
    cropping: padding6Field(
      {
        label: 'Cropping',
        help: 'Positions cut off in front and behind, above and below, left and right.',
        symbol: 'c',
      },
      [
        [1, 1],
        [1, 1],
        [1, 1],
      ],
    ),
  }),
  ...croppingBody(title, 3, ({ cropping }: { cropping: readonly (readonly [number, number])[] }) => cropping),
  keras: ({ cropping }) => ({
    className: 'Cropping3D',
    config: { trainable: true, dtype: 'float32', cropping, data_format: 'channels_last' },
  }),
});
