import { z } from 'zod';
import { incoming, num, param, product } from '../../math/formula.ts';
import { problem } from '../../problems/messages.ts';
import { fail, ok } from '../../result.ts';
import { defineLayer } from '../define.ts';
import { countField } from '../fields.ts';
import { elementwiseCost, lastSize, onlyInput, outgoingDims, perElement, unchangedShape } from '../parts.ts';
import {
  epsilonField,
  gammaBetaFields,
  gammaBetaWeightFields,
  gammaBetaWeights,
  kerasGammaBeta,
} from './gamma-beta.ts';

const title = 'GroupNorm';

/** Groups of channels brought to mean 0 and variance 1 over a whole sample, then each channel scaled by γ and shifted by β. */
export const groupNormalization = defineLayer({
  kind: 'groupNormalization',
  doc: {
    title,
    family: 'normalisation',
    summary:
      'Brings groups of channels to mean 0 and variance 1 within each sample: for batches too small for BatchNorm.',
    reference: 'Wu and He, 2018; https://keras.io/api/layers/normalization_layers/group_normalization/',
  },
  params: z.object({
    groups: countField(
      { label: 'Groups', help: 'Number of groups; it divides the channels. 1: all together.', symbol: 'G' },
      32,
    ),
    epsilon: epsilonField(),
    ...gammaBetaFields(),
    ...gammaBetaWeightFields(),
  }),
  arity: { min: 1, max: 1, ranks: 'any' },
  docks: true,
  accepts: ({ groups }, inputs) => {
    const count = lastSize(onlyInput(inputs));
    if (count % groups === 0) return ok(undefined);
    return fail(problem('groups.channels', { name: title, count, groups }, { field: 'groups' }));
  },
  outputShape: (_params, inputs) => unchangedShape(title, inputs),
  weights: (params, inputs) => gammaBetaWeights(params, [incoming('C', lastSize(onlyInput(inputs)))]),
  /** As layer normalisation, over each group: 7 a value, 1 for γ and 1 for β, and 5 for each group. */
  cost: ({ groups, center, scale }, _inputs, output) =>
    elementwiseCost(
      perElement(7 + (scale ? 1 : 0) + (center ? 1 : 0), outgoingDims(output)),
      product(num(5), param('G', groups, 'groups')),
    ),
  receptiveField: () => null,
  headline: ({ groups }) => String(groups),
  keras: (params) => ({
    className: 'GroupNormalization',
    config: {
      trainable: true,
      dtype: 'float32',
      groups: params.groups,
      axis: -1,
      epsilon: params.epsilon,
      ...kerasGammaBeta(params),
    },
  }),
});
