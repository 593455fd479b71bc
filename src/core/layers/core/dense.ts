import { z } from 'zod';
import type { Expr } from '../../math/formula.ts';
import { formula, incoming, param, product } from '../../math/formula.ts';
import type { Shape } from '../../math/shape.ts';
import { defineLayer } from '../define.ts';
import { biasFields, biasOf, endingFields, endingOps, kerasEnding, kerasKernel, kernelFields } from '../ending.ts';
import { countField } from '../fields.ts';
import { incomingDims, lastSize, onlyInput, pointwise, shapeOf, weight } from '../parts.ts';

const title = 'Dense';

const outUnits = (units: number): Expr => param('out', units, 'units');
const inUnits = (inputs: readonly Shape[]): Expr => incoming('in', lastSize(onlyInput(inputs)));
/** Sizes of the axes before the last: the same weights serve each of these positions. */
const positions = (inputs: readonly Shape[]): readonly Expr[] => incomingDims(onlyInput(inputs)).slice(0, -1);

/** Every input of the last axis joined to every output: `[…, in]` becomes `[…, out]`. */
export const dense = defineLayer({
  kind: 'dense',
  doc: {
    title,
    family: 'core',
    summary: 'Joins every input to every output, each with its own weight.',
    reference: 'https://keras.io/api/layers/core_layers/dense/',
  },
  params: z.object({
    units: countField(
      { label: 'Units', help: 'Number of outputs. In the last layer: one for each class.', symbol: 'out' },
      10,
    ),
    ...endingFields(),
    ...kernelFields(),
    ...biasFields(),
  }),
  arity: { min: 1, max: 1, ranks: 'any' },
  outputShape: ({ units }, inputs) => shapeOf(title, [...positions(inputs), outUnits(units)]),
  weights: (params, inputs) => [
    weight('kernel', [inUnits(inputs), outUnits(params.units)], params.kernelInitializer),
    ...biasOf(params, outUnits(params.units)),
  ],
  cost: (params, inputs) => {
    const out = outUnits(params.units);
    return {
      macs: formula(product(...positions(inputs), inUnits(inputs), out)),
      otherOps: endingOps(params, [...positions(inputs), out]),
    };
  },
  /** On an image or a series the same weights serve each position: it sees no further than before. */
  receptiveField: (_params, inputs) => pointwise(onlyInput(inputs).length - 1),
  headline: ({ units }) => String(units),
  keras: (params) => ({
    className: 'Dense',
    config: { ...kerasEnding(params), ...kerasKernel(params), units: params.units },
  }),
});
