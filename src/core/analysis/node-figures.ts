import type { Formula } from '../math/formula.ts';
import { formula, num, outgoing, product } from '../math/formula.ts';
import { floatBytes } from './float-bytes.ts';
import type { NodeAnalysis } from './types.ts';

/** Bytes of a layer's weights, float32. */
export const weightBytesOf = (node: NodeAnalysis): number => node.parameters.total * floatBytes;

/** Bytes of a batch of outputs, float32; `null` where the shape is unknown. */
export const batchBytesOf = (node: NodeAnalysis, batchSize: number): number | null =>
  node.activationBytes === null ? null : node.activationBytes * batchSize;

const axisLetters: readonly (readonly string[])[] = [[], ['C'], ['T', 'C'], ['H', 'W', 'C'], ['D', 'H', 'W', 'C']];

/** Letters of the sizes of an output of this rank, channels last. */
export const axesOf = (rank: number): readonly string[] =>
  axisLetters[rank] ?? Array.from({ length: rank }, (_, axis) => `n_${axis + 1}`);

/** Bytes of one sample's output as a formula, `H′·W′·C′·4`; `null` where the shape is unknown. */
export function activationFormula(node: NodeAnalysis): Formula | null {
  const shape = node.output?.shape;
  if (!shape) return null;
  const letters = axesOf(shape.length);
  return formula(product(...shape.map((n, axis) => outgoing(`${letters[axis]}′`, n)), num(floatBytes)));
}
