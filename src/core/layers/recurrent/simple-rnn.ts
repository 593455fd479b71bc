import { z } from 'zod';
import { defineLayer } from '../define.ts';
import { biasFields } from '../ending.ts';
import { biasField } from '../fields.ts';
import {
  type Cell,
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

const title = 'SimpleRNN';

const cell = ({ activation }: StepParams): Cell => ({ gates: 1, biases: 1, ops: 1, activations: [[1, activation]] });

/** `h ← f(x·K + h·R + b)` at each step of a series `[T, i]`. */
export const simpleRnn = defineLayer({
  kind: 'simpleRnn',
  doc: {
    title,
    family: 'recurrent',
    summary: 'Reads a series step by step; its state is made from the step’s values and from the state before.',
    reference: 'Elman, Cognitive Science 1990; https://keras.io/api/layers/recurrent_layers/simple_rnn/',
  },
  params: z.object({
    ...stepFields(),
    activation: stateActivationField(),
    useBias: biasField(),
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
  keras: (params) => ({ className: 'SimpleRNN', config: kerasRecurrent(params) }),
});
