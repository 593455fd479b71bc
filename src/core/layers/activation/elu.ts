import { z } from 'zod';
import { defineElementwise } from '../elementwise.ts';
import { numberField } from '../fields.ts';

/** `x` above 0, `α·(eˣ − 1)` below. tfjs 4.22 builds it only with α = 1; what runs there must handle the others itself. */
export const elu = defineElementwise({
  kind: 'elu',
  doc: {
    title: 'ELU',
    family: 'activation',
    summary: 'Like ReLU, but negative values approach −α smoothly.',
    reference: 'Clevert et al., 2016; https://keras.io/api/layers/activation_layers/elu/',
  },
  params: z.object({
    alpha: numberField(
      { label: 'Alpha', help: 'What very negative values approach, with a minus sign.', symbol: 'α', min: 0, max: 1e6 },
      1,
    ),
  }),
  headline: ({ alpha }) => (alpha === 1 ? '' : `α ${alpha}`),
  keras: ({ alpha }) => ({ className: 'ELU', config: { trainable: true, dtype: 'float32', alpha } }),
});
