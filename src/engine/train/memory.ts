import type { OptimizerName } from '../../core/document/schema.ts';
import type { MemoryBudget } from '../backends/backend.ts';
import { EngineError } from '../failure.ts';
import type { Program } from '../network/program.ts';
import { say } from '../sayings.ts';
import { peakBytes } from './peak.ts';

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);

/** Bytes that training a program takes at its peak. */
export function trainingBytes(
  program: Program,
  optimizer: OptimizerName,
  batchSize: number,
): { weights: number; activations: number } {
  const sizes = program.weights.map((weight) => sizeOf(weight.shape));
  const weights = sizes.reduce((sum, n) => sum + n, 0);
  const outputs = program.layers.reduce((sum, { layer }) => sum + sizeOf(layer.outputShape), 0);
  return peakBytes(
    { weights, largestWeight: Math.max(0, ...sizes), outputs, base: program.base },
    optimizer,
    batchSize,
  );
}

/** @throws EngineError `out-of-memory`, with the numbers, before the device runs out instead of while it trains. */
export function checkMemory(
  program: Program,
  optimizer: OptimizerName,
  batchSize: number,
  budget: MemoryBudget,
  backend: string,
): void {
  const limit = budget.tensorValues;
  for (const entry of program.layers) {
    const held = Math.max(
      sizeOf(entry.layer.outputShape) * batchSize,
      ...entry.layer.weights.map((w) => sizeOf(w.shape)),
    );
    if (limit !== null && held > limit) {
      const sizes = { layer: entry.name, values: count(held), backend, limit: count(limit) };
      throw new EngineError('out-of-memory', say('tensorTooLarge', sizes), entry.nodeId);
    }
  }
  const { weights, activations } = trainingBytes(program, optimizer, batchSize);
  if (budget.bytes !== null && weights + activations > budget.bytes) {
    const sizes = {
      needed: gibibytes(weights + activations),
      weights: gibibytes(weights),
      activations: gibibytes(activations),
      limit: gibibytes(budget.bytes),
    };
    throw new EngineError('out-of-memory', say('memoryTooSmall', { ...sizes, optimizer, batch: batchSize, backend }));
  }
}

const count = (n: number): string => n.toLocaleString('en-US');
const gibibytes = (bytes: number): string => (bytes / 2 ** 30).toFixed(1);
