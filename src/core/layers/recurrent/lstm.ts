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

const title = 'LSTM';

/** 4 additions of the two products; `f·c`, `i·g`, their sum and `o·f(c)` make 4 more. */
const cell = ({ activation, recurrentActivation }: StepParams & { recurrentActivation: ActivationName }): Cell => ({
  gates: 4,
  biases: 1,
  ops: 8,
  activations: [
    [2, activation],
    [3, recurrentActivation],
  ],
});

/** `c ← f·c + i·g`, `h ← o·tanh(c)`; Keras's order of the gates in its weights: i, f, c, o. */
export const lstm = defineLayer({
  kind: 'lstm',
  doc: {
    title,
    family: 'recurrent',
    summary: 'Reads a series step by step with a memory; gates say what is stored, forgotten and shown.',
    reference:
      'Hochreiter and Schmidhuber, Neural Computation 1997; https://keras.io/api/layers/recurrent_layers/lstm/',
  },
  params: z.object({
    ...stepFields(),
    activation: stateActivationField(),
    recurrentActivation: gateActivationField(),
    useBias: biasField(),
    unitForgetBias: toggleField(
      {
        label: 'Forget bias 1',
        help: 'Starts the forget gate’s bias at 1, so that a new network remembers.',
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
    className: 'LSTM',
    config: {
      ...kerasRecurrent(params),
      recurrent_activation: activationFacts[params.recurrentActivation].keras,
      unit_forget_bias: params.unitForgetBias,
    },
  }),
});
