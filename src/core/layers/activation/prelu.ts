import { z } from 'zod';
import type { Expr } from '../../math/formula.ts';
import { num } from '../../math/formula.ts';
import type { Shape } from '../../math/shape.ts';
import { ok } from '../../result.ts';
import { checkAxes, sampleAxis } from '../axes.ts';
import { defineLayer } from '../define.ts';
import { kerasWeight } from '../ending.ts';
import { axesField, constraintField, initializerField, regularizerField } from '../fields.ts';
import {
  elementwiseCost,
  incomingDims,
  onlyInput,
  outgoingDims,
  perElement,
  unchangedShape,
  weight,
} from '../parts.ts';

const title = 'PReLU';

/** Sizes of α: those of the input, 1 along the axes that share. */
function slopeDims(shared: readonly number[], inputs: readonly Shape[]): readonly Expr[] {
  const { length: rank } = onlyInput(inputs);
  const places = shared.map((axis) => sampleAxis(axis, rank));
  return incomingDims(onlyInput(inputs)).map((dim, place) => (places.includes(place) ? num(1) : dim));
}

/** `x` above 0, `α·x` below, with a trained α for each value or for each channel. */
export const prelu = defineLayer({
  kind: 'prelu',
  doc: {
    title,
    family: 'activation',
    summary: 'Like LeakyReLU, with a slope for negative values that is trained.',
    reference: 'He et al., 2015; https://keras.io/api/layers/activation_layers/prelu/',
  },
  params: z.object({
    sharedAxes: axesField(
      {
        label: 'Shared axes',
        help: 'Axes along which one slope serves all: 1, 2 on images, for a slope each channel.',
        min: 1,
      },
      [],
      0,
    ),
    alphaInitializer: initializerField('alpha', 'zeros'),
    alphaRegularizer: regularizerField('alpha'),
    alphaConstraint: constraintField('alpha'),
  }),
  arity: { min: 1, max: 1, ranks: 'any' },
  docks: true,
  accepts: ({ sharedAxes }, inputs) =>
    sharedAxes.length === 0 ? ok(undefined) : checkAxes(title, 'sharedAxes', sharedAxes, onlyInput(inputs)),
  outputShape: (_params, inputs) => unchangedShape(title, inputs),
  weights: ({ sharedAxes, alphaInitializer }, inputs) => [
    weight('alpha', slopeDims(sharedAxes, inputs), alphaInitializer),
  ],
  /** `relu(x) + (−α)·relu(−x)`: a sign, a product and a sum for each value, and a sign for each slope. */
  cost: ({ sharedAxes }, inputs, output) =>
    elementwiseCost(perElement(3, outgoingDims(output)), perElement(1, slopeDims(sharedAxes, inputs))),
  headline: () => '',
  keras: (params) => ({
    className: 'PReLU',
    config: {
      trainable: true,
      dtype: 'float32',
      shared_axes: params.sharedAxes.length === 0 ? null : params.sharedAxes,
      ...kerasWeight('alpha', {
        initializer: params.alphaInitializer,
        regularizer: params.alphaRegularizer,
        constraint: params.alphaConstraint,
      }),
    },
  }),
});
