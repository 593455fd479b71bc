import { z } from 'zod';
import { type Expr, num, over, product } from '../../math/formula.ts';
import type { Shape } from '../../math/shape.ts';
import { checkAxes, sampleAxis } from '../axes.ts';
import { defineLayer } from '../define.ts';
import { axesField } from '../fields.ts';
import { elementwiseCost, incomingDims, onlyInput, outgoingDims, perElement, unchangedShape } from '../parts.ts';
import {
  epsilonField,
  gammaBetaFields,
  gammaBetaWeightFields,
  gammaBetaWeights,
  kerasGammaBeta,
} from './gamma-beta.ts';

const title = 'LayerNorm';

/** Sizes of the axes over which mean and variance are taken, in the order of the input. */
function normalisedDims(axes: readonly number[], inputs: readonly Shape[]): readonly Expr[] {
  const { length: rank } = onlyInput(inputs);
  const places = axes.map((axis) => sampleAxis(axis, rank));
  return incomingDims(onlyInput(inputs)).filter((_, place) => places.includes(place));
}

/** Each position of each sample brought to mean 0 and variance 1 over its features, then scaled by γ and shifted by β. */
export const layerNormalization = defineLayer({
  kind: 'layerNormalization',
  doc: {
    title,
    family: 'normalisation',
    summary: 'Brings the features of each position to mean 0 and variance 1, whatever the batch: as in transformers.',
    reference: 'Ba et al., 2016; https://keras.io/api/layers/normalization_layers/layer_normalization/',
  },
  params: z.object({
    epsilon: epsilonField(),
    ...gammaBetaFields(),
    axis: axesField(
      {
        label: 'Axes',
        help: 'Axes over which mean and variance are taken: −1 is the last, the features.',
        advanced: true,
      },
      [-1],
    ),
    ...gammaBetaWeightFields(),
  }),
  arity: { min: 1, max: 1, ranks: 'any' },
  docks: true,
  accepts: ({ axis }, inputs) => checkAxes(title, 'axis', axis, onlyInput(inputs)),
  outputShape: (_params, inputs) => unchangedShape(title, inputs),
  weights: (params, inputs) => gammaBetaWeights(params, normalisedDims(params.axis, inputs)),
  /**
   * `x·f + (β − μ·f)` with `f = γ/√(σ² + ε)`, and μ and σ² of the sample itself. For each value 1 for the mean, 3 for the
   * squared difference and its mean, 2 for the result, 1 for γ in f and 2 for β − μ·f; for each position 2 for the two
   * divisions, 1 for ε and 2 for the root.
   */
  cost: ({ axis, center, scale }, inputs, output) => {
    const all = outgoingDims(output);
    const positions = over(product(...all), product(...normalisedDims(axis, inputs)));
    return elementwiseCost(perElement(7 + (scale ? 1 : 0) + (center ? 1 : 0), all), product(num(5), positions));
  },
  headline: () => '',
  keras: (params) => ({
    className: 'LayerNormalization',
    config: {
      trainable: true,
      dtype: 'float32',
      axis: params.axis,
      epsilon: params.epsilon,
      ...kerasGammaBeta(params),
    },
  }),
});
