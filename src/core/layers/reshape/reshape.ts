import { z } from 'zod';
import type { Expr } from '../../math/formula.ts';
import { evaluate, over, param, product } from '../../math/formula.ts';
import { formatShape, type Shape, shapeSize } from '../../math/shape.ts';
import { problem } from '../../problems/messages.ts';
import { fail, ok, type Result } from '../../result.ts';
import { defineLayer, noWeights } from '../define.ts';
import { shapeField } from '../fields.ts';
import { axisSymbol, freeOfCost, incomingDims, onlyInput, shapeOf } from '../parts.ts';

const title = 'Reshape';

/** The same values in the same order under other sizes; one size may be −1 and follows from the others. */
export const reshape = defineLayer({
  kind: 'reshape',
  doc: {
    title,
    family: 'reshape',
    summary: 'Arranges the same values in another shape.',
    reference: 'https://keras.io/api/layers/reshaping_layers/reshape/',
  },
  params: z.object({
    targetShape: shapeField(
      {
        label: 'Target shape',
        help: 'Sizes of the new shape, batch left out. One may be −1: it follows from the others.',
      },
      [-1],
      { unknown: true },
    ),
  }),
  arity: { min: 1, max: 1, ranks: 'any' },
  accepts: ({ targetShape }, inputs) => fits(targetShape, onlyInput(inputs)),
  outputShape: ({ targetShape }, inputs) => shapeOf(title, targetDims(targetShape, onlyInput(inputs))),
  weights: noWeights,
  cost: freeOfCost,
  receptiveField: () => null,
  headline: ({ targetShape }) => formatShape(targetShape),
  // tfjs leaves a −1 open while it builds, and then refuses the Flatten or Conv2D that follows.
  keras: ({ targetShape }, inputs = []) => ({
    className: 'Reshape',
    config: {
      trainable: true,
      dtype: 'float32',
      target_shape: inputs[0] ? resolved(targetShape, inputs[0]) : targetShape,
    },
  }),
});

const resolved = (target: Shape, input: Shape): Shape => targetDims(target, input).map(evaluate);

/** Errors: `reshape.indivisible` with a −1, else `reshape.size`; field `targetShape`. */
function fits(target: Shape, input: Shape): Result<void> {
  const known = shapeSize(target.filter((n) => n !== -1));
  const fromSize = shapeSize(input);
  const from = formatShape(input);
  const to = formatShape(target);
  const where = { field: 'targetShape' };
  if (target.includes(-1)) {
    if (fromSize % known === 0) return ok(undefined);
    return fail(problem('reshape.indivisible', { name: title, from, fromSize, known, to }, where));
  }
  if (fromSize === known) return ok(undefined);
  return fail(problem('reshape.size', { name: title, from, fromSize, to, toSize: known }, where));
}

function targetDims(target: Shape, input: Shape): readonly Expr[] {
  const known = target.map((n, axis) => param(axisSymbol(target.length, axis), n, 'targetShape'));
  const others = known.filter((_, axis) => target[axis] !== -1);
  const all = product(...incomingDims(input));
  const missing = others.length === 0 ? all : over(all, product(...others));
  return known.map((size, axis) => (target[axis] === -1 ? missing : size));
}
