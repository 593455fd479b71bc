import { z } from 'zod';
import { defineLayer } from '../define.ts';
import { padding6Field } from '../fields.ts';
import { zeroPaddingBody } from './borders.ts';

const title = 'ZeroPad3D';

/** Zeros around a volume, on its six sides: `[D, H, W, C]` grows along the first three axes. */
export const zeroPadding3d = defineLayer({
  kind: 'zeroPadding3d',
  doc: {
    title,
    family: 'reshape',
    summary: 'Puts zeros around the volume.',
    reference: 'https://keras.io/api/layers/reshaping_layers/zero_padding3d/',
  },
  params: z.object({
    padding: padding6Field(
      { label: 'Padding', help: 'Zeros in front and behind, above and below, left and right.', symbol: 'p' },
      [
        [1, 1],
        [1, 1],
        [1, 1],
      ],
    ),
  }),
  ...zeroPaddingBody(title, 3, ({ padding }: { padding: readonly (readonly [number, number])[] }) => padding),
  keras: ({ padding }) => ({
    className: 'ZeroPadding3D',
    config: { trainable: true, dtype: 'float32', padding, data_format: 'channels_last' },
  }),
});
