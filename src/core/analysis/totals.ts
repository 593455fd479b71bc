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

function depthOf(nodes: readonly NodeAnalysis[], { inputs }: Structure): number {
  const depths: number[] = [];
  let deepest = 0;
  nodes.forEach((node, place) => {
    let before = 0;
    // On a circle an input may come later in the order; it then counts as nothing.
    for (const input of inputs[place] ?? []) before = Math.max(before, depths[input] ?? 0);
    const depth = before + (countsForDepth(node) ? 1 : 0);
    depths.push(depth);
    if (depth > deepest) deepest = depth;
  });
  return deepest;
}

const countsForDepth = (node: NodeAnalysis): boolean =>
  node.weights.length > 0 || (node.cost !== null && (node.cost.macs.value > 0 || node.cost.otherOps.value > 0));
