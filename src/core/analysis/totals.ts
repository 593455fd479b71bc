import type { Structure } from './structure.ts';
import type { NodeAnalysis, Totals } from './types.ts';

/** Sums over the nodes' own figures, given in the structure's order; nothing is computed again. */
export function totalsOf(nodes: readonly NodeAnalysis[], structure: Structure): Totals {
  let trainable = 0;
  let nonTrainable = 0;
  let macs = 0;
  let otherOps = 0;
  let activationBytes = 0;
  let unknown = 0;
  for (const node of nodes) {
    if (node.output === null) unknown++;
    trainable += node.parameters.trainable;
    nonTrainable += node.parameters.nonTrainable;
    macs += node.cost?.macs.value ?? 0;
    otherOps += node.cost?.otherOps.value ?? 0;
    activationBytes += node.activationBytes ?? 0;
  }
  return {
    parameters: trainable + nonTrainable,
    trainable,
    nonTrainable,
    macs,
    flops: 2 * macs,
    allOps: 2 * macs + otherOps,
    activationBytes,
    weightBytes: (trainable + nonTrainable) * 4,
    depth: depthOf(nodes, structure),
    layers: nodes.length,
    unknown,
  };
}

/** Inputs come before what they feed, but on a circle, where one that comes later counts as nothing. */
function depthOf(nodes: readonly NodeAnalysis[], { inputs: { starts, items } }: Structure): number {
  const depths = new Int32Array(nodes.length);
  let deepest = 0;
  nodes.forEach((node, place) => {
    let depth = 0;
    const stop = starts[place + 1] ?? 0;
    for (let at = starts[place] ?? 0; at < stop; at++) depth = Math.max(depth, depths[items[at] ?? 0] ?? 0);
    if (countsForDepth(node)) depth++;
    depths[place] = depth;
    if (depth > deepest) deepest = depth;
  });
  return deepest;
}

const countsForDepth = (node: NodeAnalysis): boolean =>
  node.weights.length > 0 || (node.cost !== null && (node.cost.macs.value > 0 || node.cost.otherOps.value > 0));
