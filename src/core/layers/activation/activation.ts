import { z } from 'zod';
import { defineElementwise } from '../elementwise.ts';
import { activationField } from '../fields.ts';
import { activationFacts } from '../names.ts';

/** Any of the activation functions as a layer of its own. */
export const activation = defineElementwise({
  kind: 'activation',
  doc: {
    title: 'Activation',
    family: 'activation',
    summary: 'Applies an activation function to every value.',
    reference: 'https://keras.io/api/layers/core_layers/activation/',
  },
  params: z.object({ activation: activationField('relu') }),
  ops: (params) => activationFacts[params.activation].ops,
  headline: (params) => activationFacts[params.activation].label,
  keras: (params) => ({
    className: 'Activation',
    config: { trainable: true, dtype: 'float32', activation: activationFacts[params.activation].keras },
  }),
});
