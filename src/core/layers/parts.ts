import type { Expr, Formula } from '../math/formula.ts';
import { evaluate, formula, incoming, num, outgoing, product, sum, zero } from '../math/formula.ts';
import { formatShape, type Shape, shapeSize } from '../math/shape.ts';
import { problem } from '../problems/messages.ts';
import { fail, ok, type Result } from '../result.ts';
import type { LayerCost, ShapeFormula, WeightSpec, Window } from './define.ts';
import type { Initializer } from './initializers.ts';
import { type ActivationName, activationFacts } from './names.ts';

/**
 * The parts that layer definitions are made of. Definitions are only asked about inputs that their arity accepts, so a
 * missing one here is a mistake of the caller, not of the user, and throws.
 */
export function onlyInput(inputs: readonly Shape[]): Shape {
  const [input] = inputs;
  if (!input) throw new Error('A layer was asked about no input');
  return input;
}

/** Sizes of the only input without its channels: length, height and width, or depth, height and width. */
export const placesOf = (inputs: readonly Shape[]): Shape => onlyInput(inputs).slice(0, -1);

/** Number of channels of the only input. */
export const channelsOf = (inputs: readonly Shape[]): number => lastSize(onlyInput(inputs));

export function lastSize(shape: Shape): number {
  const last = shape.at(-1);
  if (last === undefined) throw new Error('A scalar has no channels');
  return last;
}

/** Letters for the axes of a tensor of some rank, channels last. */
const axisSymbols: readonly (readonly string[])[] = [[], ['C'], ['T', 'C'], ['H', 'W', 'C'], ['D', 'H', 'W', 'C']];

export const axisSymbol = (rank: number, axis: number): string => axisSymbols[rank]?.[axis] ?? `n_${axis + 1}`;

/** The sizes of an input as symbols: `H`, `W`, `C`. */
export const incomingDims = (shape: Shape): readonly Expr[] =>
  shape.map((n, axis) => incoming(axisSymbol(shape.length, axis), n));

/** The sizes of the output as symbols: `H′`, `W′`, `C′`. */
export const outgoingDims = (shape: Shape): readonly Expr[] =>
  shape.map((n, axis) => outgoing(`${axisSymbol(shape.length, axis)}′`, n));

/** The output shape from the expression of each size; refuses what cannot be counted exactly. */
export function shapeOf(title: string, dims: readonly Expr[]): Result<ShapeFormula> {
  const formulas = dims.map(formula);
  const shape = formulas.map((dim) => dim.value);
  if (!Number.isSafeInteger(shapeSize(shape))) {
    return fail(problem('size.unsafe', { name: title, what: formatShape(shape) }));
  }
  return ok({ shape, dims: formulas });
}

/** Output equal to the only input. */
export const unchangedShape = (title: string, inputs: readonly Shape[]): Result<ShapeFormula> =>
  shapeOf(title, incomingDims(onlyInput(inputs)));

/** A weight tensor whose shape and size come from the same expressions. */
export const weight = (
  name: string,
  dims: readonly Expr[],
  initializer: Initializer,
  trainable = true,
): WeightSpec => ({
  name,
  shape: dims.map(evaluate),
  trainable,
  initializer,
  size: formula(dims.length === 1 && dims[0] ? dims[0] : product(...dims)),
});

/** Sum of the operations that there are; `null` stands for none. */
export function totalOf(...terms: readonly (Expr | null)[]): Formula {
  const present = terms.filter((term) => term !== null);
  const [first] = present;
  if (!first) return zero;
  return formula(present.length === 1 ? first : sum(...present));
}

/** `times` operations for each of the elements; `null` for none. */
export function perElement(times: number, dims: readonly Expr[]): Expr | null {
  if (times === 0) return null;
  return times === 1 ? product(...dims) : product(num(times), ...dims);
}

/** Operations of a built-in activation over a tensor of these sizes. */
export const activationOps = (activation: ActivationName, dims: readonly Expr[]): Expr | null =>
  perElement(activationFacts[activation].ops, dims);

/** Neither multiplications nor other operations. */
export const freeOfCost = (): LayerCost => ({ macs: zero, otherOps: zero });

/** No multiply-accumulates, only these operations. */
export const elementwiseCost = (...terms: readonly (Expr | null)[]): LayerCost => ({
  macs: zero,
  otherOps: totalOf(...terms),
});

/** A layer that works on each position by itself, along this many axes; on a vector it sees everything. */
export const pointwise = (axes: number): Window | null => {
  if (axes < 1) return null;
  const ones = new Array<number>(axes).fill(1);
  return { kernel: ones, strides: ones, dilation: ones, padding: 'valid' };
};

/** `3×3`, `2×3×3`; along the only axis of a series, `3`. */
export const formatExtent = (extent: number | readonly number[]): string =>
  typeof extent === 'number' ? `${extent}` : extent.join('×');

/** `2` where all are equal, else `2×1`. */
export function formatSteps(strides: number | readonly number[]): string {
  if (typeof strides === 'number') return `${strides}`;
  return strides.every((s) => s === strides[0]) ? `${strides[0]}` : strides.join('×');
}

/** `/2` or `/2×1` after a window, nothing for stride 1. */
export function formatStride(strides: number | readonly number[]): string {
  const steps = formatSteps(strides);
  return steps === '1' ? '' : `/${steps}`;
}
