import type { Analysis } from '../analysis/types.ts';
import type { Graph, StrideDocument, TrainingSettings } from '../document/schema.ts';
import { type LossName, type MetricName, ofProbabilities, oneOfMany, type Task, teaches } from '../document/tasks.ts';
import type { Shape } from '../math/shape.ts';
import { formatShape, sameShape } from '../math/shape.ts';
import { type ProblemCode, problem } from '../problems/messages.ts';
import type { Problem } from '../problems/problem.ts';
import { severalEnds } from './compile.ts';
import { endActivation } from './output.ts';
import {
  activationFixes,
  batchFixes,
  imageShapeFixes,
  lossFix,
  maskFixes,
  outputRankFixes,
  outputUnitsFixes,
  unfreezeFixes,
} from './training-fixes.ts';

/** What must be known of the data to say whether a network fits it. */
export interface TrainingData {
  readonly classes: number;
  readonly imageShape: Shape;
  /** What samples are answered with; absent: one class each. */
  readonly task?: Task;
  /** Numbers that each sample is answered with, of a regression. */
  readonly outputs?: number;
  /** Images to train on; `null` or absent where unknown. */
  readonly trainCount?: number | null;
}

/** Activations that end in numbers from 0 to 1, as cross-entropy needs them. */
const probabilities: ReadonlySet<string> = new Set(['softmax', 'sigmoid', 'hard_sigmoid']);

/**
 * What keeps a sound network from learning from these labels, with fixes: more than one input or output, or ends that do
 * not fit the data and the loss. Empty where the network has errors of its own: `compileNetwork` names those.
 *
 * @param data `null`: none chosen yet; only what does not depend on it is checked.
 */
export function checkTraining(
  document: StrideDocument,
  analysis: Analysis,
  data: TrainingData | null,
): readonly Problem[] {
  const ends = endsOf(document.graph, analysis);
  if (!ends) return severalEnds(document.graph, analysis);
  const problems = [
    ...checkImages(document, ends, data),
    ...checkOutput(document, analysis, ends, data),
    ...checkBatch(document.training, data),
  ];
  if (analysis.totals.trainable === 0) problems.push(nothingTrains(document.graph, analysis));
  return problems;
}

/** Every layer with weights is frozen, or there is none. */
function nothingTrains({ nodes }: Graph, { order, nodes: figures }: Analysis): Problem {
  const frozen = order.flatMap((id) => {
    const node = nodes[id];
    return node?.frozen && (figures[id]?.parameters.total ?? 0) > 0 ? [node] : [];
  });
  if (frozen.length === 0) return problem('training.noWeights', {});
  return problem('training.allFrozen', {}, { fixes: unfreezeFixes(frozen) });
}

/**
 * Settings that suit the network and the data, to start from: loss by the output's activation and what is asked, Adam at its usual rate,
 * batches of 32, or 20 for large photographs, which fill the memory faster.
 */
export function suggestTraining(
  document: StrideDocument,
  analysis: Analysis,
  data: TrainingData | null,
): Partial<TrainingSettings> {
  const ends = endsOf(document.graph, analysis);
  const task = data?.task ?? null;
  const loss = ends ? suggestLoss(ends, task) : 'categoricalCrossentropy';
  const image = data?.imageShape ?? ends?.inputShape ?? [];
  const large = (image[0] ?? 0) * (image[1] ?? 0) >= 100 * 100;
  const usual = large ? 20 : 32;
  const batchSize = Math.max(1, Math.min(usual, data?.trainCount ?? usual));
  return { loss, optimizer: 'adam', learningRate: 0.001, batchSize, metrics: [...suggestMetrics[task ?? 'oneLabel']] };
}

interface Ends {
  readonly inputId: string;
  readonly inputShape: Shape;
  readonly outputId: string;
  readonly outputName: string;
  readonly outputShape: Shape;
  /** Keras name. */
  readonly activation: string;
}

function endsOf(graph: Graph, analysis: Analysis): Ends | null {
  const [inputId, ...otherInputs] = analysis.inputIds;
  const [outputId, ...otherOutputs] = analysis.outputIds;
  if (inputId === undefined || outputId === undefined || otherInputs.length + otherOutputs.length > 0) return null;
  const inputShape = analysis.node(inputId)?.output?.shape;
  const outputShape = analysis.node(outputId)?.output?.shape;
  const outputName = graph.nodes[outputId]?.name ?? outputId;
  if (!inputShape || !outputShape) return null;
  return { inputId, inputShape, outputId, outputName, outputShape, activation: endActivation(graph, outputId) };
}

/** The loss that most would take for such an end and such answers. */
function suggestLoss({ outputShape, activation }: Ends, task: Task | null): LossName {
  if (task === 'regression') return 'meanSquaredError';
  if (task === 'manyLabel') return 'binaryCrossentropy';
  if (activation === 'softmax') return 'categoricalCrossentropy';
  if (probabilities.has(activation)) return 'binaryCrossentropy';
  // A linear single value is a number to hit; several are class scores that lack their softmax.
  const oneNumber = task === null && outputShape.length === 1 && outputShape[0] === 1;
  return oneNumber ? 'meanSquaredError' : 'categoricalCrossentropy';
}

const suggestMetrics: Readonly<Record<Task, readonly MetricName[]>> = {
  oneLabel: ['accuracy'],
  manyLabel: ['accuracy', 'f1Score'],
  regression: ['meanAbsoluteError', 'r2Score'],
  segmentation: ['accuracy', 'meanIoU'],
};

