import { z } from 'zod';
import type { Expr } from '../../math/formula.ts';
import { incoming, sum } from '../../math/formula.ts';
import { formatShape, type Shape } from '../../math/shape.ts';
import { problem } from '../../problems/messages.ts';
import { fail, ok, type Result } from '../../result.ts';
import { sampleAxis } from '../axes.ts';
import { defineLayer, noWeights } from '../define.ts';
import { axisField } from '../fields.ts';
import { axisSymbol, freeOfCost, shapeOf } from '../parts.ts';

const title = 'Concat';

/** Its inputs one behind the other along an axis, usually the channels. All other sizes are equal. */
export const concatenate = defineLayer({
  kind: 'concatenate',
  doc: {
    title,
    family: 'merge',
    summary: 'Puts its inputs one behind the other, usually channel after channel, as in Inception modules.',
    reference: 'https://keras.io/api/layers/merging_layers/concatenate/',
  },
  params: z.object({
    axis: axisField({
      label: 'Axis',
      help: 'Axis along which inputs are joined: −1 is the last, the channels; 0, the batch, is refused.',
    }),
  }),
  arity: { min: 2, max: null, ranks: 'any' },
  accepts: ({ axis }, inputs) => joins(axis, inputs),
  outputShape: ({ axis }, inputs) => shapeOf(title, joinedDims(axis, inputs)),
  weights: noWeights,
  cost: freeOfCost,
  headline: ({ axis }) => (axis === -1 ? '' : `axis ${axis}`),
  // tfjs takes every negative axis for the last when it runs, so that another one is counted from the front.
  keras: ({ axis }, inputs = []) => ({
    className: 'Concatenate',
    config: { trainable: true, dtype: 'float32', axis: axis < -1 && inputs[0] ? axis + inputs[0].length + 1 : axis },
  }),
});

/** Errors: `params.option`, field `axis`; `concat.mismatch` with `firstIndex` and `secondIndex` of the inputs. */
function joins(axis: number, inputs: readonly Shape[]): Result<void> {
  const [first = []] = inputs;
  const joined = sampleAxis(axis, first.length);
  if (joined === null) {
    const { length: rank } = first;
    const options = `-${rank}…-1, 1…${rank}`;
    return fail(problem('params.option', { name: title, field: 'axis', options, received: axis }, { field: 'axis' }));
  }
  const differs = (shape: Shape): boolean =>
    shape.length !== first.length || shape.some((n, i) => i !== joined && n !== first[i]);
  const secondIndex = inputs.findIndex(differs);
  if (secondIndex === -1) return ok(undefined);
  const second = formatShape(inputs[secondIndex] ?? []);
  return fail(
    problem('concat.mismatch', { name: title, axis, first: formatShape(first), second, firstIndex: 0, secondIndex }),
  );
}

function joinedDims(axis: number, inputs: readonly Shape[]): readonly Expr[] {
  const [first = []] = inputs;
  const joined = sampleAxis(axis, first.length);
  return first.map((n, i) => {
    const symbol = axisSymbol(first.length, i);
    if (i !== joined) return incoming(symbol, n);
    return sum(...inputs.map((shape, k) => incoming(`${symbol}_${k + 1}`, shape[i] ?? 0)));
  });
}
