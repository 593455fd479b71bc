import { z } from 'zod';
import { param } from '../../math/formula.ts';
import { defineLayer, noWeights } from '../define.ts';
import { extentField } from '../fields.ts';
import { freeOfCost, incomingDims, onlyInput, shapeOf } from '../parts.ts';

const title = 'RepeatVector';

/** A vector `n` times over, as a series: `[C]` becomes `[n, C]`. */
export const repeatVector = defineLayer({
  kind: 'repeatVector',
  doc: {
    title,
    family: 'reshape',
    summary: 'Repeats a vector as the steps of a series: what a decoder starts from.',
    reference: 'https://keras.io/api/layers/reshaping_layers/repeat_vector/',
  },
  params: z.object({ n: extentField({ label: 'Times', help: 'How often the vector is repeated.', symbol: 'n' }, 2) }),
  arity: { min: 1, max: 1, ranks: [1] },
  outputShape: ({ n }, inputs) => shapeOf(title, [param('n', n, 'n'), ...incomingDims(onlyInput(inputs))]),
  weights: noWeights,
  cost: freeOfCost,
  receptiveField: () => null,
  headline: ({ n }) => `× ${n}`,
  keras: ({ n }) => ({ className: 'RepeatVector', config: { trainable: true, dtype: 'float32', n } }),
});
