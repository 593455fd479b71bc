import { z } from 'zod';
import { type LayerDefinition, noWeights } from '../define.ts';
import { freeOfCost, unchangedShape } from '../parts.ts';
import { rateField } from './noise.ts';

interface SpatialDropoutParams {
  readonly rate: number;
}

/** What dropping whole channels has in common along one to three axes. `rank` is that of its input, channels counted. */
export const spatialDropoutBody = (title: string, rank: 2 | 3 | 4) =>
  ({
    params: z.object({ rate: rateField('Share of the channels that is dropped at each step, 0 to just under 1.') }),
    arity: { min: 1, max: 1, ranks: [rank] },
    docks: true,
    outputShape: (_params, inputs) => unchangedShape(title, inputs),
    weights: noWeights,
    cost: freeOfCost,
    headline: ({ rate }) => String(rate),
    // Keras 3 refuses `trainable` here, which its other layers take.
    keras: ({ rate }) => ({
      className: `SpatialDropout${rank - 1}D`,
      config: {
        dtype: 'float32',
        rate,
        seed: null,
        ...(rank === 2 ? {} : { data_format: 'channels_last' }),
      },
    }),
  }) satisfies Omit<LayerDefinition<string, SpatialDropoutParams>, 'kind' | 'doc'>;
