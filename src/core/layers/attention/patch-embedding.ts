import { z } from 'zod';
import type { Expr } from '../../math/formula.ts';
import { floor, formula, incoming, over, param, product } from '../../math/formula.ts';
import { formatShape, type Shape } from '../../math/shape.ts';
import { problem } from '../../problems/messages.ts';
import { fail, ok } from '../../result.ts';
import { defineLayer } from '../define.ts';
import { biasFields, biasOf, endingOps, kerasEnding, kerasKernel, kernelFields } from '../ending.ts';
import { biasField, countField, pairField } from '../fields.ts';
import { onlyInput, shapeOf, weight } from '../parts.ts';

const title = 'Patches';

type Pair = readonly [number, number];

const width = (outputDim: number): Expr => param('D', outputDim, 'outputDim');
const sides = ([down, across]: Pair): readonly [Expr, Expr] => [
  param('p_h', down, 'patchSize'),
  param('p_w', across, 'patchSize'),
];

/** How many patches fit, down times across; what is left over at the edges is not seen, as in a valid convolution. */
const patches = (patchSize: Pair, inputs: readonly Shape[]): Expr => {
  const [height = 0, breadth = 0] = onlyInput(inputs);
  const [down, across] = sides(patchSize);
  return product(floor(over(incoming('H', height), down)), floor(over(incoming('W', breadth), across)));
};

/**
 * An image as a series: each patch of `[p, p, C]` becomes a vector of D, so that `[H, W, C]` becomes `[H·W/p², D]`. A
 * Conv2D whose stride is its window, and a Reshape, in one.
 */
export const patchEmbedding = defineLayer({
  kind: 'patchEmbedding',
  doc: {
    title,
    family: 'attention',
    summary: 'Cuts the image into patches and makes a vector of each: the words of a vision transformer.',
    reference: 'Dosovitskiy et al., 2020, section 3.1; https://keras.io/api/layers/',
  },
  params: z.object({
    patchSize: pairField({ label: 'Patch', help: 'Height and width of a patch in pixels.', symbol: 'p' }, [16, 16]),
    outputDim: countField({ label: 'Dimensions', help: 'Length of each patch’s vector.', symbol: 'D' }, 64),
    useBias: biasField(),
    ...kernelFields(),
    ...biasFields(),
  }),
  arity: { min: 1, max: 1, ranks: [3] },
  accepts: ({ patchSize }, inputs) => {
    const [height = 0, breadth = 0] = onlyInput(inputs);
    for (const [axis, size, side] of [
      ['height', height, patchSize[0]],
      ['width', breadth, patchSize[1]],
    ] as const) {
      if (side > size) {
        return fail(problem('window.misfit', { name: title, window: side, size, axis }, { field: 'patchSize' }));
      }
    }
    return ok(undefined);
  },
  outputShape: ({ patchSize, outputDim }, inputs) => shapeOf(title, [patches(patchSize, inputs), width(outputDim)]),
  weights: (params, inputs) => {
    const kernel = [...sides(params.patchSize), incoming('C', onlyInput(inputs)[2] ?? 0), width(params.outputDim)];
    return [
      weight('kernel', kernel, params.kernelInitializer),
      ...biasOf({ ...params, activation: 'linear' }, width(params.outputDim)),
    ];
  },
  cost: (params, inputs) => {
    const count = patches(params.patchSize, inputs);
    const channels = incoming('C', onlyInput(inputs)[2] ?? 0);
    return {
      macs: formula(product(count, ...sides(params.patchSize), channels, width(params.outputDim))),
      otherOps: endingOps({ ...params, activation: 'linear' }, [count, width(params.outputDim)]),
    };
  },
  /** The series has no rows and columns any more. */
  receptiveField: () => null,
  headline: ({ patchSize, outputDim }) => `${formatShape(patchSize)}, ${outputDim}`,
  keras: (params) => {
    const { activation: _, ...ending } = kerasEnding({ ...params, activation: 'linear' });
    return {
      className: 'PatchEmbedding',
      config: { ...ending, ...kerasKernel(params), patch_size: params.patchSize, output_dim: params.outputDim },
    };
  },
});
