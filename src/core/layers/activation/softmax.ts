import { z } from 'zod';
import { problem } from '../../problems/messages.ts';
import { fail, ok } from '../../result.ts';
import { defineLayer, noWeights } from '../define.ts';
import { axisField } from '../fields.ts';
import { activationFacts } from '../names.ts';
import { elementwiseCost, onlyInput, outgoingDims, perElement, unchangedShape } from '../parts.ts';

const title = 'Softmax';

/** Values along the last axis become probabilities that add up to 1. Other axes are refused: tfjs cannot run them. */
export const softmax = defineLayer({
  kind: 'softmax',
  doc: {
    title,
    family: 'activation',
    summary: 'Turns scores into probabilities that add up to 1. The usual last step of a classifier.',
    reference: 'https://keras.io/api/layers/activation_layers/softmax/',
  },
  params: z.object({
    axis: axisField({ label: 'Axis', help: 'Axis along which the values add up to 1: −1 is the last, the classes.' }),
  }),
  arity: { min: 1, max: 1, ranks: 'any' },
  docks: true,
  accepts: ({ axis }, inputs) => {
    const { length: rank } = onlyInput(inputs);
    if (axis === -1 || axis === rank) return ok(undefined);
    const options = `-1, ${rank}`;
    return fail(problem('params.option', { name: title, field: 'axis', options, received: axis }, { field: 'axis' }));
  },
  outputShape: (_params, inputs) => unchangedShape(title, inputs),
  weights: noWeights,
  cost: (_params, _inputs, output) => elementwiseCost(perElement(activationFacts.softmax.ops, outgoingDims(output))),
  headline: () => '',
  keras: ({ axis }) => ({ className: 'Softmax', config: { trainable: true, dtype: 'float32', axis } }),
});
