import { z } from 'zod';
import { defineElementwise } from '../elementwise.ts';
import { numberField } from '../fields.ts';

/** `x` above 0, `slope·x` below. The slope is written `alpha`, which Keras 2 and tfjs read and Keras 3 still takes. */
export const leakyRelu = defineElementwise({
  kind: 'leakyRelu',
  doc: {
    title: 'LeakyReLU',
    family: 'activation',
    summary: 'Like ReLU, but lets a small part of negative values through.',
    reference: 'Maas et al., 2013; https://keras.io/api/layers/activation_layers/leaky_relu/',
  },
  params: z.object({
    negativeSlope: numberField({ label: 'Negative slope', help: 'Factor for negative values.', min: 0, max: 1e6 }, 0.3),
  }),
  headline: ({ negativeSlope }) => String(negativeSlope),
  keras: ({ negativeSlope }) => ({
    className: 'LeakyReLU',
    config: { trainable: true, dtype: 'float32', alpha: negativeSlope },
  }),
});
