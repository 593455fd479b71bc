import { z } from 'zod';
import type { Expr } from '../../math/formula.ts';
import { incoming, param } from '../../math/formula.ts';
import type { Shape } from '../../math/shape.ts';
import { defineLayer } from '../define.ts';
import { kerasWeight } from '../ending.ts';
import {
  activityRegularizerField,
  constraintField,
  countField,
  initializerField,
  regularizerField,
} from '../fields.ts';
import type { Initializer } from '../initializers.ts';
import { freeOfCost, incomingDims, onlyInput, shapeOf, weight } from '../parts.ts';
import { type Constraint, kerasRegularizer, type Regularizer } from '../penalties.ts';

const title = 'Embedding';

/** Fields of a table `[V, D]` with a row for each token. */
export const embeddingsFields = (initializer: Initializer) => ({
  embeddingsInitializer: initializerField('embeddings', initializer),
  embeddingsRegularizer: regularizerField('embeddings'),
  embeddingsConstraint: constraintField('embeddings'),
});

/** Keras draws embeddings evenly from −0.05 to 0.05. */
export const kerasUniform: Initializer = { name: 'randomUniform', minval: -0.05, maxval: 0.05 };

export const vocabularyField = () =>
  countField(
    { label: 'Vocabulary', help: 'Number of different tokens; their ids go from 0 to one less.', symbol: 'V' },
    1000,
  );

interface EmbeddingsParams {
  readonly embeddingsInitializer: Initializer;
  readonly embeddingsRegularizer: Regularizer;
  readonly embeddingsConstraint: Constraint;
}

export const kerasEmbeddings = (params: EmbeddingsParams) =>
  kerasWeight('embeddings', {
    initializer: params.embeddingsInitializer,
    regularizer: params.embeddingsRegularizer,
    constraint: params.embeddingsConstraint,
  });

/** The only axis of a plain series of tokens is time, not channels. */
const tokenDims = (inputs: readonly Shape[]): readonly Expr[] => {
  const input = onlyInput(inputs);
  return input.length === 1 ? input.map((n) => incoming('T', n)) : incomingDims(input);
};

/** Each token id becomes a trained vector: `[T]` becomes `[T, D]`. Ids are whole numbers from 0 to V − 1. */
export const embedding = defineLayer({
  kind: 'embedding',
  doc: {
    title,
    family: 'recurrent',
    summary: 'Replaces each token id by a trained vector, its row in a table.',
    reference: 'https://keras.io/api/layers/core_layers/embedding/',
  },
  params: z.object({
    inputDim: vocabularyField(),
    outputDim: countField({ label: 'Dimensions', help: 'Length of each token’s vector.', symbol: 'D' }, 64),
    ...embeddingsFields(kerasUniform),
    activityRegularizer: activityRegularizerField(),
  }),
  arity: { min: 1, max: 1, ranks: [1, 2, 3] },
  outputShape: ({ outputDim }, inputs) => shapeOf(title, [...tokenDims(inputs), param('D', outputDim, 'outputDim')]),
  weights: ({ inputDim, outputDim, embeddingsInitializer }) => [
    weight('embeddings', [param('V', inputDim, 'inputDim'), param('D', outputDim, 'outputDim')], embeddingsInitializer),
  ],
  cost: freeOfCost,
  receptiveField: () => null,
  headline: ({ inputDim, outputDim }) => `${inputDim}→${outputDim}`,
  keras: (params) => ({
    className: 'Embedding',
    config: {
      trainable: true,
      dtype: 'float32',
      input_dim: params.inputDim,
      output_dim: params.outputDim,
      ...kerasEmbeddings(params),
      activity_regularizer: kerasRegularizer(params.activityRegularizer),
      mask_zero: false,
    },
  }),
});
