import { z } from 'zod';
import { formula, incoming, num, product } from '../../math/formula.ts';
import { formatShape, type Shape } from '../../math/shape.ts';
import { problem } from '../../problems/messages.ts';
import { fail, ok } from '../../result.ts';
import { checkAxes, sampleAxis } from '../axes.ts';
import { defineLayer, noWeights } from '../define.ts';
import { axesField, toggleField } from '../fields.ts';
import { axisSymbol, elementwiseCost, outgoingDims, shapeOf, totalOf } from '../parts.ts';

const title = 'Dot';

/** Places of the two axes that are summed over, one of each input. */
function contracted(axes: readonly number[], inputs: readonly Shape[]): readonly number[] {
  return inputs.map((shape, i) => sampleAxis(axes[i] ?? axes[0] ?? -1, shape.length) ?? 0);
}

/**
 * Products of two inputs summed over one axis of each: `[T, C]` and `[S, C]` along their last axes become `[T, S]`. Two
 * vectors become one number; normalised, the cosine between them.
 */
export const dot = defineLayer({
  kind: 'dot',
  doc: {
    title,
    family: 'merge',
    summary: 'Multiplies two inputs and sums over one axis of each: how alike their vectors are.',
    reference: 'https://keras.io/api/layers/merging_layers/dot/',
  },
  params: z.object({
    axes: axesField({ label: 'Axes', help: 'Axis to sum over, of both inputs or one for each: −1 is the last.' }, [-1]),
    normalize: toggleField(
      { label: 'Normalise', help: 'Brings vectors to length 1 first: the result is a cosine.' },
      false,
    ),
  }),
  arity: { min: 2, max: 2, ranks: [1, 2] },
  accepts: ({ axes }, inputs) => {
    const [first = [], second = []] = inputs;
    if (axes.length > 2) {
      return fail(
        problem(
          'params.option',
          { name: title, field: 'axes', options: '1, 2', received: axes.length },
          { field: 'axes' },
        ),
      );
    }
    for (const [i, shape] of [first, second].entries()) {
      const checked = checkAxes(title, 'axes', [axes[i] ?? axes[0] ?? -1], shape);
      if (!checked.ok) return checked;
    }
    const [left = 0, right = 0] = contracted(axes, inputs);
    if (first[left] === second[right]) return ok(undefined);
    const values = {
      name: title,
      first: formatShape(first),
      second: formatShape(second),
      firstIndex: 0,
      secondIndex: 1,
    };
    return fail(problem('shape.mismatch', values));
  },
  outputShape: ({ axes }, inputs) => {
    const places = contracted(axes, inputs);
    const dims = inputs.flatMap((shape, i) =>
      shape.flatMap((n, place) =>
        place === places[i] ? [] : [incoming(`${axisSymbol(shape.length, place)}_${i + 1}`, n)],
      ),
    );
    return shapeOf(title, dims.length === 0 ? [num(1)] : dims);
  },
  weights: noWeights,
  cost: ({ axes, normalize }, inputs, output) => {
    const [first = []] = inputs;
    const [left = 0] = contracted(axes, inputs);
    const depth = incoming(axisSymbol(first.length, left), first[left] ?? 0);
    const macs = formula(product(...outgoingDims(output), depth));
    if (!normalize) return { macs, otherOps: totalOf() };
    const sizes = inputs.map((shape, i) =>
      product(num(3), ...shape.map((n, at) => incoming(`${axisSymbol(shape.length, at)}_${i + 1}`, n))),
    );
    return { macs, otherOps: elementwiseCost(...sizes).otherOps };
  },
  receptiveField: () => null,
  headline: ({ normalize }) => (normalize ? 'cosine' : ''),
  // tfjs normalises along negative axes wrongly, so that they are counted from the front where the inputs are known.
  keras: ({ axes, normalize }, inputs = []) => {
    const written = inputs.length === 2 ? contracted(axes, inputs).map((place) => place + 1) : axes;
    const one = written.length === 1 ? written[0] : undefined;
    return {
      className: 'Dot',
      config: { trainable: true, dtype: 'float32', axes: one ?? written, normalize },
    };
  },
});
