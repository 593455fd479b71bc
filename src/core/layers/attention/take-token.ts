import { z } from 'zod';
import { incoming } from '../../math/formula.ts';
import { problem } from '../../problems/messages.ts';
import { fail, ok } from '../../result.ts';
import { defineLayer, noWeights } from '../define.ts';
import { freeOfCost, onlyInput, shapeOf } from '../parts.ts';

const title = 'Take token';

/** Steps counted from the first, or negative from the last. */
const limits = { min: -65_536, max: 65_535 };
const indexField = () =>
  z
    .number()
    .int()
    .min(limits.min)
    .max(limits.max)
    .default(0)
    .meta({
      ...limits,
      label: 'Position',
      description: 'Which step: 0 is the first, −1 the last.',
      symbol: 't',
      control: 'int',
    });

/** One step of a series: `[T, D]` becomes `[D]`. The head of a transformer reads the class token, the first step. */
export const takeToken = defineLayer({
  kind: 'takeToken',
  doc: {
    title,
    family: 'attention',
    summary: 'Keeps one step of a series, such as the class token that a transformer’s head reads.',
    reference: 'Devlin et al., 2018, section 3; https://keras.io/api/layers/',
  },
  params: z.object({
    index: indexField(),
  }),
  arity: { min: 1, max: 1, ranks: [2] },
  accepts: ({ index }, inputs) => {
    const [steps = 0] = onlyInput(inputs);
    if (index < steps && index >= -steps) return ok(undefined);
    const options = `-${steps}…${steps - 1}`;
    return fail(
      problem('params.option', { name: title, field: 'index', options, received: index }, { field: 'index' }),
    );
  },
  outputShape: (_params, inputs) => shapeOf(title, [incoming('D', onlyInput(inputs)[1] ?? 0)]),
  weights: noWeights,
  cost: freeOfCost,
  receptiveField: () => null,
  headline: ({ index }) => `t = ${index}`,
  keras: ({ index }) => ({ className: 'TakeToken', config: { trainable: true, dtype: 'float32', index } }),
});
