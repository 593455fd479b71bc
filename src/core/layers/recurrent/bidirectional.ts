import { z } from 'zod';
import type { Expr } from '../../math/formula.ts';
import { formula, num, product } from '../../math/formula.ts';
import type { Shape } from '../../math/shape.ts';
import { problem } from '../../problems/messages.ts';
import { fail, ok } from '../../result.ts';
import { defineLayer, type LayerCost, type WeightSpec } from '../define.ts';
import { choiceField } from '../fields.ts';
import { outgoingDims, perElement, shapeOf, totalOf } from '../parts.ts';
import { gru } from './gru.ts';
import { formulaFromLayer, fromLayer, type InnerLayer, kerasInner, Wrappable } from './layer-field.ts';
import { lstm } from './lstm.ts';
import { simpleRnn } from './simple-rnn.ts';

const title = 'Bidirectional';

const wrappable = new Wrappable([lstm, gru, simpleRnn]);

export const mergeModes = ['concat', 'sum', 'mul', 'ave'] as const;
type MergeMode = (typeof mergeModes)[number];

/** Operations for each value put out: one to add or multiply the two, one more to halve them. */
const mergeOps: { readonly [M in MergeMode]: number } = { concat: 0, sum: 1, mul: 1, ave: 2 };

/** Keras's default name of the layer inside, which its weights carry: `forward_lstm/kernel`. */
const innerNames: Readonly<Record<string, string>> = { simpleRnn: 'simple_rnn', lstm: 'lstm', gru: 'gru' };
const innerName = ({ kind }: InnerLayer): string => innerNames[kind] ?? kind;

const isBackwards = ({ params }: InnerLayer): boolean => params.goBackwards === true;

/** Two recurrent layers of one make, of which one reads the series from its end. */
export const bidirectional = defineLayer({
  kind: 'bidirectional',
  doc: {
    title,
    family: 'recurrent',
    summary: 'Reads a series in both directions with two recurrent layers, and joins what they put out.',
    reference:
      'Schuster and Paliwal, IEEE Transactions on Signal Processing 1997; https://keras.io/api/layers/recurrent_layers/bidirectional/',
  },
  params: z.object({
    layer: wrappable.field(
      { label: 'Layer', help: 'The recurrent layer that reads forwards; its twin reads backwards.' },
      'lstm',
    ),
    mergeMode: choiceField(
      { label: 'Merge', help: 'How the two outputs become one: one behind the other, or value by value.' },
      mergeModes,
      'concat',
    ),
  }),
  arity: { min: 1, max: 1, ranks: [2] },
  accepts: ({ layer }) => {
    if (!isBackwards(layer)) return ok(undefined);
    const reason = 'the layer inside reads forwards, its twin backwards';
    return fail(problem('params.invalid', { name: title, field: 'layer', reason }, { field: 'layer' }));
  },
  outputShape: ({ layer, mergeMode }, inputs) => {
    const inner = wrappable.of(layer).outputShape(layer.params, inputs);
    if (!inner.ok) return inner;
    const dims = inner.value.dims.map(({ expr }) => fromLayer(expr));
    return shapeOf(title, mergeMode === 'concat' ? doubledLast(dims) : dims);
  },
  weights: ({ layer }, inputs) => {
    const own = wrappable.of(layer).weights(layer.params, inputs);
    return [...under('forward', layer, own), ...under('backward', layer, own)];
  },
  cost: ({ layer, mergeMode }, inputs, output) => twice(costOf(layer, inputs, output), mergeMode, output),
  receptiveField: () => null,
  headline: ({ layer }) =>
    `${wrappable.of(layer).doc.title} ${wrappable.of(layer).headline(layer.params)}`.slice(0, 12),
  keras: ({ layer, mergeMode }, inputs) => {
    const inner = wrappable.of(layer).keras(layer.params, inputs);
    return {
      className: 'Bidirectional',
      config: {
        trainable: true,
        dtype: 'float32',
        merge_mode: mergeMode,
        layer: kerasInner(inner, innerName(layer)),
      },
    };
  },
});

const doubledLast = (dims: readonly Expr[]): readonly Expr[] =>
  dims.map((dim, axis) => (axis === dims.length - 1 ? product(num(2), dim) : dim));

const costOf = (layer: InnerLayer, inputs: readonly Shape[], output: Shape): LayerCost =>
  wrappable.of(layer).cost(layer.params, inputs, output);

const twice = ({ macs, otherOps }: LayerCost, mode: MergeMode, output: Shape): LayerCost => ({
  macs: formula(product(num(2), fromLayer(macs.expr))),
  otherOps: totalOf(
    otherOps.value === 0 ? null : product(num(2), fromLayer(otherOps.expr)),
    perElement(mergeOps[mode], outgoingDims(output)),
  ),
});

const under = (direction: string, layer: InnerLayer, weights: readonly WeightSpec[]): readonly WeightSpec[] =>
  weights.map((weight) => ({
    ...weight,
    name: `${direction}_${innerName(layer)}/${weight.name}`,
    size: formulaFromLayer(weight.size),
  }));
