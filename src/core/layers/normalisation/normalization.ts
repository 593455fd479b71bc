import { z } from 'zod';
import { incoming, num } from '../../math/formula.ts';
import { problem } from '../../problems/messages.ts';
import { fail, ok } from '../../result.ts';
import { defineLayer } from '../define.ts';
import { textField } from '../fields.ts';
import { elementwiseCost, lastSize, onlyInput, outgoingDims, perElement, unchangedShape, weight } from '../parts.ts';

const title = 'Normalization';

/** Numbers between commas; `null` for none. */
const numbers = (text: string): readonly number[] | null =>
  text.trim() === '' ? null : text.split(',').map((entry) => (entry.trim() === '' ? Number.NaN : Number(entry)));

const listField = (label: string, help: string) =>
  textField(
    { label, help: `${help} One number, or one for each channel with commas between; empty: in the weights.` },
    '',
  );

/**
 * `(x − mean)/√variance` with fixed numbers for each channel. Where none are given Keras keeps those of its `adapt` as
 * weights that are not trained, with the count of what they were taken from.
 */
export const normalization = defineLayer({
  kind: 'normalization',
  doc: {
    title,
    family: 'normalisation',
    summary: 'Brings each channel to mean 0 and variance 1 by fixed figures of the data, not of the batch.',
    reference: 'https://keras.io/api/layers/preprocessing_layers/numerical/normalization/',
  },
  params: z.object({
    mean: listField('Mean', 'Mean of the data.'),
    variance: listField('Variance', 'Variance of the data.'),
  }),
  arity: { min: 1, max: 1, ranks: 'any' },
  docks: true,
  accepts: ({ mean, variance }, inputs) => {
    const size = lastSize(onlyInput(inputs));
    for (const [field, text] of Object.entries({ mean, variance })) {
      const given = numbers(text);
      const other = numbers(field === 'mean' ? variance : mean);
      const fits = given === null ? other === null : given.length === 1 || given.length === size;
      const sound = given?.every((n) => Number.isFinite(n) && (field === 'mean' || n >= 0)) ?? true;
      if (fits && sound) continue;
      const options = size === 1 ? '1' : `1, ${size}`;
      return fail(problem('params.option', { name: title, field, options, received: given?.length ?? 0 }, { field }));
    }
    return ok(undefined);
  },
  outputShape: (_params, inputs) => unchangedShape(title, inputs),
  weights: ({ mean }, inputs) => {
    if (numbers(mean) !== null) return [];
    const size = [incoming('C', lastSize(onlyInput(inputs)))];
    const count = {
      name: 'count',
      shape: [],
      trainable: false,
      initializer: 'zeros',
      size: weight('count', [num(1)], 'zeros').size,
    } as const;
    return [weight('mean', size, 'zeros', false), weight('variance', size, 'ones', false), count];
  },
  cost: (_params, _inputs, output) => elementwiseCost(perElement(2, outgoingDims(output))),
  headline: () => '',
  keras: ({ mean, variance }) => ({
    className: 'Normalization',
    config: {
      trainable: true,
      dtype: 'float32',
      axis: [-1],
      invert: false,
      mean: numbers(mean),
      variance: numbers(variance),
    },
  }),
});
