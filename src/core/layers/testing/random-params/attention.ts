import type { Random } from '../random.ts';
import { constraint, ending, initializer, kernel, pair, regularizer } from './parts.ts';
import type { RandomParams } from './types.ts';

const embeddings = (random: Random) => ({
  embeddingsInitializer: initializer(random),
  embeddingsRegularizer: regularizer(random),
  embeddingsConstraint: constraint(random),
});

/** A bias and penalties, without an activation. */
const biased = (random: Random) => {
  const { activation: _, ...rest } = ending(random);
  return rest;
};

export const attentionParams: RandomParams<
  | 'multiHeadAttention'
  | 'positionEmbedding'
  | 'sinePositionEmbedding'
  | 'patchEmbedding'
  | 'classToken'
  | 'takeToken'
  | 'reverseEmbedding'
> = {
  multiHeadAttention: (random) => ({
    numHeads: random.int(1, 4),
    keyDim: random.int(1, 5),
    valueDim: random.chance(0.5) ? null : random.int(1, 5),
    useCausalMask: random.chance(0.4),
    dropout: random.pick([0, 0, 0.2]),
    ...kernel(random),
    ...biased(random),
  }),
  positionEmbedding: embeddings,
  sinePositionEmbedding: (random) => ({ maxWavelength: random.pick([1, 100, 10_000]) }),
  patchEmbedding: (random) => ({
    patchSize: pair(random, 4),
    outputDim: random.int(1, 6),
    ...kernel(random),
    ...biased(random),
  }),
  classToken: embeddings,
  takeToken: (random, inputs) => {
    const steps = inputs[0]?.[0] ?? 1;
    return { index: random.int(-steps, steps - 1) };
  },
  reverseEmbedding: (random) => ({ inputDim: random.int(1, 20), ...embeddings(random) }),
};
