import { z } from 'zod';
import { defineElementwise } from '../elementwise.ts';
import { numberField, optionalNumberField } from '../fields.ts';

/**
 * `max(0, x)`, with Keras's three options. tfjs 4.22 reads only `maxValue` and ignores the other two, so what runs there
 * must handle them itself.
 */
export const relu = defineElementwise({
  kind: 'relu',
  doc: {
    title: 'ReLU',
    family: 'activation',
    summary: 'Sets negative values to 0 and leaves the others as they are.',
    reference: 'https://keras.io/api/layers/activation_layers/relu/',
  },
  params: z.object({
    maxValue: optionalNumberField({
      label: 'Maximum',
      help: 'Values above are cut to it; empty: no limit. 6 gives ReLU6.',
      min: 0,
      max: 1e6,
    }),
    negativeSlope: numberField(
      { label: 'Negative slope', help: 'Factor for values below the threshold.', min: 0, max: 1e6 },
      0,
    ),
    threshold: numberField({ label: 'Threshold', help: 'Values below it become 0.', min: 0, max: 1e6 }, 0),
  }),
  headline: ({ maxValue }) => (maxValue === null ? '' : `≤ ${maxValue}`),
  keras: ({ maxValue, negativeSlope, threshold }) => ({
    className: 'ReLU',
    config: { trainable: true, dtype: 'float32', max_value: maxValue, negative_slope: negativeSlope, threshold },
  }),
});
