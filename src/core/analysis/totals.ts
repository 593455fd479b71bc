import { countBy } from './conventions.ts';
import { depthOf } from './depth.ts';
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
    flops: countBy('flops', { macs, otherOps }),
    allOps: countBy('ops', { macs, otherOps }),
    activationBytes,
    weightBytes: (trainable + nonTrainable) * 4,
    depth: depthOf(nodes, structure),
    layers: nodes.length,
    unknown,
  };
}
