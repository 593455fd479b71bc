import { z } from 'zod';
import { product } from '../../math/formula.ts';
import { defineLayer, noWeights } from '../define.ts';
import { freeOfCost, incomingDims, onlyInput, shapeOf } from '../parts.ts';

const title = 'Flatten';

/** All values in one row. A vector is refused, as tfjs does: it is flat already. */
export const flatten = defineLayer({
  kind: 'flatten',
  doc: {
    title,
    family: 'reshape',
    summary: 'Lays all values out in one row; where they were in the image is lost.',
    reference: 'https://keras.io/api/layers/reshaping_layers/flatten/',
  },
  params: z.object({}),
  arity: { min: 1, max: 1, ranks: [2, 3, 4] },
  outputShape: (_params, inputs) => shapeOf(title, [product(...incomingDims(onlyInput(inputs)))]),
  weights: noWeights,
  cost: freeOfCost,
  receptiveField: () => null,
  headline: () => '',
  keras: () => ({
    className: 'Flatten',
    config: { trainable: true, dtype: 'float32', data_format: 'channels_last' },
  }),
});
