import { z } from 'zod';
import { param } from '../../math/formula.ts';
import { defineLayer, noWeights } from '../define.ts';
import { shapeField } from '../fields.ts';
import { axisSymbol, freeOfCost, shapeOf } from '../parts.ts';

const title = 'Input';

/** Where the data comes in: its shape, batch left out. */
export const input = defineLayer({
  kind: 'input',
  doc: {
    title,
    family: 'core',
    summary: 'Where the data enters the network.',
    reference: 'https://keras.io/api/layers/core_layers/input/',
  },
  params: z.object({
    shape: shapeField(
      { label: 'Shape', help: 'Height, width and channels of one image: 1 channel for grey, 3 for colour.' },
      [28, 28, 1],
      { unknown: false },
    ),
  }),
  arity: { min: 0, max: 0, ranks: 'any' },
  outputShape: ({ shape }) =>
    shapeOf(
      title,
      shape.map((n, axis) => param(axisSymbol(shape.length, axis), n, 'shape')),
    ),
  weights: noWeights,
  cost: freeOfCost,
  headline: () => '',
  keras: ({ shape }) => ({
    className: 'InputLayer',
    config: { batch_input_shape: [null, ...shape], dtype: 'float32', sparse: false, ragged: false },
  }),
});
