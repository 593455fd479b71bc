import { z } from 'zod';
import type { Expr } from '../../math/formula.ts';
import { incoming } from '../../math/formula.ts';
import { formatShape, type Shape } from '../../math/shape.ts';
import { problem } from '../../problems/messages.ts';
import { fail, ok, type Result } from '../../result.ts';
import { defineLayer, type LayerDefinition, noWeights } from '../define.ts';
import { axisSymbol, elementwiseCost, onlyInput, outgoingDims, perElement, shapeOf } from '../parts.ts';

interface Merge<K extends string> {
  readonly kind: K;
  readonly title: string;
  /** Keras's class. */
  readonly className: string;
  readonly summary: string;
  readonly reference: string;
  /** Exactly this many inputs; any number from 2 where absent. */
  readonly inputs?: number;
  /** Operations for each value of the output, given the number of inputs. */
  readonly ops: (inputs: number) => number;
}

/**
 * A layer that joins its inputs value by value. Shapes are lined up from the last axis, and along each axis sizes are equal
 * or 1, as Keras allows: a size of 1, or a missing axis, serves every position, so that `[1, 1, 64]` and `[64]` weigh the
 * channels of `[28, 28, 64]`.
 */
export const defineMerge = <const K extends string>({
  kind,
  title,
  className,
  inputs: count,
  ops,
  ...doc
}: Merge<K>): LayerDefinition<K, Record<string, never>> =>
  defineLayer<K, Record<string, never>>({
    kind,
    doc: { title, family: 'merge', ...doc },
    params: z.object({}),
    arity: { min: 2, max: count ?? null, ranks: 'any' },
    accepts: (_params, inputs) => {
      const first = onlyInput(inputs.slice(0, 1));
      return inputs.reduce<Result<void>>((sofar, input, index) => {
        if (!sofar.ok || inputs.slice(0, index).every((other) => broadcast(other, input))) return sofar;
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
    outputShape: (_params, inputs) => shapeOf(title, mergedDims(inputs)),
    weights: noWeights,
    cost: (_params, inputs, output) => elementwiseCost(perElement(ops(inputs.length), outgoingDims(output))),
    headline: () => '',
    keras: () => ({ className, config: { trainable: true, dtype: 'float32' } }),
  });

/** Size along an axis counted from the last, 1 where there is none. */
const fromLast = (shape: Shape, axis: number): number => shape.at(-1 - axis) ?? 1;

const broadcast = (one: Shape, other: Shape): boolean =>
  Array.from({ length: Math.min(one.length, other.length) }).every((_, axis) => {
    const [a, b] = [fromLast(one, axis), fromLast(other, axis)];
    return a === b || a === 1 || b === 1;
  });

/** Along each axis the size that is not 1, where there is one. */
function mergedDims(inputs: readonly Shape[]): readonly Expr[] {
  const rank = Math.max(...inputs.map(({ length }) => length));
  return Array.from({ length: rank }, (_, axis) =>
    incoming(axisSymbol(rank, axis), Math.max(...inputs.map((shape) => fromLast(shape, rank - 1 - axis)))),
  );
}
