import { z } from 'zod';
import { incoming, num } from '../../math/formula.ts';
import type { Shape } from '../../math/shape.ts';
import { noWeights } from '../define.ts';
import { toggleField } from '../fields.ts';
import { channelsOf, elementwiseCost, incomingDims, onlyInput, perElement, placesOf, shapeOf } from '../parts.ts';

const globalParams = z.object({
  keepdims: toggleField(
    {
      label: 'Keep axes',
      help: 'Leaves a size of 1 where an axis was: 1×1×C instead of C, so that a convolution can follow.',
      advanced: true,
    },
    false,
  ),
});

type GlobalParams = z.infer<typeof globalParams>;

/**
 * What global maximum and average pooling share along one, two or three axes. The window is the whole input, so it costs
 * one operation a value.
 */
export const globalPoolingBody = (title: string, className: string, axes: number) => ({
  params: globalParams,
  arity: { min: 1, max: 1, ranks: [axes + 1] },
  outputShape: ({ keepdims }: GlobalParams, inputs: readonly Shape[]) => {
    const kept = keepdims ? placesOf(inputs).map(() => num(1)) : [];
    return shapeOf(title, [...kept, incoming('C', channelsOf(inputs))]);
  },
  weights: noWeights,
  cost: (_params: GlobalParams, inputs: readonly Shape[]) =>
    elementwiseCost(perElement(1, incomingDims(onlyInput(inputs)))),
  receptiveField: () => null,
  headline: () => '',
  keras: ({ keepdims }: GlobalParams) => ({
    className,
    config: { trainable: true, dtype: 'float32', data_format: 'channels_last', keepdims },
  }),
});
