import { incoming, param, product } from '../../math/formula.ts';
import type { Shape } from '../../math/shape.ts';
import { noWeights, type Window } from '../define.ts';
import { channelsOf, formatExtent, freeOfCost, placesOf, shapeOf } from '../parts.ts';
import { axisSuffix, type Extent, eachAxis } from '../window-arithmetic.ts';

interface UpSamplingParams {
  readonly size: Extent;
  readonly interpolation?: 'nearest' | 'bilinear';
}

/** What enlarges a series, an image or a volume by whole factors; all but its name, fields and Keras config. */
export const upSamplingBody = (title: string, axes: number) => ({
  arity: { min: 1, max: 1, ranks: [axes + 1] },
  outputShape: ({ size }: UpSamplingParams, inputs: readonly Shape[]) => {
    const factors = eachAxis(size);
    const places = placesOf(inputs).map((n, axis) =>
      product(incoming('n', n), param(`s${axisSuffix(axes, axis)}`, factors[axis] ?? 1, 'size')),
    );
    return shapeOf(title, [...places, incoming('C', channelsOf(inputs))]);
  },
  weights: noWeights,
  cost: freeOfCost,
  // One step on the output is a fraction of a step on the input; bilinear looks at two neighbours along each axis.
  receptiveField: ({ size, interpolation }: UpSamplingParams): Window => {
    const factors = eachAxis(size);
    return {
      kernel: factors.map(() => (interpolation === 'bilinear' ? 2 : 1)),
      strides: factors.map((factor) => 1 / factor),
      dilation: factors.map(() => 1),
      padding: 'same',
    };
  },
  headline: ({ size }: UpSamplingParams) => formatExtent(size),
});
