import type { Analysis } from '../analysis/types.ts';
import type { Graph, LossName, StrideDocument, TrainingSettings } from '../document/schema.ts';
import type { Shape } from '../math/shape.ts';
import { formatShape, sameShape } from '../math/shape.ts';
import { problem } from '../problems/messages.ts';
import type { Problem } from '../problems/problem.ts';
import { severalEnds } from './compile.ts';
import { endActivation } from './output.ts';
import {
  activationFixes,
  batchFixes,
  imageShapeFixes,
  lossFix,
  outputRankFixes,
  outputUnitsFixes,
} from './training-fixes.ts';

/** What must be known of the data to say whether a network fits it. */
export interface TrainingData {
  readonly classes: number;
  readonly imageShape: Shape;
  /** What samples are answered with; absent: one class each. */
  readonly task?: 'oneLabel' | 'manyLabel' | 'regression' | 'segmentation';
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
  if (data?.task && data.task !== 'oneLabel') return [problem('training.task', {})];
  const problems = [
    ...checkImages(document, ends, data),
    ...checkOutput(document, analysis, ends, data),
    ...checkBatch(document.training, data),
  ];
  if (analysis.totals.trainable === 0) problems.push(problem('training.noWeights', {}));
  return problems;
}

/**
 * Settings that suit the network and the data, to start from: loss by the output's activation, Adam at its usual rate,
 * batches of 32, or 20 for large photographs, which fill the memory faster.
 */
export function suggestTraining(
  document: StrideDocument,
  analysis: Analysis,
  data: TrainingData | null,
): Partial<TrainingSettings> {
  const ends = endsOf(document.graph, analysis);
  const loss = ends ? suggestLoss(ends) : 'categoricalCrossentropy';
  const image = data?.imageShape ?? ends?.inputShape ?? [];
  const large = (image[0] ?? 0) * (image[1] ?? 0) >= 100 * 100;
  const usual = large ? 20 : 32;
  const batchSize = Math.max(1, Math.min(usual, data?.trainCount ?? usual));
  return { loss, optimizer: 'adam', learningRate: 0.001, batchSize, metrics: ['accuracy'] };
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

function suggestLoss({ outputShape, activation }: Ends): LossName {
  if (activation === 'softmax') return 'categoricalCrossentropy';
  if (probabilities.has(activation)) return 'binaryCrossentropy';
  // A linear single value is a number to hit; several are class scores that lack their softmax.
  return outputShape.length === 1 && outputShape[0] === 1 ? 'meanSquaredError' : 'categoricalCrossentropy';
}

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
  const [units = 0] = outputShape;
  if (outputShape.length !== 1) {
    const fixes = outputRankFixes(document, nodeId, outputShape, data?.classes ?? null);
    return [problem('training.outputRank', { name, shape: formatShape(outputShape) }, { nodeId, fixes })];
  }
  // One value tells two classes apart: its sigmoid is the probability of the second.
  if (data && units !== data.classes && !(units === 1 && data.classes === 2)) {
    const fixes = outputUnitsFixes(document, analysis, nodeId, data.classes);
    return [problem('training.outputUnits', { name, units, classes: data.classes }, { nodeId, fixes })];
  }
  return checkLoss(document, ends, units);
}

function checkLoss(document: StrideDocument, ends: Ends, units: number): readonly Problem[] {
  const { loss } = document.training;
  const { outputId: nodeId, outputName: name, activation } = ends;
  if (loss === 'meanSquaredError') return [];
  if (loss === 'categoricalCrossentropy' && units === 1) {
    const fixes = [lossFix('binaryCrossentropy')];
    return [
      problem('training.oneUnit', { name, loss }, { nodeId, fixes }),
      ...checkActivation(document, ends, 'sigmoid'),
    ];
  }
  if (loss === 'categoricalCrossentropy') return checkActivation(document, ends, 'softmax');
  return probabilities.has(activation) && !(units === 1 && activation === 'softmax')
    ? []
    : checkActivation(document, ends, 'sigmoid');
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
