import { z } from 'zod';
import { defineLayer } from '../define.ts';
import { padding2Field } from '../fields.ts';
import { zeroPaddingBody } from './borders.ts';

const title = 'ZeroPad1D';

/** Steps of zeros around a series: `[T, C]` becomes `[before + T + after, C]`. */
export const zeroPadding1d = defineLayer({
  kind: 'zeroPadding1d',
  doc: {
    title,
    family: 'reshape',
    summary: 'Puts zeros before and after the series.',
    reference: 'https://keras.io/api/layers/reshaping_layers/zero_padding1d/',
  },
  params: z.object({
    padding: padding2Field({ label: 'Padding', help: 'Steps of zeros before and after.', symbol: 'p' }, [1, 1]),
  }),
  ...zeroPaddingBody(title, 1, ({ padding }: { padding: readonly [number, number] }) => [padding]),
  keras: ({ padding }) => ({
    className: 'ZeroPadding1D',
    config: { trainable: true, dtype: 'float32', padding, data_format: 'channels_last' },
  }),
});
