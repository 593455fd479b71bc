import { z } from 'zod';
import { formula, incoming, product } from '../../math/formula.ts';
import { formatShape, type Shape } from '../../math/shape.ts';
import { problem } from '../../problems/messages.ts';
import { fail, ok, type Result } from '../../result.ts';
import { activationLayers } from '../activation/index.ts';
import { convolutionLayers } from '../convolution/index.ts';
import { dense } from '../core/dense.ts';
import { dropout } from '../core/dropout.ts';
import { defineLayer, type LayerCost, type LayerDefinition } from '../define.ts';
import { onlyInput, pointwise, shapeOf, totalOf } from '../parts.ts';
import { poolingLayers } from '../pooling/index.ts';
import { reshapeLayers } from '../reshape/index.ts';
import { embedding } from './embedding.ts';
import { gru } from './gru.ts';
import { formulaFromLayer, fromLayer, type InnerLayer, kerasInner, Wrappable } from './layer-field.ts';
import { lstm } from './lstm.ts';
import { simpleRnn } from './simple-rnn.ts';

const title = 'TimeDistributed';

/**
 * Every kind with one input. Batch normalisation is not among them: Keras takes its statistics step by step and moves the
 * averages as many times, which nobody means.
 */
const held: readonly LayerDefinition[] = [
  dense,
  dropout,
  ...convolutionLayers,
  ...poolingLayers,
  ...activationLayers,
  ...reshapeLayers,
  embedding,
  simpleRnn,
  lstm,
  gru,
];
const wrappable = new Wrappable(held.filter(({ arity: { min, max } }) => min === 1 && max === 1));

/** Shape of one step. */
const step = (inputs: readonly Shape[]): Shape => onlyInput(inputs).slice(1);
const steps = (inputs: readonly Shape[]) => incoming('T', onlyInput(inputs)[0] ?? 0);

/** Keras's default name of the layer inside. */
const snakeCase = (className: string): string =>
  className
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();

/** One layer, with the same weights, at each step of `[T, …]`. */
export const timeDistributed = defineLayer({
  kind: 'timeDistributed',
  doc: {
    title,
    family: 'recurrent',
    summary: 'Applies one layer to each step of a series, with the same weights: a Conv2D on each image of a film.',
    reference: 'https://keras.io/api/layers/recurrent_layers/time_distributed/',
  },
  params: z.object({
    layer: wrappable.field({ label: 'Layer', help: 'The layer that every step goes through.' }, 'dense'),
  }),
  arity: { min: 1, max: 1, ranks: [2, 3, 4] },
  accepts: ({ layer }, inputs) => takesStep(layer, step(inputs)),
  outputShape: ({ layer }, inputs) => {
    const inner = wrappable.of(layer).outputShape(layer.params, [step(inputs)]);
    return inner.ok ? shapeOf(title, [steps(inputs), ...inner.value.dims.map(({ expr }) => fromLayer(expr))]) : inner;
  },
  weights: ({ layer }, inputs) =>
    wrappable
      .of(layer)
      .weights(layer.params, [step(inputs)])
      .map((weight) => ({ ...weight, size: formulaFromLayer(weight.size) })),
  cost: ({ layer }, inputs, output) => {
    const { macs, otherOps } = wrappable.of(layer).cost(layer.params, [step(inputs)], output.slice(1));
    return { macs: eachStep(macs, inputs), otherOps: eachStep(otherOps, inputs) };
  },
  /** The inner layer's window, one step long. */
  receptiveField: ({ layer }, inputs) => {
    const definition = wrappable.of(layer);
    const window = definition.receptiveField?.(layer.params, [step(inputs)]);
    if (window === undefined) return pointwise(onlyInput(inputs).length - 1);
    if (window === null) return null;
    const { kernel, strides, dilation, pad } = window;
    return {
      ...window,
      kernel: [1, ...kernel],
      strides: [1, ...strides],
      dilation: [1, ...dilation],
      ...(pad ? { pad: [0, ...pad] } : {}),
    };
  },
  headline: ({ layer }) => wrappable.of(layer).doc.title.slice(0, 12),
  keras: ({ layer }, inputs = []) => {
    const inner = wrappable.of(layer).keras(layer.params, inputs[0] ? [step(inputs)] : undefined);
    return {
      className: 'TimeDistributed',
      config: {
        trainable: true,
        dtype: 'float32',
        layer: kerasInner(inner, snakeCase(inner.className)),
      },
    };
  },
});

const eachStep = (cost: LayerCost['macs'], inputs: readonly Shape[]): LayerCost['macs'] =>
  cost.value === 0 ? totalOf() : formula(product(steps(inputs), fromLayer(cost.expr)));

/** Errors: `rank.mismatch`, and those of the inner layer. */
function takesStep(layer: InnerLayer, shape: Shape): Result<void> {
  const definition = wrappable.of(layer);
  const { ranks } = definition.arity;
  if (ranks !== 'any' && !ranks.includes(shape.length)) {
    const expected = `${definition.doc.title}: ${ranks.map((rank) => stepNotation[rank] ?? String(rank)).join(' / ')}`;
    return fail(problem('rank.mismatch', { name: title, expected, received: formatShape(shape) }, { field: 'layer' }));
  }
  return definition.accepts?.(layer.params, [shape]) ?? ok(undefined);
}

/** How a message writes the rank of one step. */
const stepNotation = ['scalar', 'N', 'L×C', 'H×W×C', 'D×H×W×C'];
