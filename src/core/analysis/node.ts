import type { LayerNode } from '../document/schema.ts';
import type { Arity, LayerDefinition, ShapeFormula, WeightSpec } from '../layers/define.ts';
import type { Formula } from '../math/formula.ts';
import { formula, sum, tokensText, valueTokens, zero } from '../math/formula.ts';
import type { Shape } from '../math/shape.ts';
import { formatShape, shapeSize } from '../math/shape.ts';
import { problem } from '../problems/messages.ts';
import type { Problem } from '../problems/problem.ts';
import { inputField, layerField } from './receptive-field.ts';
import type { NodeAnalysis, ReceptiveField } from './types.ts';

/** A node with all that its figures depend on; equal parts give equal figures. */
export interface NodeContext {
  readonly node: LayerNode;
  readonly definition: LayerDefinition | undefined;
  /** Parsed params, or what is wrong with them. */
  readonly params:
    | { readonly ok: true; readonly value: unknown }
    | { readonly ok: false; readonly error: readonly Problem[] };
  readonly inputs: readonly (Shape | null)[];
  readonly fields: readonly (ReceptiveField | null)[];
  /** Problems of its place in the graph: on a cycle, name taken. */
  readonly placed: readonly Problem[];
  readonly onCycle: boolean;
}

const noParameters = { total: 0, trainable: 0, nonTrainable: 0 };

/**
 * Figures of one node. An unknown input gives an unknown output without a problem of its own, so that only the root of
 * a mistake is reported. `previous` lends its receptive field where that did not change.
 */
export function analyzeNode(context: NodeContext, previous: NodeAnalysis | undefined): NodeAnalysis {
  const { node, definition, params, inputs, placed } = context;
  const unknown = (problems: readonly Problem[]): NodeAnalysis => ({
    id: node.id,
    inputs,
    output: null,
    weights: [],
    parameters: noParameters,
    parameterFormula: zero,
    cost: null,
    receptiveField: null,
    activationBytes: null,
    problems: problems.length === 0 ? placed : [...placed, ...problems],
  });

  if (!definition)
    return unknown([problem('graph.unknownKind', { name: node.name, kind: node.kind }, { nodeId: node.id })]);
  const early = [...(params.ok ? [] : params.error), ...arityProblems(node, definition.arity, inputs.length)];
  if (early.length > 0 || !params.ok || context.onCycle) return unknown(early);
  if (!inputs.every((shape) => shape !== null)) return unknown([]);

  const misfit = rankProblem(node, definition.arity, inputs) ?? ruleProblem(definition, params.value, inputs);
  if (misfit) return unknown([named(misfit, node)]);
  const output = definition.outputShape(params.value, inputs);
  if (!output.ok) return unknown([named(output.error, node)]);

  const weights = definition.weights(params.value, inputs);
  const cost = definition.cost(params.value, inputs, output.value.shape);
  const parameterFormula = sumOfSizes(weights);
  const unsafe = firstUnsafe(output.value, [parameterFormula, cost.macs, cost.otherOps]);
  if (unsafe) return unknown([problem('size.unsafe', { name: node.name, what: unsafe }, { nodeId: node.id })]);

  const trainable = sizeOf(weights, true);
  return {
    id: node.id,
    inputs,
    output: output.value,
    weights,
    parameters:
      weights.length === 0
        ? noParameters
        : { total: parameterFormula.value, trainable, nonTrainable: parameterFormula.value - trainable },
    parameterFormula,
    cost,
    receptiveField: keepEqual(previous?.receptiveField, fieldOf(context, definition, params.value, output.value.shape)),
    activationBytes: shapeSize(output.value.shape) * 4,
    problems: placed,
  };
}

function arityProblems(node: LayerNode, { min, max }: Arity, received: number): readonly Problem[] {
  const where = { nodeId: node.id };
  if (received === 0 && min > 0) return [problem('arity.none', { name: node.name }, where)];
  if (received < min) return [problem('arity.few', { name: node.name, expected: min, received }, where)];
  if (max === null || received <= max) return [];
  if (max === 0) return [problem('arity.source', { name: node.name }, where)];
  return [problem('arity.many', { name: node.name, expected: max, received }, where)];
}

/** How a message writes a rank; the same in every language. */
const rankNotation = ['scalar', 'N', 'L×C', 'H×W×C', 'D×H×W×C'];

function rankProblem(node: LayerNode, { ranks }: Arity, inputs: readonly Shape[]): Problem | null {
  if (ranks === 'any') return null;
  const wrong = inputs.find((shape) => !ranks.includes(shape.length));
  if (!wrong) return null;
  const expected = ranks.map((rank) => rankNotation[rank] ?? String(rank)).join(' / ');
  return problem('rank.mismatch', { name: node.name, expected, received: formatShape(wrong) }, { nodeId: node.id });
}

function ruleProblem(definition: LayerDefinition, params: unknown, inputs: readonly Shape[]): Problem | null {
  const accepted = definition.accepts?.(params, inputs);
  return accepted && !accepted.ok ? accepted.error : null;
}

/** A layer kind does not know which node it serves: its problems get the node's name here. */
const named = ({ code, values, severity, field }: Problem, node: LayerNode): Problem =>
  problem(
    code,
    { ...values, name: node.name },
    { severity, nodeId: node.id, ...(field === undefined ? {} : { field }) },
  );

function sumOfSizes(weights: readonly WeightSpec[]): Formula {
  const [only, ...others] = weights;
  if (!only) return zero;
  return others.length === 0 ? only.size : formula(sum(...weights.map((weight) => weight.size.expr)));
}

const sizeOf = (weights: readonly WeightSpec[], trainable: boolean): number =>
  weights.reduce((total, weight) => (weight.trainable === trainable ? total + weight.size.value : total), 0);

/** The first figure that a float64 cannot hold exactly, as text with its numbers. */
function firstUnsafe({ shape }: ShapeFormula, figures: readonly Formula[]): string | null {
  // Bytes are four times the values, and they must be exact too.
  if (!Number.isSafeInteger(shapeSize(shape) * 4)) return formatShape(shape);
  const unsafe = figures.find((figure) => Math.abs(figure.value) * 2 > Number.MAX_SAFE_INTEGER);
  return unsafe ? tokensText(valueTokens(unsafe)) : null;
}

function fieldOf(
  context: NodeContext,
  definition: LayerDefinition,
  params: unknown,
  output: Shape,
): ReceptiveField | null {
  const input = context.inputs[0];
  if (!input) return inputField(output);
  const window = definition.receptiveField?.(params);
  return layerField(window, context.fields, { input, output }, params);
}

/** Keeps the old object where the new one says the same, so that what comes after is not computed again. */
function keepEqual(before: ReceptiveField | null | undefined, after: ReceptiveField | null): ReceptiveField | null {
  if (!before || !after || before === after) return after;
  const equal =
    sameNumbers(before.size, after.size) &&
    sameNumbers(before.jump, after.jump) &&
    sameNumbers(before.start, after.start) &&
    after.formula.every((f, axis) => sameText(f, before.formula[axis]));
  return equal ? before : after;
}

const sameNumbers = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((n, i) => n === b[i]);

const sameText = (a: Formula, b: Formula | undefined): boolean =>
  b !== undefined && tokensText(valueTokens(a)) === tokensText(valueTokens(b));
