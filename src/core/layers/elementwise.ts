import type { z } from 'zod';
import { defineLayer, type KerasLayer, type LayerDefinition, type LayerDoc, noWeights } from './define.ts';
import { elementwiseCost, outgoingDims, perElement, unchangedShape } from './parts.ts';

interface Elementwise<K extends string, P> {
  readonly kind: K;
  readonly doc: LayerDoc;
  readonly params: z.ZodType<P>;
  /** Operations for each element as TensorFlow's profiler counts them; absent: none. */
  readonly ops?: (params: P) => number;
  readonly headline: (params: P) => string;
  readonly keras: (params: P) => KerasLayer;
}

/** A layer without weights that changes each value by itself: activations and dropout. */
export const defineElementwise = <const K extends string, P>({
  ops = () => 0,
  ...rest
}: Elementwise<K, P>): LayerDefinition<K, P> =>
  defineLayer<K, P>({
    ...rest,
    arity: { min: 1, max: 1, ranks: 'any' },
    docks: true,
    outputShape: (_params, inputs) => unchangedShape(rest.doc.title, inputs),
    weights: noWeights,
    cost: (params, _inputs, output) => elementwiseCost(perElement(ops(params), outgoingDims(output))),
  });
