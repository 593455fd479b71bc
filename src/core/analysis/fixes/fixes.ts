import { endProblems } from '../../compile/compile.ts';
import { applyCommands } from '../../document/commands.ts';
import type { StrideDocument } from '../../document/schema.ts';
import type { ProblemCode } from '../../problems/messages.ts';
import type { Fix, Problem } from '../../problems/problem.ts';
import { createAnalyzer } from '../analyze.ts';
import type { Analysis, NodeAnalysis } from '../types.ts';
import type { FixContext, NodeFixContext } from './context.ts';
import { incomingOf } from './context.ts';
import { allAwakened, awakened, starved } from './modes.ts';
import {
  impossibleOutputPadding,
  indivisibleGroups,
  reshapeMisfit,
  strideAndDilation,
  tooLarge,
  windowMisfit,
  wrongParam,
} from './params.ts';
import { unequalInputs, unequalSides, unknownShape, wrongRank } from './shapes.ts';
import {
  addInput,
  addMissingInput,
  fedInput,
  keepOneEnd,
  missingInput,
  openCircle,
  ownWeights,
  removeNode,
  rename,
  surplusInputs,
} from './wiring.ts';

/** Ideas for the problems of one node. They may be wrong: each is tried before it is offered. */
const nodeIdeas: { readonly [C in ProblemCode]?: (context: NodeFixContext) => readonly Fix[] } = {
  'arity.none': missingInput,
  'arity.few': missingInput,
  'arity.many': surplusInputs,
  'arity.source': fedInput,
  'rank.mismatch': wrongRank,
  'shape.mismatch': unequalInputs,
  'concat.mismatch': unequalSides,
  'window.misfit': windowMisfit,
  'stride.dilation': strideAndDilation,
  'groups.channels': indivisibleGroups,
  'groups.filters': indivisibleGroups,
  'transposed.outputPadding': impossibleOutputPadding,
  'crop.all': wrongParam,
  'reshape.size': reshapeMisfit,
  'reshape.indivisible': reshapeMisfit,
  'params.invalid': wrongParam,
  'params.atLeast': wrongParam,
  'params.above': wrongParam,
  'params.atMost': wrongParam,
  'params.below': wrongParam,
  'params.tooShort': wrongParam,
  'params.tooLong': wrongParam,
  'params.integer': wrongParam,
  'params.type': wrongParam,
  'params.option': wrongParam,
  'size.unsafe': tooLarge,
  'graph.cycle': openCircle,
  'graph.unknownKind': (context) => [removeNode(context)],
  'shared.missing': (context) => [ownWeights(context), removeNode(context)],
  'shared.mismatch': (context) => [ownWeights(context), removeNode(context)],
  'custom.shapeUnknown': unknownShape,
  'graph.duplicateName': rename,
  'mode.muted': starved,
  'mode.nothing': starved,
};

/** Ideas for problems of the network as a whole. */
const networkIdeas: { readonly [C in ProblemCode]?: (context: FixContext) => readonly Fix[] } = {
  'graph.empty': (context) => [addInput(context, null)],
  'graph.noInput': addMissingInput,
  'compile.inputs': (context) => keepOneEnd(context, context.analysis.inputIds),
  'compile.outputs': (context) => keepOneEnd(context, context.analysis.outputIds),
};

/**
 * Changes that mend a problem of this document, each tried: applied, the problem is gone. Those that leave no other
 * error at the layer come first, of them those that break no other layer; where none does, those that leave fewer errors
 * in the network. Problems that bring their own fixes (`checkTraining`) keep them.
 */
export function fixesFor(document: StrideDocument, analysis: Analysis, problem: Problem): readonly Fix[] {
  if (problem.fixes) return problem.fixes;
  const ideas = ideasFor({ document, analysis, problem });
  if (ideas.length === 0) return [];
  const analyzer = createAnalyzer();
  analyzer.analyze(document.graph);
  const tried = ideas.flatMap((fix) => {
    const { graph } = applyCommands(document, fix.commands);
    const after = analyzer.analyze(graph);
    const problems = [...after.problems, ...endProblems(graph, after)];
    if (hasProblem(after, problems, problem)) return [];
    const own = problem.nodeId === undefined ? 0 : errorsAt(after.node(problem.nodeId));
    const added = Object.keys(graph.nodes).filter((id) => !Object.hasOwn(document.graph.nodes, id));
    const local = own + added.reduce((count, id) => count + errorsAt(after.node(id)), 0);
    const elsewhere = problems.filter((one) => isNewError(one, analysis)).length;
    return [{ fix, local, elsewhere, total: problems.length }];
  });
  const clean = tried.filter(({ local }) => local === 0);
  // Equal ones stay in the order of the ideas, which is the order of preference.
  if (clean.length > 0) return clean.sort((a, b) => a.elsewhere - b.elsewhere).map(({ fix }) => fix);
  return tried.sort((a, b) => a.local - b.local || a.total - b.total).map(({ fix }) => fix);
}

/** An error at a layer that had none: the fix mends one layer and breaks another. */
const isNewError = ({ severity, nodeId }: Problem, before: Analysis): boolean =>
  severity === 'error' && nodeId !== undefined && errorsAt(before.node(nodeId)) === 0;

/** The same problems, each with its fixes. */
export const withFixes = (
  document: StrideDocument,
  analysis: Analysis,
  problems: readonly Problem[] = analysis.problems,
): readonly Problem[] => problems.map((problem) => ({ ...problem, fixes: fixesFor(document, analysis, problem) }));

function ideasFor(context: FixContext): readonly Fix[] {
  const { document, problem } = context;
  const whole = networkIdeas[problem.code];
  if (whole) return [...allAwakened(context), ...whole(context)];
  const node = problem.nodeId === undefined ? undefined : document.graph.nodes[problem.nodeId];
  const ideas = nodeIdeas[problem.code];
  if (!node || !ideas) return [];
  const at = { ...context, node, incoming: incomingOf(context, node.id) };
  return [...awakened(at), ...ideas(at)];
}

/** Whether the network still has this problem, at the same node and field. */
function hasProblem(after: Analysis, all: readonly Problem[], { code, nodeId, field }: Problem): boolean {
  const same = (one: Problem): boolean => one.code === code && one.field === field;
  if (nodeId === undefined || code in networkIdeas) return all.some(same);
  return after.node(nodeId)?.problems.some(same) ?? false;
}

const errorsAt = (node: NodeAnalysis | undefined): number =>
  node?.problems.filter((one) => one.severity === 'error').length ?? 0;