function checkImages(document: StrideDocument, ends: Ends, data: TrainingData | null): readonly Problem[] {
  if (!data || sameShape(ends.inputShape, data.imageShape)) return [];
  const name = document.graph.nodes[ends.inputId]?.name ?? ends.inputId;
  const values = { name, expected: formatShape(ends.inputShape), received: formatShape(data.imageShape) };
  // Layers for series or volumes would not take pictures: with another number of axes the fix would only move the error.
  const fits = ends.inputShape.length === data.imageShape.length;
  const fixes = fits ? imageShapeFixes(ends.inputId, data.imageShape) : [];
  return [problem('training.imageShape', values, { nodeId: ends.inputId, field: 'shape', fixes })];
}

function checkOutput(
  document: StrideDocument,
  analysis: Analysis,
  ends: Ends,
  data: TrainingData | null,
): readonly Problem[] {
  const { outputId: nodeId, outputName: name, outputShape } = ends;
  const task = data?.task ?? null;
  if (task === 'segmentation' && data) {
    const misfit = checkMask(document, ends, data);
    if (misfit) return [misfit];
  } else if (outputShape.length !== 1 && (data || outputShape.length !== 3)) {
    const fixes = outputRankFixes(document, nodeId, outputShape, data ? unitsOf(data) : null, task);
    return [problem('training.outputRank', { name, shape: formatShape(outputShape) }, { nodeId, fixes })];
  }
  const suits = checkTask(document, ends, task);
  if (suits) return [suits];
  const units = outputShape.at(-1) ?? 0;
  if (data && units !== unitsOf(data) && !tellsTwo(data, units)) {
    const fixes = outputUnitsFixes(document, analysis, nodeId, unitsOf(data), task);
    const code = task === 'regression' ? 'training.outputValues' : 'training.outputUnits';
    return [problem(code, { name, units, classes: unitsOf(data) }, { nodeId, fixes })];
  }
  return checkLoss(document, ends, units, task);
}

/** Values that an output must have: one for each class, or for each number to hit. */
const unitsOf = ({ classes, outputs }: TrainingData): number => outputs ?? classes;

/** One value tells two classes apart: its sigmoid is the probability of the second. */
const tellsTwo = ({ task = 'oneLabel', classes }: TrainingData, units: number): boolean =>
  units === 1 && classes === 2 && (task === 'oneLabel' || task === 'segmentation');

/** A map of the mask's size, its channels the classes. */
function checkMask(document: StrideDocument, ends: Ends, data: TrainingData): Problem | null {
  const { outputId: nodeId, outputName: name, outputShape } = ends;
  const mask = data.imageShape.slice(0, 2);
  if (outputShape.length === 3 && sameShape(outputShape.slice(0, 2), mask)) return null;
  const values = { name, shape: formatShape(outputShape), expected: formatShape([...mask, data.classes]) };
  return problem('training.outputMask', values, { nodeId, fixes: maskFixes(document, nodeId, outputShape, mask) });
}

const unsuited = {
  oneLabel: 'training.lossOneLabel',
  manyLabel: 'training.lossManyLabel',
  regression: 'training.lossRegression',
  segmentation: 'training.lossSegmentation',
} as const satisfies Readonly<Record<Task, ProblemCode>>;

function checkTask({ training: { loss } }: StrideDocument, ends: Ends, task: Task | null): Problem | null {
  if (task === null || teaches(loss, task)) return null;
  return problem(unsuited[task], { loss }, { nodeId: ends.outputId, fixes: [lossFix(suggestLoss(ends, task))] });
}

function checkLoss(document: StrideDocument, ends: Ends, units: number, task: Task | null): readonly Problem[] {
  const { loss } = document.training;
  const { outputId: nodeId, outputName: name, activation } = ends;
  if (task === 'regression') return checkReach(document, ends);
  if (task === 'manyLabel' && activation === 'softmax') {
    const fixes = activationFixes(document, nodeId, 'sigmoid');
    return [problem('training.softmaxShares', { name }, { nodeId, severity: 'warning', fixes })];
  }
  if (oneOfMany.has(loss) && units === 1) {
    const fixes = [lossFix('binaryCrossentropy')];
    return [
      problem('training.oneUnit', { name, loss }, { nodeId, fixes }),
      ...checkActivation(document, ends, 'sigmoid'),
    ];
  }
  if (!ofProbabilities.has(loss)) return [];
  if (oneOfMany.has(loss)) return checkActivation(document, ends, 'softmax');
  return probabilities.has(activation) && !(units === 1 && activation === 'softmax')
    ? []
    : checkActivation(document, ends, 'sigmoid');
}

/** Numbers to hit may lie anywhere: an end that only gives 0 to 1 cannot reach them. */
function checkReach(document: StrideDocument, { outputId: nodeId, outputName: name, activation }: Ends) {
  if (!probabilities.has(activation)) return [];
  const fixes = activationFixes(document, nodeId, 'linear');
  return [problem('training.outputBounded', { name, activation }, { nodeId, severity: 'warning', fixes })];
}

function checkActivation(document: StrideDocument, ends: Ends, wanted: 'softmax' | 'sigmoid'): readonly Problem[] {
  const { outputId: nodeId, outputName: name, activation } = ends;
  if (activation === wanted) return [];
  // Independent sigmoids are scaled to sum to 1 by the loss: it learns, though softmax says it better.
  const severity = wanted === 'softmax' && probabilities.has(activation) ? 'warning' : 'error';
  const fixes = activationFixes(document, nodeId, wanted);
  return [
    problem(
      'training.outputActivation',
      { name, activation, loss: document.training.loss },
      { nodeId, severity, fixes },
    ),
  ];
}

function checkBatch({ batchSize }: TrainingSettings, data: TrainingData | null): readonly Problem[] {
  const count = data?.trainCount;
  if (count === undefined || count === null || batchSize <= count || count === 0) return [];
  return [problem('training.batchSize', { batchSize, count }, { severity: 'warning', fixes: batchFixes(count) })];
}
