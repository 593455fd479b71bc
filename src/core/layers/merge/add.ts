import { z } from 'zod';
import type { Expr } from '../../math/formula.ts';
import { incoming } from '../../math/formula.ts';
import { formatShape, type Shape } from '../../math/shape.ts';
import { problem } from '../../problems/messages.ts';
import { fail, ok, type Result } from '../../result.ts';
import { defineLayer, noWeights } from '../define.ts';
import { axisSymbol, elementwiseCost, onlyInput, outgoingDims, perElement, shapeOf } from '../parts.ts';

const title = 'Add';

/**
 * Sum of its inputs, value by value. Along an axis sizes are equal or 1, as Keras allows: a size of 1 serves every
 * position, so that `[1, 1, 64]` weighs the channels of `[28, 28, 64]`. Inputs of different ranks are refused.
 */
export const add = defineLayer({
  kind: 'add',
  doc: {
    title,
    family: 'merge',
    summary: 'Adds its inputs value by value: the shortcut of residual networks.',
    reference: 'He et al., 2016; https://keras.io/api/layers/merging_layers/add/',
  },
  params: z.object({}),
  arity: { min: 2, max: null, ranks: 'any' },
  accepts: (_params, inputs) => {
    const first = onlyInput(inputs.slice(0, 1));
    return inputs.reduce<Result<void>>((sofar, input, index) => {
      if (!sofar.ok || broadcastsWith(inputs.slice(0, index), input)) return sofar;
      const values = {
        name: title,
        first: formatShape(first),
        second: formatShape(input),
        firstIndex: 0,
        secondIndex: index,
      };
      return fail(problem('shape.mismatch', values));
    }, ok(undefined));
  },
  outputShape: (_params, inputs) => shapeOf(title, broadcastDims(inputs)),
  weights: noWeights,
  cost: (_params, inputs, output) => {
    const additions = inputs.length - 1;
    return elementwiseCost(perElement(additions, outgoingDims(output)));
  },
  headline: () => '',
  keras: () => ({ className: 'Add', config: { trainable: true, dtype: 'float32' } }),
});

/** Whether `shape` goes with each of the others: the same rank, and along each axis equal sizes or a 1. */
const broadcastsWith = (others: readonly Shape[], shape: Shape): boolean =>
  others.every(
    (other) =>
      other.length === shape.length && other.every((n, axis) => n === shape[axis] || n === 1 || shape[axis] === 1),
  );

/** Along each axis the size that is not 1, where there is one. */
const broadcastDims = (inputs: readonly Shape[]): readonly Expr[] => {
  const { length: rank } = inputs[0] ?? [];
  return Array.from({ length: rank }, (_, axis) =>
    incoming(axisSymbol(rank, axis), Math.max(...inputs.map((shape) => shape[axis] ?? 1))),
  );
};
