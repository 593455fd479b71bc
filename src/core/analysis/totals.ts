import type { Structure } from './structure.ts';
import { incomingEdges } from './structure.ts';
import type { NodeAnalysis, Totals } from './types.ts';

/** Sums over the nodes' own figures; nothing is computed again. */
export function totalsOf(nodes: Readonly<Record<string, NodeAnalysis>>, structure: Structure): Totals {
  let trainable = 0;
  let nonTrainable = 0;
  let macs = 0;
  let otherOps = 0;
  let activationBytes = 0;
  let unknown = 0;
  for (const id of structure.order) {
    const node = nodes[id];
    if (!node?.output) {
      unknown++;
      continue;
    }
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
    layers: structure.order.length,
    unknown,
  };
}

function depthOf(nodes: Readonly<Record<string, NodeAnalysis>>, structure: Structure): number {
  const depths = new Map<string, number>();
  let deepest = 0;
  for (const id of structure.order) {
    let before = 0;
    for (const edge of incomingEdges(structure, id)) before = Math.max(before, depths.get(edge.source) ?? 0);
    const depth = before + (countsForDepth(nodes[id]) ? 1 : 0);
    depths.set(id, depth);
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

const countsForDepth = (node: NodeAnalysis | undefined): boolean =>
  node !== undefined &&
  (node.weights.length > 0 || (node.cost !== null && (node.cost.macs.value > 0 || node.cost.otherOps.value > 0)));
