import { type FrozenBase, frozenBaseIn } from '../../core/analysis/frozen-base.ts';
import { optimizerSlots, type TrainingMemory, trainingMemory, trainingPeak } from '../../core/analysis/memory.ts';
import type { Analysis } from '../../core/analysis/types.ts';
import type { Graph, OptimizerName, StrideDocument } from '../../core/document/schema.ts';
import {
  derived,
  type Formula,
  floor,
  formula,
  minus,
  num,
  over,
  product,
  sum,
  worded,
  zero,
} from '../../core/math/formula.ts';
import { shapeSize } from '../../core/math/shape.ts';

/** Values that a network has, whatever they were counted from. */
export interface NetworkValues {
  readonly weights: number;
  readonly largestWeight: number;
  /** Of all outputs of one sample. */
  readonly outputs: number;
  readonly base: Pick<FrozenBase, 'values' | 'endValues' | 'peak'>;
}

const floatBytes = 4;

/**
 * Bytes that this engine takes for training at its peak. Weights: themselves, their gradients, the optimizer's slots, and
 * the largest one's update beside the old. Activations: each layer's output and its gradient, for the whole batch; of a frozen
 * base its ends, and while it runs what is alive of it.
 */
export function peakBytes(
  { weights, largestWeight, outputs, base }: NetworkValues,
  optimizer: OptimizerName,
  batchSize: number,
): { readonly weights: number; readonly activations: number } {
  const copies = 2 + optimizerSlots[optimizer];
  return {
    weights: floatBytes * copies * (weights + largestWeight),
    activations: floatBytes * batchSize * (outputs - base.values + base.endValues + workingValues({ outputs, base })),
  };
}

/** Values beside the outputs that are held: their gradients, or what is alive of the base where that is more. */
const workingValues = ({ outputs, base }: Pick<NetworkValues, 'outputs' | 'base'>): number => {
  const trained = outputs - base.values;
  return Math.max(trained, base.peak - base.endValues - trained);
};

/** Whether training fits into a device's memory, by the same count that the engine makes before it starts. */
export interface Fit {
  /** What has to be kept whatever computes. */
  readonly held: TrainingMemory;
  /** Bytes that this engine takes beside it: gradients of activations, updates beside the old values. */
  readonly working: Formula;
  /** `held + working`. */
  readonly peak: Formula;
  readonly budget: number | null;
  /** `null` where the budget is unknown. */
  readonly fits: boolean | null;
  /** Largest batch within the budget; 0 where not even one sample fits, `null` where nothing limits it. */
  readonly largestBatch: Formula | null;
}

export function forecastFit({ graph, training }: StrideDocument, analysis: Analysis, budget: number | null): Fit {
  const { optimizer, batchSize } = training;
  const held = trainingMemory(graph, analysis, training);
  const working = workingSpace(graph, analysis, optimizer, batchSize);
  const peak = trainingPeak(held, working);
  return {
    held,
    working,
    peak,
    budget,
    fits: budget === null ? null : peak.value <= budget,
    largestBatch: budget === null ? null : largestBatch(graph, analysis, optimizer, budget),
  };
}

/**
 * `peakBytes` less what is held: gradients of the activations, the largest weight with all that belongs to it a second time,
 * and room beside weights that are not trained, which the engine counts as if they were.
 */
function workingSpace(graph: Graph, analysis: Analysis, optimizer: OptimizerName, batchSize: number): Formula {
  const { totals } = analysis;
  const slots = worded('slots', optimizerSlots[optimizer]);
  const values = valuesOf(graph, analysis);
  const largest = derived('P_max', values.largestWeight);
  const symbol = values.base.values > 0 ? 'A_work' : 'A';
  const gradients = product(derived('B', batchSize), derived(symbol, floatBytes * workingValues(values)));
  const update = product(sum(num(2), slots), largest, num(floatBytes));
  if (totals.nonTrainable === 0) return formula(sum(gradients, update));
  const fixed = minus(derived('P', totals.parameters), derived('P_t', totals.trainable));
  return formula(sum(gradients, update, product(sum(num(1), slots), fixed, num(floatBytes))));
}

function largestBatch(graph: Graph, analysis: Analysis, optimizer: OptimizerName, budget: number): Formula | null {
  const values = valuesOf(graph, analysis);
  const { weights } = peakBytes(values, optimizer, 0);
  if (values.outputs === 0) return null;
  if (weights > budget) return zero;
  const all = sum(derived('P', values.weights), derived('P_max', values.largestWeight));
  const copies = sum(num(2), worded('slots', optimizerSlots[optimizer]));
  const left = minus(worded('budget', budget), product(copies, all, num(floatBytes)));
  const each = peakBytes(values, optimizer, 1).activations;
  const whole = product(num(2), derived('A', analysis.totals.activationBytes));
  return formula(floor(over(left, values.base.values > 0 ? derived('A_peak', each) : whole)));
}

function valuesOf(graph: Graph, analysis: Analysis): NetworkValues {
  const { nodes, totals } = analysis;
  let largestWeight = 0;
  for (const { weights } of Object.values(nodes))
    for (const { shape } of weights) largestWeight = Math.max(largestWeight, shapeSize(shape));
  return {
    weights: totals.parameters,
    largestWeight,
    outputs: totals.activationBytes / floatBytes,
    base: frozenBaseIn(graph, analysis),
  };
}
