import { z } from 'zod';
import { defineLayer } from '../define.ts';
import { padding4Field } from '../fields.ts';
import { zeroPaddingBody } from './borders.ts';

const title = 'ZeroPad';

/** Rows and columns of zeros around the image: `[H, W, C]` becomes `[top + H + bottom, left + W + right, C]`. */
export const zeroPadding2d = defineLayer({
  kind: 'zeroPadding2d',
  doc: {
    title,
    family: 'reshape',
    summary: 'Puts rows and columns of zeros around the image.',
    reference: 'https://keras.io/api/layers/reshaping_layers/zero_padding2d/',
  },
  params: z.object({
    padding: padding4Field({ label: 'Padding', help: 'Rows above and below, columns left and right.', symbol: 'p' }, [
      [1, 1],
      [1, 1],
    ]),
  }),
  ...zeroPaddingBody(title, 2, ({ padding }: { padding: readonly (readonly [number, number])[] }) => padding),
  keras: ({ padding }) => ({
    className: 'ZeroPadding2D',
    config: { trainable: true, dtype: 'float32', padding, data_format: 'channels_last' },
  }),
});
