import { z } from 'zod';
import type { Expr } from '../../math/formula.ts';
import { incoming, num, product } from '../../math/formula.ts';
import type { Shape } from '../../math/shape.ts';
import { checkAxes, sampleAxis } from '../axes.ts';
import { defineLayer } from '../define.ts';
import { axisField, numberField } from '../fields.ts';
import { kerasInitializer } from '../initializers.ts';
import { axisSymbol, elementwiseCost, onlyInput, outgoingDims, perElement, unchangedShape, weight } from '../parts.ts';
import {
  epsilonField,
  gammaBetaFields,
  gammaBetaWeightFields,
  gammaBetaWeights,
  kerasGammaBeta,
} from './gamma-beta.ts';

const title = 'BatchNorm';

/** Size of the axis that is normalised, usually the channels. */
function channels(axis: number, inputs: readonly Shape[]): Expr {
  const shape = onlyInput(inputs);
  const place = sampleAxis(axis, shape.length) ?? shape.length - 1;
  return incoming(axisSymbol(shape.length, place), shape[place] ?? 0);
}

/** Each channel brought to mean 0 and variance 1 over the batch, then scaled by γ and shifted by β. */
export const batchNormalization = defineLayer({
  kind: 'batchNormalization',
  doc: {
    title,
    family: 'normalisation',
    summary: 'Brings each channel to mean 0 and variance 1, so that training is faster and steadier.',
    reference: 'Ioffe and Szegedy, 2015; https://keras.io/api/layers/normalization_layers/batch_normalization/',
  },
  params: z.object({
    momentum: numberField(
      {
        label: 'Momentum',
        help: 'Share of the old moving mean and variance that is kept at each step.',
        min: 0,
        max: 1,
      },
      0.99,
    ),
    epsilon: epsilonField(),
    ...gammaBetaFields(),
    axis: axisField({
      label: 'Axis',
      help: 'Axis whose positions are normalised each by itself: −1 is the last, the channels.',
      advanced: true,
    }),
    ...gammaBetaWeightFields(),
  }),
  arity: { min: 1, max: 1, ranks: [1, 2, 3, 4] },
  docks: true,
  accepts: ({ axis }, inputs) => checkAxes(title, 'axis', [axis], onlyInput(inputs)),
  outputShape: (_params, inputs) => unchangedShape(title, inputs),
  weights: (params, inputs) => {
    const size = [channels(params.axis, inputs)];
    return [
      ...gammaBetaWeights(params, size),
      weight('moving_mean', size, 'zeros', false),
      weight('moving_variance', size, 'ones', false),
    ];
  },
  /**
   * `x·f + (β − μ·f)` with `f = γ/√(σ² + ε)`: 2 operations a value, and for each channel 1 for ε, 2 for the root and 1 for
   * μ·f, with one more for γ and one for β.
   */
  cost: ({ axis, center, scale }, inputs, output) =>
    elementwiseCost(
      perElement(2, outgoingDims(output)),
      product(num(4 + (scale ? 1 : 0) + (center ? 1 : 0)), channels(axis, inputs)),
    ),
  headline: () => '',
  keras: (params, inputs = []) => ({
    className: 'BatchNormalization',
    config: {
      trainable: true,
      dtype: 'float32',
      axis: inputs[0]?.length === params.axis ? -1 : params.axis,
      momentum: params.momentum,
      epsilon: params.epsilon,
      ...kerasGammaBeta(params),
      moving_mean_initializer: kerasInitializer('zeros'),
      moving_variance_initializer: kerasInitializer('ones'),
    },
  }),
});
