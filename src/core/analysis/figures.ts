import type { Arity, LayerCost, LayerDefinition, ShapeFormula, WeightSpec, Window } from '../layers/define.ts';
import type { Formula } from '../math/formula.ts';
import { formula, sum, tokensText, valueTokens, zero } from '../math/formula.ts';
import type { Shape } from '../math/shape.ts';
import { formatShape, shapeSize } from '../math/shape.ts';
import { problem } from '../problems/messages.ts';
import type { Problem } from '../problems/problem.ts';
import type { Result } from '../result.ts';
import { fail, ok } from '../result.ts';
import type { NodeAnalysis } from './types.ts';

/** What a layer computes with these params on inputs of these shapes, whichever node it is. */
export interface Figures
  extends Pick<NodeAnalysis, 'weights' | 'parameters' | 'parameterFormula' | 'cost' | 'activationBytes'> {
  readonly params: unknown;
  readonly inputs: readonly Shape[];
  readonly output: ShapeFormula;
  /** What one position sees of the input; `null` the whole of it, `undefined` one position. */
  readonly window: Window | null | undefined;
  /** Remarks of the kind, without a node's name. */
  readonly remarks: readonly Problem[];
}

/** One list for all that have none, so that keeping it is free and finding it equal is quick. */
export const noProblems: readonly Problem[] = [];

export const noParameters = { total: 0, trainable: 0, nonTrainable: 0 };

/** The error has the kind's name in it; the caller puts the node's. */
export function figuresOf(definition: LayerDefinition, params: unknown, inputs: readonly Shape[]): Result<Figures> {
  const title = definition.doc.title;
  const misfit = rankProblem(title, definition.arity, inputs);
  if (misfit) return fail(misfit);
  const accepted = definition.accepts?.(params, inputs);
  if (accepted && !accepted.ok) return accepted;
  const output = definition.outputShape(params, inputs);
  if (!output.ok) return output;

  const weights = definition.weights(params, inputs);
  const cost = definition.cost(params, inputs, output.value.shape);
  const parameterFormula = sumOfSizes(weights);
  const unsafe = firstUnsafe(output.value, parameterFormula, cost);
  if (unsafe) return fail(problem('size.unsafe', { name: title, what: unsafe }));
  return ok({
    params,
    inputs,
    output: output.value,
    window: definition.receptiveField?.(params, inputs),
    remarks: definition.remarks?.(params) ?? noProblems,
    weights,
    parameters: weights.length === 0 ? noParameters : split(parameterFormula.value, weights),
    parameterFormula,
    cost,
    activationBytes: shapeSize(output.value.shape) * 4,
  });
}

/** How a message writes a rank; the same in every language. */
const rankNotation = ['scalar', 'N', 'L×C', 'H×W×C', 'D×H×W×C'];

function rankProblem(name: string, { ranks }: Arity, inputs: readonly Shape[]): Problem | null {
  if (ranks === 'any') return null;
  const wrong = inputs.find((shape) => !ranks.includes(shape.length));
  if (!wrong) return null;
  const expected = ranks.map((rank) => rankNotation[rank] ?? String(rank)).join(' / ');
  return problem('rank.mismatch', { name, expected, received: formatShape(wrong) });
}

function sumOfSizes(weights: readonly WeightSpec[]): Formula {
  const [only, ...others] = weights;
  if (!only) return zero;
  return others.length === 0 ? only.size : formula(sum(...weights.map((weight) => weight.size.expr)));
}

function split(total: number, weights: readonly WeightSpec[]): NodeAnalysis['parameters'] {
  const trainable = weights.reduce((count, weight) => (weight.trainable ? count + weight.size.value : count), 0);
  return { total, trainable, nonTrainable: total - trainable };
}

/** The first figure that a float64 cannot hold exactly, as text with its numbers. */
function firstUnsafe({ shape }: ShapeFormula, parameters: Formula, { macs, otherOps }: LayerCost): string | null {
  // Bytes are four times the values, operations twice the MACs: those must be exact too.
  if (!Number.isSafeInteger(shapeSize(shape) * 4)) return formatShape(shape);
  if (!Number.isSafeInteger(parameters.value * 4)) return tokensText(valueTokens(parameters));
  if (!Number.isSafeInteger(macs.value * 2)) return tokensText(valueTokens(macs));
  return Number.isSafeInteger(otherOps.value) ? null : tokensText(valueTokens(otherOps));
}
