import { z } from 'zod';
import { incoming } from '../../math/formula.ts';
import { type LayerDefinition, noWeights } from '../define.ts';
import { elementwiseCost, imageInput, incomingDims, onlyInput, perElement, shapeOf } from '../parts.ts';

/** What global maximum and average pooling share. The window is the whole image, so it costs one operation a value. */
export const globalPoolingBody = (title: string, className: string) =>
  ({
    params: z.object({}),
    arity: { min: 1, max: 1, ranks: [3] },
    outputShape: (_params, inputs) => shapeOf(title, [incoming('C', imageInput(inputs)[2])]),
    weights: noWeights,
    cost: (_params, inputs) => elementwiseCost(perElement(1, incomingDims(onlyInput(inputs)))),
    receptiveField: () => null,
    headline: () => '',
    keras: () => ({
      className,
      config: { trainable: true, dtype: 'float32', data_format: 'channels_last', keepdims: false },
    }),
  }) satisfies Omit<LayerDefinition<string, Record<string, never>>, 'kind' | 'doc'>;
