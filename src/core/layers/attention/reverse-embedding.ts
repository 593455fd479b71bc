import { z } from 'zod';
import { formula, incoming, param, product, zero } from '../../math/formula.ts';
import { defineLayer } from '../define.ts';
import { incomingDims, lastSize, onlyInput, shapeOf, weight } from '../parts.ts';
import { embeddingsFields, kerasEmbeddings, kerasUniform, vocabularyField } from '../recurrent/embedding.ts';

const title = 'Reverse embedding';

/**
 * A score for each token of the vocabulary: `[T, D]` times the transposed table `[V, D]` of an Embedding, whose weights it
 * usually shares. Without bias.
 */
export const reverseEmbedding = defineLayer({
  kind: 'reverseEmbedding',
  doc: {
    title,
    family: 'attention',
    summary: 'Scores every token of the vocabulary by an Embedding’s own table, whose weights it can share.',
    reference: 'Press and Wolf, 2017; https://keras.io/api/layers/core_layers/reversible_embedding/',
  },
  params: z.object({ inputDim: vocabularyField(), ...embeddingsFields(kerasUniform) }),
  arity: { min: 1, max: 1, ranks: [1, 2, 3] },
  outputShape: ({ inputDim }, inputs) =>
    shapeOf(title, [...incomingDims(onlyInput(inputs)).slice(0, -1), param('V', inputDim, 'inputDim')]),
  weights: ({ inputDim, embeddingsInitializer }, inputs) => [
    weight(
      'embeddings',
      [param('V', inputDim, 'inputDim'), incoming('D', lastSize(onlyInput(inputs)))],
      embeddingsInitializer,
    ),
  ],
  cost: ({ inputDim }, inputs) => ({
    macs: formula(
      product(
        ...incomingDims(onlyInput(inputs)).slice(0, -1),
        incoming('D', lastSize(onlyInput(inputs))),
        param('V', inputDim, 'inputDim'),
      ),
    ),
    otherOps: zero,
  }),
  receptiveField: () => null,
  headline: ({ inputDim }) => `→${inputDim}`,
  keras: (params, inputs = []) => ({
    className: 'ReverseEmbedding',
    config: {
      trainable: true,
      dtype: 'float32',
      input_dim: params.inputDim,
      output_dim: inputs[0]?.at(-1) ?? null,
      ...kerasEmbeddings(params),
    },
  }),
});
