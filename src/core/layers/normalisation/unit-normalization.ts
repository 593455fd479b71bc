import { z } from 'zod';
import { checkAxes } from '../axes.ts';
import { defineLayer, noWeights } from '../define.ts';
import { axesField } from '../fields.ts';
import { elementwiseCost, onlyInput, outgoingDims, perElement, unchangedShape } from '../parts.ts';

const title = 'UnitNorm';

/** Each vector along the axes divided by its length. */
export const unitNormalization = defineLayer({
  kind: 'unitNormalization',
  doc: {
    title,
    family: 'normalisation',
    summary: 'Divides each vector by its length, so that only its direction counts.',
    reference: 'https://keras.io/api/layers/normalization_layers/unit_normalization/',
  },
  params: z.object({
    axis: axesField({ label: 'Axes', help: 'Axes along which the length is 1 afterwards: −1 is the last.' }, [-1]),
  }),
  arity: { min: 1, max: 1, ranks: 'any' },
  docks: true,
  accepts: ({ axis }, inputs) => checkAxes(title, 'axis', axis, onlyInput(inputs)),
  outputShape: (_params, inputs) => unchangedShape(title, inputs),
  weights: noWeights,
  /** A square, its sum, and the division. */
  cost: (_params, _inputs, output) => elementwiseCost(perElement(3, outgoingDims(output))),
  headline: () => '',
  keras: ({ axis }) => ({
    className: 'UnitNormalization',
    config: { trainable: true, dtype: 'float32', axis: axis.length === 1 ? (axis[0] ?? -1) : axis },
  }),
});
