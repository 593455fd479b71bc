import { z } from 'zod';
import { problem } from '../../problems/messages.ts';
import { fail, ok } from '../../result.ts';
import { defineLayer, noWeights } from '../define.ts';
import { axesField } from '../fields.ts';
import { freeOfCost, incomingDims, onlyInput, shapeOf } from '../parts.ts';

const title = 'Permute';

/** The same values with their axes in another order; `dims` counts from 1, the batch being 0. */
export const permute = defineLayer({
  kind: 'permute',
  doc: {
    title,
    family: 'reshape',
    summary: 'Puts the axes into another order.',
    reference: 'https://keras.io/api/layers/reshaping_layers/permute/',
  },
  params: z.object({
    dims: axesField(
      { label: 'Order', help: 'Axes of the input in their new order, from 1: 2, 1 turns a matrix over.', min: 1 },
      [2, 1],
    ),
  }),
  arity: { min: 1, max: 1, ranks: 'any' },
  accepts: ({ dims }, inputs) => {
    const { length: rank } = onlyInput(inputs);
    const all = Array.from({ length: rank }, (_, i) => i + 1);
    if (dims.length === rank && all.every((axis) => dims.includes(axis))) return ok(undefined);
    const values = { name: title, field: 'dims', options: all.join(', '), received: dims.join(', ') };
    return fail(problem('params.option', values, { field: 'dims' }));
  },
  outputShape: ({ dims }, inputs) => {
    const sizes = incomingDims(onlyInput(inputs));
    return shapeOf(
      title,
      dims.flatMap((axis) => sizes[axis - 1] ?? []),
    );
  },
  weights: noWeights,
  cost: freeOfCost,
  receptiveField: () => null,
  headline: ({ dims }) => dims.join(' '),
  keras: ({ dims }) => ({ className: 'Permute', config: { trainable: true, dtype: 'float32', dims } }),
});
