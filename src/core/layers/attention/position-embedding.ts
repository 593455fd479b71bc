import { z } from 'zod';
import { incoming } from '../../math/formula.ts';
import { defineLayer, noWeights } from '../define.ts';
import { numberField } from '../fields.ts';
import type { Initializer } from '../initializers.ts';
import { elementwiseCost, onlyInput, outgoingDims, perElement, unchangedShape, weight } from '../parts.ts';
import { embeddingsFields, kerasEmbeddings } from '../recurrent/embedding.ts';

/** As BERT, GPT-2 and ViT draw their positions. */
const small: Initializer = { name: 'truncatedNormal', mean: 0, stddev: 0.02 };

const title = 'Position';

/** Adds to each step of `[T, D]` a trained vector of its position; attention alone does not know the order. */
export const positionEmbedding = defineLayer({
  kind: 'positionEmbedding',
  doc: {
    title,
    family: 'attention',
    summary: 'Adds a trained vector for each position, so that attention knows the order of the steps.',
    reference: 'Devlin et al., 2018; Dosovitskiy et al., 2020, section 3.1; https://keras.io/api/layers/',
  },
  params: z.object(embeddingsFields(small)),
  arity: { min: 1, max: 1, ranks: [2] },
  outputShape: (_params, inputs) => unchangedShape(title, inputs),
  weights: ({ embeddingsInitializer }, inputs) => {
    const [steps = 0, width = 0] = onlyInput(inputs);
    return [weight('embeddings', [incoming('T', steps), incoming('D', width)], embeddingsInitializer)];
  },
  cost: (_params, _inputs, output) => elementwiseCost(perElement(1, outgoingDims(output))),
  headline: () => '',
  keras: (params, inputs = []) => ({
    className: 'AddPositionEmbedding',
    config: {
      trainable: true,
      dtype: 'float32',
      sequence_length: inputs[0]?.[0] ?? null,
      ...kerasEmbeddings(params),
    },
  }),
});

const sineTitle = 'Sine position';

/** Adds sines and cosines of the position: `sin(t/λ^(2i/D))` in even places of the vector, the cosine in odd ones. */
export const sinePositionEmbedding = defineLayer({
  kind: 'sinePositionEmbedding',
  doc: {
    title: sineTitle,
    family: 'attention',
    summary: 'Adds fixed sines and cosines of each position, so that attention knows the order of the steps.',
    reference: 'Vaswani et al., 2017, section 3.5; https://keras.io/api/layers/',
  },
  params: z.object({
    maxWavelength: numberField(
      {
        label: 'Longest wave',
        help: 'Length of the slowest wave, in steps over 2π.',
        symbol: 'λ',
        min: 1,
        max: 1e9,
      },
      10_000,
    ),
  }),
  arity: { min: 1, max: 1, ranks: [2] },
  outputShape: (_params, inputs) => unchangedShape(sineTitle, inputs),
  weights: noWeights,
  cost: (_params, _inputs, output) => elementwiseCost(perElement(1, outgoingDims(output))),
  headline: () => '',
  keras: ({ maxWavelength }) => ({
    className: 'AddSinePositionEmbedding',
    config: { trainable: true, dtype: 'float32', max_wavelength: maxWavelength },
  }),
});
