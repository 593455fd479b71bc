import { z } from 'zod';
import { defineLayer } from '../define.ts';
import { biasFields } from '../ending.ts';
import { biasField, toggleField } from '../fields.ts';
import { type ActivationName, activationFacts } from '../names.ts';
import {
  type Cell,
  gateActivationField,
  kerasRecurrent,
  recurrentCost,
  recurrentDropoutFields,
  recurrentHeadline,
  recurrentShape,
  recurrentWeightFields,
  recurrentWeights,
  type StepParams,
  stateActivationField,
  stepFields,
} from './recurrent.ts';

const title = 'GRU';

interface GruParams extends StepParams {
  readonly recurrentActivation: ActivationName;
  readonly resetAfter: boolean;
}

/** 3 additions of the two products, `r·h`, and 4 for `z·h + (1 − z)·g`. */
const cell = ({ activation, recurrentActivation, resetAfter }: GruParams): Cell => ({
  gates: 3,
  biases: resetAfter ? 2 : 1,
  ops: 8,
  activations: [
    [1, activation],
    [2, recurrentActivation],
  ],
});

/** `h ← z·h + (1 − z)·g`; Keras's order of the gates in its weights: z, r, h. */
export const gru = defineLayer({
  kind: 'gru',
  doc: {
    title,
    family: 'recurrent',
    summary: 'Reads a series step by step; two gates say how much of its state is renewed. Lighter than an LSTM.',
    reference: 'Cho et al., EMNLP 2014; https://keras.io/api/layers/recurrent_layers/gru/',
  },
  params: z.object({
    ...stepFields(),
    activation: stateActivationField(),
    recurrentActivation: gateActivationField(),
    useBias: biasField(),
    resetAfter: toggleField(
      {
        label: 'Reset after',
        help: 'Resets the state after its product with the weights, as cuDNN does; off: before, as in the paper.',
        advanced: true,
      },
      true,
    ),
    ...recurrentDropoutFields(),
    ...recurrentWeightFields(),
    ...biasFields(),
  }),
  arity: { min: 1, max: 1, ranks: [2] },
  outputShape: (params, inputs) => recurrentShape(title, params, inputs),
  weights: (params, inputs) => recurrentWeights(params, inputs, cell(params)),
  cost: (params, inputs) => recurrentCost(params, inputs, cell(params)),
  receptiveField: () => null,
  headline: (params) => recurrentHeadline(params),
  keras: (params) => ({
    className: 'GRU',
    config: {
      ...kerasRecurrent(params),
      recurrent_activation: activationFacts[params.recurrentActivation].keras,
      reset_after: params.resetAfter,
    },
  }),
});
