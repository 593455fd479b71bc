import { z } from 'zod';
import { defineElementwise } from '../elementwise.ts';
import { numberField } from '../fields.ts';

/** `x·scale + offset`, with fixed numbers. */
export const rescaling = defineElementwise({
  kind: 'rescaling',
  doc: {
    title: 'Rescaling',
    family: 'normalisation',
    summary: 'Multiplies each value by a fixed number and adds another: pixels from 0…255 to 0…1, for one.',
    reference: 'https://keras.io/api/layers/preprocessing_layers/image_preprocessing/rescaling/',
  },
  params: z.object({
    scale: numberField(
      { label: 'Factor', help: 'What each value is multiplied by: 1/255 = 0.003922.', min: -1e6, max: 1e6 },
      1 / 255,
    ),
    offset: numberField({ label: 'Offset', help: 'Added afterwards.', min: -1e6, max: 1e6 }, 0),
  }),
  ops: () => 2,
  headline: ({ scale }) => `× ${Number(scale.toPrecision(3))}`.slice(0, 12),
  keras: ({ scale, offset }) => ({
    className: 'Rescaling',
    config: { trainable: true, dtype: 'float32', scale, offset },
  }),
});
