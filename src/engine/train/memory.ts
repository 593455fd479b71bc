import type { OptimizerName } from '../../core/document/schema.ts';
import type { MemoryBudget } from '../backends/backend.ts';
import { EngineError } from '../failure.ts';
import type { Program } from '../network/program.ts';
import { optimizerRule } from './optimizers.ts';

/**
 * Bytes that training takes at its peak. Weights: themselves, their gradients, the optimizer's slots, and the largest
 * one's update beside the old. Activations: each layer's output and its gradient, for the whole batch.
 */
export function trainingBytes(
  program: Program,
  optimizer: OptimizerName,
  batchSize: number,
): { weights: number; activations: number } {
  const size = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);
  const sizes = program.weights.map((weight) => size(weight.shape));
  const slots = optimizerRule(optimizer, 1).slots.length;
  const all = sizes.reduce((sum, n) => sum + n, 0);
  const largest = Math.max(0, ...sizes);
  const outputs = program.layers.reduce((sum, { layer }) => sum + size(layer.outputShape), 0);
  return { weights: 4 * (all * (2 + slots) + largest * (2 + slots)), activations: 4 * 2 * batchSize * outputs };
}

/** @throws EngineError `out-of-memory`, with the numbers, before the device runs out instead of while it trains. */
export function checkMemory(
  program: Program,
  optimizer: OptimizerName,
  batchSize: number,
  budget: MemoryBudget,
  backend: string,
): void {
  const size = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);
  const limit = budget.tensorValues;
  for (const entry of program.layers) {
    const held = Math.max(size(entry.layer.outputShape) * batchSize, ...entry.layer.weights.map((w) => size(w.shape)));
    if (limit !== null && held > limit) {
      const message = `${entry.name} needs a tensor of ${count(held)} values; ${backend} holds ${count(limit)} at most.`;
      throw new EngineError('out-of-memory', message, entry.nodeId);
    }
  }
  const { weights, activations } = trainingBytes(program, optimizer, batchSize);
  if (budget.bytes !== null && weights + activations > budget.bytes) {
    const parts = `${gigabytes(weights)} for weights and ${optimizer}, ${gigabytes(activations)} for a batch of ${batchSize}`;
    throw new EngineError(
      'out-of-memory',
      `Training needs about ${gigabytes(weights + activations)} (${parts}); ${backend} has ${gigabytes(budget.bytes)}.`,
    );
  }
}

const count = (n: number): string => n.toLocaleString('en-US');
const gigabytes = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GiB`;
