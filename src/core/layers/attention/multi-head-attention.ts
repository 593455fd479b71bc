import { z } from 'zod';
import type { Expr } from '../../math/formula.ts';
import { formula, incoming, num, param, product, sum } from '../../math/formula.ts';
import { formatShape, type Shape } from '../../math/shape.ts';
import { problem } from '../../problems/messages.ts';
import { fail, ok } from '../../result.ts';
import { defineLayer, type WeightSpec } from '../define.ts';
import { biasFields, kerasEnding, kerasKernel, kernelFields } from '../ending.ts';
import { biasField, countField, numberField, toggleField } from '../fields.ts';
import { shapeOf, totalOf, weight } from '../parts.ts';

const title = 'Attention';

/** Empty: as long as a key. */
const valueDimField = () => {
  const limits = { min: 1, max: 65_536 };
  return z
    .number()
    .int()
    .min(limits.min)
    .max(limits.max)
    .nullable()
    .default(null)
    .meta({
      ...limits,
      label: 'Value size',
      description: 'Length of a value in each head; empty: that of a key.',
      symbol: 'd_v',
      advanced: true,
      control: 'optionalInt',
    });
};

interface Params {
  readonly numHeads: number;
  readonly keyDim: number;
  readonly valueDim: number | null;
}

interface Sizes {
  readonly heads: Expr;
  readonly key: Expr;
  readonly value: Expr;
}

const sizesOf = ({ numHeads, keyDim, valueDim }: Params): Sizes => {
  const key = param('d_k', keyDim, 'keyDim');
  return {
    heads: param('h', numHeads, 'numHeads'),
    key,
    value: valueDim === null ? key : param('d_v', valueDim, 'valueDim'),
  };
};

/** Query, value and key as Keras calls them: one input serves all three, two leave the key to the value. */
function rolesOf([query = [], value = query, key = value]: readonly Shape[]) {
  return {
    query,
    value,
    key,
    /** Steps that ask and steps that are asked. */
    asking: incoming('T', query[0] ?? 0),
    asked: incoming('S', value[0] ?? 0),
    queryWidth: incoming('D', query[1] ?? 0),
    keyWidth: incoming('D_k', key[1] ?? 0),
    valueWidth: incoming('D_v', value[1] ?? 0),
  };
}

/**
 * `softmax(QKᵀ/√d_k)·V` in several heads at once, projected back to the query's width. Inputs in Keras's order: query,
 * value, key.
 */
export const multiHeadAttention = defineLayer({
  kind: 'multiHeadAttention',
  doc: {
    title,
    family: 'attention',
    summary: 'Lets each step of a series look at all others and take from them what it asks for, in several heads.',
    reference: 'Vaswani et al., 2017, section 3.2; https://keras.io/api/layers/attention_layers/multi_head_attention/',
  },
  params: z.object({
    numHeads: countField({ label: 'Heads', help: 'Number of attentions side by side.', symbol: 'h' }, 8),
    keyDim: countField(
      {
        label: 'Key size',
        help: 'Length of a query and a key in each head; usually the width over the heads.',
        symbol: 'd_k',
      },
      64,
    ),
    valueDim: valueDimField(),
    useCausalMask: toggleField(
      { label: 'Causal', help: 'A step sees only itself and those before it, as a language model needs it.' },
      false,
    ),
    dropout: numberField(
      {
        label: 'Dropout',
        help: 'Share of the attention that is dropped while training, 0 to just under 1.',
        min: 0,
        max: 1,
        open: 'max',
      },
      0,
    ),
    useBias: biasField(),
    ...kernelFields(),
    ...biasFields(),
  }),
  arity: { min: 1, max: 3, ranks: [2] },
  accepts: (_params, inputs) => {
    const { value, key } = rolesOf(inputs);
    if (value[0] === key[0]) return ok(undefined);
    const values = { name: title, first: formatShape(value), second: formatShape(key), firstIndex: 1, secondIndex: 2 };
    return fail(problem('shape.mismatch', values));
  },
  outputShape: (_params, inputs) => {
    const { asking, queryWidth } = rolesOf(inputs);
    return shapeOf(title, [asking, queryWidth]);
  },
  weights: (params, inputs) => {
    const { heads, key, value } = sizesOf(params);
    const { queryWidth, keyWidth, valueWidth } = rolesOf(inputs);
    const projection = (name: string, from: readonly Expr[], to: readonly Expr[]): readonly WeightSpec[] => [
      weight(`${name}/kernel`, [...from, ...to], params.kernelInitializer),
      ...(params.useBias ? [weight(`${name}/bias`, to, params.biasInitializer)] : []),
    ];
    return [
      ...projection('query', [queryWidth], [heads, key]),
      ...projection('key', [keyWidth], [heads, key]),
      ...projection('value', [valueWidth], [heads, value]),
      ...projection('attention_output', [heads, value], [queryWidth]),
    ];
  },
  /** Four projections and two products; each score is scaled (1) and goes through a softmax (5). */
  cost: (params, inputs) => {
    const { heads, key, value } = sizesOf(params);
    const { asking, asked, queryWidth, keyWidth, valueWidth } = rolesOf(inputs);
    const scores = product(heads, asking, asked);
    const biases = [
      product(asking, heads, key),
      product(asked, heads, key),
      product(asked, heads, value),
      product(asking, queryWidth),
    ];
    return {
      macs: formula(
        sum(
          product(asking, queryWidth, heads, key),
          product(asked, keyWidth, heads, key),
          product(asked, valueWidth, heads, value),
          product(scores, key),
          product(scores, value),
          product(asking, heads, value, queryWidth),
        ),
      ),
      otherOps: totalOf(...(params.useBias ? biases : []), product(num(6), scores)),
    };
  },
  /** Every step sees every other. */
  receptiveField: () => null,
  headline: ({ numHeads, keyDim, useCausalMask }) => `${numHeads}×${keyDim}${useCausalMask ? ' ⇤' : ''}`,
  // Keras takes `use_causal_mask` where the layer is called, not where it is made; who writes a Keras file moves it there.
  keras: (params) => ({
    className: 'MultiHeadAttention',
    config: {
      ...withoutActivation(kerasEnding({ ...params, activation: 'linear' })),
      ...kerasKernel(params),
      num_heads: params.numHeads,
      key_dim: params.keyDim,
      value_dim: params.valueDim ?? params.keyDim,
      dropout: params.dropout,
      output_shape: null,
      attention_axes: [1],
      seed: null,
      use_causal_mask: params.useCausalMask,
    },
  }),
});

const withoutActivation = <T extends { readonly activation: unknown }>({ activation: _, ...config }: T) => config;
