import type { Formula } from '../math/formula.ts';
import { derived, formula, num, over, product, sum, worded } from '../math/formula.ts';
import { shapeSize } from '../math/shape.ts';
import { floatBytes } from './float-bytes.ts';
import type { Analysis, NodeAnalysis } from './types.ts';

/**
 * FLOPs (2·MACs) for each byte that a layer moves: inputs and output of the batch, weights once, float32. Low: memory is
 * what the layer waits for; high: arithmetic. Williams, Waterman, Patterson 2009, "Roofline". `null` where a shape is
 * unknown or nothing is moved.
 */
export function intensityOf(node: NodeAnalysis, batchSize = 1): Formula | null {
  const { cost, output, inputs } = node;
  if (!cost || !output || !inputs.every((shape) => shape !== null)) return null;
  const read = inputs.reduce((bytes, shape) => bytes + shapeSize(shape) * floatBytes, 0);
  // Those of another node are read too, though they are counted there.
  const weights = node.weights.reduce((bytes, { size }) => bytes + size.value * floatBytes, 0);
  const moved = { read, written: shapeSize(output.shape) * floatBytes, weights };
  return intensity(cost.macs.value, moved, batchSize);
}

/** The same of the whole network, every layer reading and writing its own. */
export function totalIntensity(analysis: Analysis, batchSize = 1): Formula | null {
  let read = 0;
  let written = 0;
  for (const { inputs, output } of Object.values(analysis.nodes)) {
    if (!output) return null;
    for (const shape of inputs) read += shape ? shapeSize(shape) * floatBytes : 0;
    // An Input moves nothing: its values are counted where they are read.
    if (inputs.length > 0) written += shapeSize(output.shape) * floatBytes;
  }
  return intensity(analysis.totals.macs, { read, written, weights: analysis.totals.weightBytes }, batchSize);
}

interface Moved {
  readonly read: number;
  readonly written: number;
  readonly weights: number;
}

function intensity(macs: number, { read, written, weights }: Moved, batchSize: number): Formula | null {
  if (read + written + weights === 0) return null;
  const values = sum(worded('in', read), worded('out', written));
  const batch = derived('B', batchSize);
  const moved = sum(batchSize === 1 ? values : product(batch, values), worded('weights', weights));
  const flops = product(num(2), worded('macs', macs), ...(batchSize === 1 ? [] : [batch]));
  return formula(over(flops, moved));
}
