import { z } from 'zod';
import { incoming, num, sum } from '../../math/formula.ts';
import { defineLayer } from '../define.ts';
import { freeOfCost, onlyInput, shapeOf, weight } from '../parts.ts';
import { embeddingsFields, kerasEmbeddings } from '../recurrent/embedding.ts';

const title = 'Class token';

/** Puts one trained step before the series: `[T, D]` becomes `[T + 1, D]`. A head then reads that step alone. */
export const classToken = defineLayer({
  kind: 'classToken',
  doc: {
    title,
    family: 'attention',
    summary: 'Puts a trained step before the series, in which a transformer gathers what the class depends on.',
    reference: 'Dosovitskiy et al., 2020, section 3.1; https://keras.io/api/layers/',
  },
  params: z.object(embeddingsFields('zeros')),
  arity: { min: 1, max: 1, ranks: [2] },
  outputShape: (_params, inputs) => {
    const [steps = 0, width = 0] = onlyInput(inputs);
    return shapeOf(title, [sum(incoming('T', steps), num(1)), incoming('D', width)]);
  },
  weights: ({ embeddingsInitializer }, inputs) => [
    weight('embeddings', [num(1), incoming('D', onlyInput(inputs)[1] ?? 0)], embeddingsInitializer),
  ],
  cost: freeOfCost,
  receptiveField: () => null,
  headline: () => '+1',
  keras: (params) => ({
    className: 'ClassToken',
    config: { trainable: true, dtype: 'float32', ...kerasEmbeddings(params) },
  }),
});
