import { z } from 'zod';
import { defineLayer } from '../define.ts';
import { padding2Field } from '../fields.ts';
import { croppingBody } from './borders.ts';

const title = 'Crop1D';

/** Steps cut off a series: `[T, C]` becomes `[T − before − after, C]`. */
export const cropping1d = defineLayer({
  kind: 'cropping1d',
  doc: {
    title,
    family: 'reshape',
    summary: 'Cuts steps off both ends of the series.',
    reference: 'https://keras.io/api/layers/reshaping_layers/cropping1d/',
  },
  params: z.object({
    cropping: padding2Field({ label: 'Cropping', help: 'Steps cut off before and after.', symbol: 'c' }, [1, 1]),
  }),
  ...croppingBody(title, 1, ({ cropping }: { cropping: readonly [number, number] }) => [cropping]),
  keras: ({ cropping }) => ({
    className: 'Cropping1D',
    config: { trainable: true, dtype: 'float32', cropping },
  }),
});
