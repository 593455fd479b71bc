import { optimizerSlots, type TrainingMemory, trainingMemory } from '../../core/analysis/memory.ts';
import type { Analysis } from '../../core/analysis/types.ts';
import type { OptimizerName, StrideDocument } from '../../core/document/schema.ts';
import { shapeSize } from '../../core/math/shape.ts';

/** Values that a network has, whatever they were counted from. */
export interface NetworkValues {
  readonly weights: number;
  readonly largestWeight: number;
  /** Of all outputs of one sample. */
  readonly outputs: number;
}

const floatBytes = 4;

/**
 * Bytes that this engine takes for training at its peak. Weights: themselves, their gradients, the optimizer's slots, and
 * the largest one's update beside the old. Activations: each layer's output and its gradient, for the whole batch.
 */
export function peakBytes(
  { weights, largestWeight, outputs }: NetworkValues,
  optimizer: OptimizerName,
  batchSize: number,
): { readonly weights: number; readonly activations: number } {
  const copies = 2 + optimizerSlots[optimizer];
  return {
    weights: floatBytes * copies * (weights + largestWeight),
    activations: floatBytes * 2 * batchSize * outputs,
  };
}

/** Whether training fits into a device's memory, by the same count that the engine makes before it starts. */
export interface Fit {
  /** What has to be kept whatever computes. */
  readonly held: TrainingMemory;
  /** Bytes that this engine takes beside it: gradients of activations, updates beside the old values. */
  readonly working: number;
  readonly peak: number;
  readonly budget: number | null;
  /** `null` where the budget is unknown. */
  readonly fits: boolean | null;
  /** Largest batch within the budget; 0 where not even one sample fits, `null` where nothing limits it. */
  readonly largestBatch: number | null;
}

export function forecastFit({ graph, training }: StrideDocument, analysis: Analysis, budget: number | null): Fit {
  const { optimizer, batchSize } = training;
  const values = valuesOf(analysis);
  const { weights, activations } = peakBytes(values, optimizer, batchSize);
  const perSample = peakBytes(values, optimizer, 1).activations;
  const held = trainingMemory(graph, analysis, training);
  const peak = weights + activations;
  return {
    held,
    working: Math.max(0, peak - held.total.value),
    peak,
    budget,
    fits: budget === null ? null : peak <= budget,
    largestBatch: budget === null || perSample === 0 ? null : Math.max(0, Math.floor((budget - weights) / perSample)),
  };
}

function valuesOf({ nodes, totals }: Analysis): NetworkValues {
  let largestWeight = 0;
  for (const { weights } of Object.values(nodes))
    for (const { shape } of weights) largestWeight = Math.max(largestWeight, shapeSize(shape));
  return { weights: totals.parameters, largestWeight, outputs: totals.activationBytes / floatBytes };
}
