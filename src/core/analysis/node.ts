import type { LayerNode } from '../document/schema.ts';
import type { Arity, LayerDefinition, ShapeFormula, WeightSpec } from '../layers/define.ts';
import { zero } from '../math/formula.ts';
import type { Shape } from '../math/shape.ts';
import { problem } from '../problems/messages.ts';
import type { Problem } from '../problems/problem.ts';
import type { Result } from '../result.ts';
import type { FigureStore, ReadParams } from './figure-store.ts';
import { type Figures, noParameters } from './figures.ts';
import { fieldAfter, inputField, layerField } from './receptive-field.ts';
import type { NodeAnalysis, ReceptiveField } from './types.ts';

/** A node with all that its figures depend on; equal parts give equal figures. */
export interface NodeContext {
  readonly node: LayerNode;
  readonly definition: LayerDefinition | undefined;
  /** Parsed params, or what is wrong with them. */
  readonly params: Result<ReadParams, readonly Problem[]>;
  readonly inputs: readonly (Shape | null)[];
  readonly fields: readonly (ReceptiveField | null)[];
  /** Problems of its place in the graph: on a circle, name taken. */
  readonly placed: readonly Problem[];
}

/**
 * Figures of one node. An unknown input gives an unknown output without a problem of its own, so that only the root of
 * a mistake is reported.
 */
export function analyzeNode(context: NodeContext, store: FigureStore): NodeAnalysis {
  const { node, definition, params, inputs, placed } = context;
  if (!definition)
    return unknown(context, [problem('graph.unknownKind', { name: node.name, kind: node.kind }, { nodeId: node.id })]);
  const arity = arityProblem(node, definition.arity, inputs.length);
  if (!params.ok) return unknown(context, arity ? [...params.error, arity] : params.error);
  if (arity) return unknown(context, [arity]);
  if (!inputs.every((shape) => shape !== null)) return unknown(context, []);
  const figures = store.figures(definition, params.value, inputs);
  if (!figures.ok) return unknown(context, [named(figures.error, node)]);
  const [input] = inputs;
  const { value } = figures;
  return counted(node, value, placed, input ? layerField(value, context.fields) : inputField(value.output.shape));
}

/**
 * The same for what most nodes are: fed by one node whose output is known, a layer that takes one input, params in range.
 */
export function analyzeFed(
  node: LayerNode,
  definition: LayerDefinition,
  params: ReadParams,
  source: NodeAnalysis,
  { shape }: ShapeFormula,
  placed: readonly Problem[],
  store: FigureStore,
): NodeAnalysis {
  const figures = store.figuresOfOne(definition, params, shape);
  if (figures.ok) return counted(node, figures.value, placed, fieldAfter(figures.value, source.receptiveField));
  return unknown({ node, inputs: [shape], placed }, [named(figures.error, node)]);
}

function counted(
  node: LayerNode,
  figures: Figures,
  placed: readonly Problem[],
  receptiveField: ReceptiveField | null,
): NodeAnalysis {
  const { remarks } = figures;
  return {
    id: node.id,
    // Those of the figures: layers that are alike share one list.
    inputs: figures.inputs,
    output: figures.output,
    weights: node.frozen ? frozenWeights(figures.weights) : figures.weights,
    parameters: node.frozen ? frozenParameters(figures.parameters) : figures.parameters,
    parameterFormula: figures.parameterFormula,
    cost: figures.cost,
    receptiveField,
    activationBytes: figures.activationBytes,
    problems: remarks.length === 0 ? placed : [...placed, ...remarks.map((one) => named(one, node))],
  };
}

const frozenParameters = ({ total }: NodeAnalysis['parameters']): NodeAnalysis['parameters'] =>
  total === 0 ? noParameters : { total, trainable: 0, nonTrainable: total };

/** Frozen layers that are alike share one list too. */
const frozenLists = new WeakMap<readonly WeightSpec[], readonly WeightSpec[]>();

function frozenWeights(weights: readonly WeightSpec[]): readonly WeightSpec[] {
  const known = frozenLists.get(weights);
  if (known) return known;
  const frozen = weights.map((weight) => ({ ...weight, trainable: false }));
  frozenLists.set(weights, frozen);
  return frozen;
}

type Unknown = Pick<NodeContext, 'node' | 'inputs' | 'placed'>;

const unknown = ({ node, inputs, placed }: Unknown, problems: readonly Problem[]): NodeAnalysis => ({
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

function arityProblem(node: LayerNode, { min, max }: Arity, received: number): Problem | null {
  const where = { nodeId: node.id };
  if (received === 0 && min > 0) return problem('arity.none', { name: node.name }, where);
  if (received < min) return problem('arity.few', { name: node.name, expected: min, received }, where);
  if (max === null || received <= max) return null;
  if (max === 0) return problem('arity.source', { name: node.name }, where);
  return problem('arity.many', { name: node.name, expected: max, received }, where);
}

/** A layer kind does not know which node it serves: its problems get the node's name here. */
const named = ({ code, values, severity, field }: Problem, node: LayerNode): Problem =>
  problem(
    code,
    { ...values, name: node.name },
    { severity, nodeId: node.id, ...(field === undefined ? {} : { field }) },
  );
